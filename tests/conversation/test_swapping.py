"""The question before, asked of another thing; on a small corpus of its own."""

from __future__ import annotations

import pytest

from faqbot.answering.topics import Topics
from faqbot.conversation.follow_up import FollowUps
from faqbot.conversation.thread import Reading, Thread
from faqbot.corpus.load import load_corpus
from tests.conftest import TinyCorpus

GLOSSARY = """schema = 1
[[term]]
name = "Level 2 Bee Certificate"
aliases = ["Bee Certificate", "Bee qualification"]
confusable = ["Bee standards"]
[[term]]
name = "Bee standards"
confusable = ["Level 2 Bee Certificate"]
[[term]]
name = "Level 3 Diploma in Honey"
aliases = ["Level 3 diploma"]
confusable = ["Level 5 Diploma in Honey"]
[[term]]
name = "Level 5 Diploma in Honey"
aliases = ["Level 5 diploma"]
confusable = ["Level 3 Diploma in Honey"]
[[term]]
name = "honey trade"
[[topic]]
name = "the grant"
document = "a"
sections = ["Money"]
"""
ROLES = ("Bee Keeper", "Hive Assistant", "Hive Technician", "Field Manager")


@pytest.fixture
def follow_ups(tiny_corpus: TinyCorpus) -> FollowUps:
    roles = "\n\n".join(f"## {name}\n\nThey work.\n\nAvailable in:\n\n- Honey" for name in ROLES)
    folder = tiny_corpus({"a.md": f"# Bees\n\n## Money\n\nThere is a grant.\n\n{roles}\n"})
    (folder / "glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    sources = folder / "sources.toml"
    text = sources.read_text(encoding="utf-8")
    main = '[corpus]\nmain_topic = "Level 2 Bee Certificate"\n'
    sources.write_text(text.replace("schema = 1\n", f"schema = 1\n{main}", 1), encoding="utf-8")
    return FollowUps(Topics(load_corpus(folder)))


def read(follow_ups: FollowUps, *said: str) -> list[Reading]:
    """Return the readings of the last turn after the likeliest ones of those before."""
    thread = Thread()
    for turn in said[:-1]:
        reading = follow_ups.read(turn, thread)[0]
        thread = thread.after(reading.standalone, reading.topics)
    return follow_ups.read(said[-1], thread)


CERT = "the Level 2 Bee Certificate"


@pytest.mark.parametrize(
    "said, standalone",
    [
        # A phrase takes the place of one of its sort, and of no other.
        (
            ("Is it free for bee keepers?", "and for hive assistants?"),
            f"Is {CERT} free for hive assistants?",
        ),
        (
            ("Must I be 19 for the bee certificate?", "for a diploma?"),
            "Must I be 19 for a diploma?",
        ),
        (("Is the grant open?", "for a bee keeper I mean"), "Is the grant open for a bee keeper?"),
        (("Where are jobs in the honey trade?", "and in shops?"), "Where are jobs in shops?"),
        # What somebody is, or where, is a condition of the question.
        (
            ("Is the bee certificate free?", "I'm in Leeds"),
            "Is the bee certificate free if I'm in Leeds?",
        ),
        (
            ("Is the bee certificate free?", "even if I'm 70?"),
            "Is the bee certificate free even if I'm 70?",
        ),
        (
            ("Is the bee certificate free?", "what if I move?"),
            "Is the bee certificate free if I move?",
        ),
        (
            ("Is the bee certificate free?", "same in Wales?"),
            "Is the bee certificate free in Wales?",
        ),
        # Corrections.
        (
            ("Are the bee standards free?", "no, the qualification, not the standards"),
            f"Is {CERT} free?",
        ),
        (
            ("What does a bee keeper do?", "oops wrong one, hive assistant"),
            "What does a hive assistant do?",
        ),
        (
            ("What does a hive technician do?", "no, the assistant"),
            "What does a hive assistant do?",
        ),
        (("How long is a maths degree?", "not maths, physics"), "How long is a physics degree?"),
        (
            ("Is the level 3 diploma hard?", "sorry, the other one, level 5"),
            "Is the Level 5 Diploma in Honey hard?",
        ),
        (("Is the diploma hard?", "the level 5 one"), "Is the Level 5 Diploma in Honey hard?"),
        (("What does an assistant do?", "the hive one"), "What does a hive assistant do?"),
        # What is no topic.
        (("What do bee keepers do?", "and senior ones?"), "What do senior bee keepers do?"),
        (("Is the bee certificate long?", "and a maths degree?"), "Is a maths degree long?"),
        (("How do I become a bard?", "and a bee keeper?"), "How do I become a bee keeper?"),
        # A phrase with "for" takes the place of one of its sort in the middle, too.
        (
            ("Do bee keepers need a diploma?", "is it the same for hive assistants?"),
            "Do hive assistants need a diploma?",
        ),
        # One word of a name is put in the place of the other.
        (
            ("What does a bee keeper do?", "and a hive assistant?", "technician?"),
            "What does a hive technician do?",
        ),
        (
            (
                "What is the difference between bee keepers and hive assistants?",
                "and hive assistants?",
            ),
            "what is a hive assistant?",
        ),
        (("What help is there for swarms?", "stings?"), "What help is there for stings?"),
        (("What help is there for swarms?", "just that?"), "just that?"),
        # A job takes no qualification's place.
        (
            ("Is the bee certificate free?", "what about bee keepers?"),
            "Is the bee certificate free for bee keepers?",
        ),
        (("Is the diploma hard?", "same for bee keepers?"), "Is the diploma hard for bee keepers?"),
        (
            ("What does a bee keeper do?", "and the bee certificate?"),
            f"what about {CERT} for a bee keeper?",
        ),
        (
            ("Is there a grant for beekeeping?", "and bee keepers?"),
            "Is there a grant for bee keepers?",
        ),
        (
            ("How many credits is the diploma?", "and the bee certificate?"),
            f"How many credits is {CERT}?",
        ),
        (
            ("What does a bee keeper do?", "and a hive assistant?", "and the other?"),
            "What does a bee keeper do?",
        ),
        (
            ("What does a bee keeper do?", "how long does that take?"),
            "how long does it take to become a bee keeper?",
        ),
        (
            ("Is there a grant?", "they are short of staff"),
            "they are short of staff, about the grant?",
        ),
        (("What does a bee keeper do?", "the council, do they pay?"), "the council, do they pay?"),
        (
            ("Is the bee certificate free?", "what about if I fail, who pays?"),
            "if I fail, who pays",
        ),
        (("What does a field manager do?", "and bee?"), "what about bee for a field manager?"),
        (("Do bee keepers work alone?", "who holds theirs?"), "who holds bee keepers'?"),
    ],
)
def test_asked_of_another_thing(
    follow_ups: FollowUps, said: tuple[str, ...], standalone: str
) -> None:
    assert read(follow_ups, *said)[0].standalone == standalone


@pytest.mark.parametrize(
    "said, standalone",
    [
        (("What is Skills Direct?", "how do I reach them?"), "how do I reach Skills Direct?"),
        (("What is the UBKA?", "is it free?"), "is the UBKA free?"),
        (("I read of the grant. Is it open?",), "I read of the grant. Is it open?"),
        (
            ("Is there a grant for the bee certificate?", "who can get it?"),
            "who can get the grant?",
        ),
        (
            ("Is there a grant for the bee certificate?", "is it hard?"),
            f"is {CERT} hard?",
        ),
        (
            ("Is the bee certificate long?", "and the level 3 diploma?", "is the first one free?"),
            f"is {CERT} free?",
        ),
        (
            ("What does a bee keeper do?", "do they need the certificate?"),
            f"do bee keepers need {CERT}?",
        ),
        (("Is the grant open?", "why is that?"), "Is the grant open, and why?"),
        (
            ("Is the grant open?", "Is the bee certificate hard?", "the grant again. is it over?"),
            "is the grant over?",
        ),
        (
            ("What does a bee keeper do?", "I have papers from abroad, who reads them?"),
            "I have papers from abroad, who reads them?",
        ),
    ],
)
def test_what_is_spoken_of(follow_ups: FollowUps, said: tuple[str, ...], standalone: str) -> None:
    assert read(follow_ups, *said)[0].standalone == standalone


def test_a_job_is_no_qualification(follow_ups: FollowUps) -> None:
    """ "The job" beside a pronoun is never taken for the certificate."""
    found = read(follow_ups, "What does a bee keeper do?", "how long do they do the job?")
    assert found[0].standalone == "how long do bee keepers do the job?"


def test_the_diploma_may_be_either(follow_ups: FollowUps) -> None:
    """Neither is nearer to what was asked of before."""
    found = read(follow_ups, "Is the bee certificate free?", "and the diploma?")
    assert len(found) == 2
    assert found[0].words == "the diploma"
