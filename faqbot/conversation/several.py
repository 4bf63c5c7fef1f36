"""Several questions in one turn: "Is it mandatory, how long does it take and who pays?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from faqbot.answering.answer import Alternative, Answer, Notice, NoticeKind, Reason, Status
from faqbot.conversation.choosing import Chooser
from faqbot.conversation.follow_up import FollowUps
from faqbot.conversation.replying import Reply, Said
from faqbot.conversation.thread import Reading
from faqbot.conversation.turns import WH, without_opener

_BE = r"(?:is|are|was|were|am|can|could|will|would|should|may|must|has|isn't|aren't|can't)"
_SOMEBODY = r"(?:i|you|we|they|he|she|it|this|that|there|staff|people|someone)"
_SOMETHING = rf"(?:{_SOMEBODY}|the|an?|my|our|your|everyone)"
# What a question begins with; "do the washing" is none.
_ASKS = (
    rf"(?:{_BE} {_SOMETHING}\b|(?:do|does|did|have) {_SOMEBODY}\b"
    rf"|{WH}(?:(?: (?!(?:and|or)\b)[\w'-]+){{0,3}}? (?:{_BE}|do|does|did)\b|'s\b)(?! (?:and|or)\b)"
    r"|who (?:pays|decides|approves|gets|does)\b|what happens\b)"
)
_BEGINS = re.compile(_ASKS, re.IGNORECASE)
_NEXT = re.compile(
    rf"\?+\s+(?:(?:and|or|also|so|but)\s+)?(?={_ASKS})|(?:,\s*(?:and\s+)?|\s+and\s+)(?:also\s+)?(?={_ASKS})",
    re.IGNORECASE,
)
_MARK = re.compile(r"[?]|\band\b", re.IGNORECASE)
_LEAST = 2  # words of a question that can be asked by itself
_TOLD = "Several things were asked; this answers one of them. Each can be asked by itself."


def parts(text: str) -> list[str]:
    """Return the questions of a turn; the turn itself where it asks one thing.

    "What is X, does it take a year?" is one: a comma parts questions only where "?" or "and" does.
    """
    if not _BEGINS.match(without_opener(text)):
        return [text]
    cuts = list(_NEXT.finditer(text))
    if not any(_MARK.search(cut[0]) for cut in cuts):
        return [text]
    ends = [*(cut.start() for cut in cuts), len(text)]
    begins = [0, *(cut.end() for cut in cuts)]
    found = [text[a:b].strip(" ?,") for a, b in zip(begins, ends, strict=True)]
    return [f"{p}?" for p in found] if min(len(p.split()) for p in found) >= _LEAST else [text]


class Several:
    """Answers turns that ask several things: one of them, and the others are offered.

    Args:
        follow_ups: reads each in the light of the one before.
        chooser: answers them.
    """

    def __init__(self, follow_ups: FollowUps, chooser: Chooser) -> None:
        self._follow_ups = follow_ups
        self._chooser = chooser

    def reply(self, said: Said, whole: Reply) -> Reply:
        """Return the reply to a turn, with what else was asked to choose from.

        Args:
            said: the turn.
            whole: the reply to it as one question; it stands where that is answered, and surer
                than what is asked first.
        """
        reading, answer = whole
        asked = parts(said.text)
        kept = answer.status is Status.CLARIFY or answer.reason is Reason.OTHER_NATION
        if len(asked) == 1 or kept:
            return whole
        readings = self._readings(said, asked)
        for one in readings:
            found = self._chooser.best(said, [one])
            if found[1].status is Status.ANSWERED:
                if answer.status is Status.ANSWERED and answer.confidence > found[1].confidence:
                    break
                return found[0], _with(found[1], [r for r in readings if r is not one])
        return (reading, _with(answer, readings)) if answer.status is Status.ANSWERED else whole

    def _readings(self, said: Said, asked: Sequence[str]) -> list[Reading]:
        """Return each question as it stands alone."""
        thread, readings = said.thread, []
        for one in asked:
            reading = self._follow_ups.read(one, thread)[0]
            readings.append(Reading(reading.standalone, reading.topics, whole=True))
            thread = thread.after(reading.standalone, reading.topics)
        return readings


def _with(answer: Answer, others: Sequence[Reading]) -> Answer:
    """Return an answer that says that other things were asked, and offers them."""
    return replace(
        answer,
        alternatives=tuple(Alternative("", r.standalone) for r in others),
        notices=(*answer.notices, Notice(NoticeKind.ASSUMPTION, _TOLD)),
    )
