"""A conversation as a value, and who carries it on.

The same turns give the same answers in every front end. A turn that fails
leaves the value that it began with.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from faqbot.answering.answer import Alternative, Answer, Reason, Status
from faqbot.answering.answerer import Answerer
from faqbot.answering.signals import Place
from faqbot.answering.topic import Topic
from faqbot.cleaning import clean_line
from faqbot.conversation import turns
from faqbot.conversation.choosing import Chooser
from faqbot.conversation.document_facts import DocumentFacts
from faqbot.conversation.follow_up import FollowUps
from faqbot.conversation.leaning import Leaning
from faqbot.conversation.replying import Reply, Said, place_of
from faqbot.conversation.several import Several
from faqbot.conversation.signpost import SignpostFinder
from faqbot.conversation.small_talk import kind_of, nothing_to_choose, small_talk
from faqbot.conversation.talk_phrases import Talk
from faqbot.conversation.texting import spelt_out
from faqbot.conversation.thread import Reading, Thread
from faqbot.conversation.weighing import ReadingModel
from faqbot.conversation.wishes import Wish, wished
from faqbot.conversation.wordings import Wordings
from faqbot.index.text import stems

_ONE = re.compile(r"\b(?:ones?|please|then)\b", re.IGNORECASE)
_HELP = re.compile(r"\b(?:help|someone|somebody)\b", re.IGNORECASE)
_CONNECT = re.compile(r"\b(?:put|pass|connect|transfer) me\b", re.IGNORECASE)
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")
_MAX_TOLD = 10_000  # characters in which danger is looked for
MAX_QUESTION = 1_000  # characters; the rest of a longer question is not read


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a next turn may refer to."""

    thread: Thread = field(default_factory=Thread)
    focus: Place | None = None  # the section that answered last
    choices: tuple[Alternative, ...] = ()  # what a number or a name chooses
    answers: tuple[Answer, ...] = ()
    nation: str | None = None  # where somebody said that they are, if no document is for there

    @property
    def topic(self) -> Topic | None:
        """What the conversation is about now."""
        return self.thread.topic

    @property
    def last(self) -> Answer | None:
        """The last answer that says something about the guidance."""
        talk = (Status.ABOUT, Status.SIGNPOST)
        return next((a for a in reversed(self.answers) if a.status not in talk), None)

    @property
    def cited(self) -> Answer | None:
        """The last answer that quotes the guidance."""
        return next((a for a in reversed(self.answers) if a.citations), None)

    def with_answer(self, answer: Answer) -> Conversation:
        """Return the conversation with an answer that changes nothing of what it is about."""
        return replace(
            self, choices=_offered(answer) or self.choices, answers=(*self.answers, answer)
        )


class Conversationalist:
    """Replies to turns, one after another.

    Args:
        answerer: answers questions that stand alone.
        model: tells which reading of a turn is meant; None for the one that comes with the package.
    """

    def __init__(self, answerer: Answerer, model: ReadingModel | None = None) -> None:
        self._answerer = answerer
        self._follow_ups = FollowUps(answerer.topics, answerer.nations)
        self._leaning = Leaning(self._follow_ups.named_in)
        self._wordings = Wordings(answerer, self._follow_ups)
        self._chooser = Chooser(answerer, self._wordings, model)
        self._several = Several(self._follow_ups, self._chooser)
        self._document_facts = DocumentFacts(answerer)
        self._signposts = SignpostFinder(answerer.generation)

    def reply(self, turn: str, before: Conversation, as_of: dt.date) -> tuple[Answer, Conversation]:
        """Return the answer to a turn, and the conversation after it."""
        asked = clean_line(turn, MAX_QUESTION)
        straight = asked.translate(_APOSTROPHES)
        # The words of a first question stay as they were typed.
        text = straight if before.thread.question is None else spelt_out(straight)
        fixed = self._danger(turn, text) or self._fixed(text, before, as_of)
        fixed = fixed or self._of_last(text, before, as_of)
        if fixed is not None:
            fixed = replace(fixed, question=asked)
            return fixed, before.with_answer(fixed)
        choice = self._choice(text, before)
        nation = self._nation(text, before)
        said = Said(text, before.thread, before.focus, as_of, nation)
        if choice is None:
            reading, answer = self._several.reply(said, self._meant(said))
        elif choice in _kept(before):
            reading, answer = self._meant(replace(said, text=choice.question))
        else:
            named = self._follow_ups.named_in(choice.question)
            chosen = Reading(choice.question, named, whole=True)
            reading, answer = self._chooser.best(said, [chosen])
        answer = replace(answer, question=asked)
        named = reading.topics
        if all(topic.term for topic in named):
            named = (*named, *self._chooser.topics_of(answer))
        remark = answer.status is Status.NOT_COVERED and turns.is_remark(text)
        if remark and before.thread.question is not None:
            thread = before.thread.remarked(named)
        else:
            thread = before.thread.after(reading.frame or reading.standalone, named)
        after = Conversation(
            thread=thread,
            focus=place_of(answer) or before.focus,
            choices=_offered(answer) or before.choices,
            answers=(*before.answers, answer),
            nation=nation,
        )
        return answer, after

    def _nation(self, text: str, before: Conversation) -> str | None:
        """Return the nation that the person, or the caller, is in, where no document is for it."""
        nations = self._answerer.nations
        if set(nations.named(text)) - set(nations.elsewhere(text)):
            return None  # one that the guidance is for
        stated = nations.stated(text)
        return stated if stated in nations.elsewhere(text) else before.nation

    def _meant(self, said: Said) -> Reply:
        """Return the reading of a turn that is meant, and its answer."""
        readings = self._follow_ups.read(said.text, said.thread)
        as_said = self._leaning.as_said(said.text, said.thread, readings[0])
        if as_said:
            return self._chooser.likeliest(said, [*readings, *as_said])
        return self._chooser.best(said, readings)

    def _danger(self, turn: str, text: str) -> Answer | None:
        """Return the signpost that is due for a turn, which is weighed as it was typed, and whole."""
        # Who says nothing but "see you later" is in no danger; who asks for help may be.
        talk = kind_of(text)
        asking = talk in (Talk.PERSON, Talk.SELF) and _HELP.search(text) is not None
        asking = asking and not _CONNECT.search(text)
        if (talk is not None and not asking) or wished(text) is not None:
            return None
        weight = self._signposts.due(clean_line(turn, _MAX_TOLD))
        if weight is None:
            return None
        about, signpost = self._answerer.composer.about, weight.signpost.text
        signposted = about(text, Reason.EMERGENCY, signpost, Status.SIGNPOST)
        doubtful = weight.is_doubtful and not turns.is_remark(text)
        # What was asked is not lost: it can be chosen, if nobody is in danger.
        return replace(signposted, alternatives=(Alternative("", text),) * doubtful)

    def _fixed(self, asked: str, before: Conversation, as_of: dt.date) -> Answer | None:
        """Return what a document says of itself, small talk, or that a number is amiss."""
        about = self._answerer.composer.about
        if turns.is_number(asked) and turns.chosen(asked, len(before.choices)) is None:
            return about(asked, Reason.EMPTY, nothing_to_choose(self._answerer.corpus))
        fact = self._document_facts.answer(asked, _cited(before), as_of)
        if fact is not None and not self._is_approved(asked, before):
            return fact
        if _left_open(before) and turns.is_unsure(asked):
            return None
        talked = small_talk(asked, self._answerer.corpus)
        return None if talked is None else about(asked, *talked)

    def _is_approved(self, asked: str, before: Conversation) -> bool:
        """Return whether a person has pinned an answer to a turn, in any of its readings."""
        readings = self._follow_ups.read(asked, before.thread)
        return any(self._wordings.settled(r.standalone)[0] is not None for r in readings)

    def _of_last(self, asked: str, before: Conversation, as_of: dt.date) -> Answer | None:
        """Return the last answer again, or more of its section, where a turn wishes that."""
        wish = wished(asked)
        last = (before.cited if wish is Wish.SOURCE else None) or before.last
        if wish is None or last is None:
            return None
        if wish is not Wish.MORE or not last.citations:
            return replace(last, question=asked)
        run: list[Answer] = []
        for answer in reversed(before.answers):
            if answer.standalone_question == last.standalone_question:
                run.insert(0, answer)
        more = self._answerer.composer.more(asked, run, as_of)
        return more or self._answerer.composer.no_more(asked, last)

    def _choice(self, asked: str, before: Conversation) -> Alternative | None:
        """Return what a turn chooses of what was offered: by number, by name, or by leaving it."""
        choices = before.choices
        number = turns.chosen(asked, len(choices))
        if number is not None:
            return choices[number - 1]
        if not _left_open(before):
            return None
        if turns.is_unsure(asked):
            signposted = before.answers[-1].status is Status.SIGNPOST
            return None if signposted or before.last is None else _offered(before.last)[0]
        meant = turns.corrected(asked) or turns.without_opener(asked)
        wanted = set(stems(_ONE.sub("", meant)))
        exact = [c for c in choices if wanted == set(stems(c.label))]
        if wanted and len(exact) == 1:
            return exact[0]
        if not wanted or turns.shape(meant) is turns.Shape.CLAUSE:
            return None
        fitting = [c for c in choices if wanted <= set(stems(c.label))]
        return fitting[0] if len(fitting) == 1 and not exact else None


def _left_open(before: Conversation) -> bool:
    """Return whether the assistant asked back, and has not been told yet."""
    return before.last is not None and before.last.status is Status.CLARIFY


def _kept(before: Conversation) -> tuple[Alternative, ...]:
    """Return the turn that a signpost was shown for, if that may be chosen."""
    last = before.answers[-1] if before.answers else None
    return last.alternatives if last is not None and last.status is Status.SIGNPOST else ()


def _cited(before: Conversation) -> str | None:
    """Return the id of the document that was cited last."""
    if before.last is not None and before.last.citations:
        return before.last.citations[0].document_id
    return before.focus[0] if before.focus else None


def _offered(answer: Answer) -> tuple[Alternative, ...]:
    """Return what a number chooses after an answer, in the order in which it is shown."""
    return answer.alternatives + tuple(Alternative("", r.question) for r in answer.related)
