"""Small talk and questions about the assistant; nothing that asks of the guidance is taken for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.answering.answer import Reason
from faqbot.conversation.small_talk import kind_of, small_talk
from faqbot.conversation.talk_phrases import Talk
from faqbot.documents import Corpus

SAID = {
    Talk.HELLO: ["how's your day going?", "hope you're well", "I'm new here", "hiya love", "Good afternoon to you", "anyone there?", "I've got a question"],
    Talk.THANKS: ["that's what I was after", "just the job", "thanks, I've got what I needed", "ta", "cheers mate", "thank you so much for your help", "that makes sense, thanks"],
    Talk.BYE: ["I'll let you go", "right, I'll leave you to it", "bye for now", "See you later!", "I'm off now, ta ra"],
    Talk.ENOUGH: ["sorry, wrong question", "just having a play with this", "sorry I pressed enter by mistake", "never mind", "that's all for now", "ok", "nothing else", "forget it"],
    Talk.SELF: ["which topics do you cover?", "tell me what you can do", "can I trust what you tell me?", "you a robot?", "are you human", "who made you?", "what can you help with", "help"],
    Talk.PRIVACY: [
        "do you record what I type?", "who can see our conversation", "are my questions stored anywhere?",
        "are you connected to the internet?", "is this confidential?",
    ],
    Talk.PERSON: ["I'd rather talk to a person", "can I speak to someone?", "put me through to an adviser please"],
    Talk.COMPLAINT: ["I don't understand the answer", "you've misunderstood me", "that's not what I asked", "you're not very helpful"],
    Talk.DOCUMENTS: [
        "list the documents you have", "how many documents do you have", "give me a list of sources",
        "which document is the most recent?", "which documents do you use?", "what's your information based on?",
        "when were you last updated?", "is your information current?", "list your sources",
    ],
}  # fmt: skip
ASKED = """
hello how long does it take
ok how much does it cost
thanks, is it mandatory
can I ask you about the funding?
what documents do I need to enrol?
which guidance says you have to be 19?
how does it work?
help with funding
can I speak to my manager about the funding
is that official?
are you sure?
tell me more
when was it last updated?
what can I do after level 2
the second one
one
what documents do you need?
who can see the skills record
can my employer see it?
who can see it
is it recorded?
do you learn anything
do you need the internet
what's the limit
I didn't get that
how do you know that?
I can't see
let me go
it was an accident
thanks, what do I need to know
""".strip().splitlines()


@pytest.mark.parametrize(
    ("talk", "turn"), [(t, turn) for t, turns in SAID.items() for turn in turns]
)
def test_small_talk(talk: Talk, turn: str) -> None:
    """Each kind, in the words of the telephone."""
    assert kind_of(turn) is talk


@pytest.mark.parametrize("turn", ASKED)
def test_what_asks_something_is_no_small_talk(turn: str) -> None:
    """A greeting in front, or a word of thanks, hides no question."""
    assert kind_of(turn) is None


def test_no_question_of_the_training_set_is_small_talk(root: Path) -> None:
    """Real questions, and those that the guidance does not answer."""
    lines = (root / "training" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    taken = [q for q in (json.loads(line)["question"] for line in lines) if kind_of(q)]
    assert lines
    assert taken == []


@given(st.sampled_from([t for turns in SAID.values() for t in turns]), st.sampled_from(ASKED))
def test_a_question_beside_it_stays_a_question(said: str, asked: str) -> None:
    """Before or after: what is left over is asked."""
    assert kind_of(f"{said}. {asked}") is None
    assert kind_of(f"{asked} {said}") is None


def test_the_texts(real_corpus: Corpus) -> None:
    """Documents come from the manifest; a person is never promised."""
    reason, said = small_talk("which documents do you use?", real_corpus) or (None, "")
    assert reason is Reason.ABOUT_DOCUMENTS
    assert all(d.source.title in said for d in real_corpus.documents)
    reason, said = small_talk("can I speak to someone?", real_corpus) or (None, "")
    assert reason is Reason.SMALL_TALK
    assert "cannot put you through" in said
    assert real_corpus.contact
    assert real_corpus.contact in said
    assert (small_talk("?!", real_corpus) or (None,))[0] is Reason.EMPTY
