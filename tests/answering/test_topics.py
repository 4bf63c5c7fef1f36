"""What a question names: whole names, parts of names, twins, subjects of sections."""

from __future__ import annotations

import pytest

from faqbot.answering.topics import Topics
from faqbot.corpus.load import load_corpus
from tests.conftest import TinyCorpus

GLOSSARY = """schema = 1
[[term]]
name = "Honey Award"
aliases = ["award in honey", "new Bee Certificate"]
confusable = ["Bee Certificate"]
[[term]]
name = "Bee Certificate"
confusable = ["Honey Award"]
[[term]]
name = "bee keeping"
[[topic]]
name = "the money"
aliases = ["costs"]
document = "a"
sections = ["Fees"]
"""
TEXT = (
    "# T\n\n## Fees\n\nIt costs ten pounds a year to join.\n\n"
    "## Wax candles\n\nThey are sold in the shop every day.\n\n## Hives\n\nOther words.\n"
)


@pytest.fixture
def topics(tiny_corpus: TinyCorpus) -> Topics:
    folder = tiny_corpus({"a.md": TEXT})
    (folder / "glossary.toml").write_text(GLOSSARY, encoding="utf-8")
    return Topics(load_corpus(folder))


def test_mentions(topics: Topics) -> None:
    """The longest name wins; a word of the field is no topic; sections and subjects are."""
    assert [m.topic.name for m in topics.mentions("Is the award in honey bee keeping?")] == [
        "Honey Award"
    ]
    assert [m.topic.name for m in topics.mentions("new bee certificate")] == ["Honey Award"]
    assert [m.topic.name for m in topics.mentions("and wax candles?")] == ["Wax candles"]
    assert [m.topic.phrase for m in topics.things("what are the costs")] == ["the costs"]


def test_twins(topics: Topics) -> None:
    """A name that is part of another's may stand for both; a whole other name may not."""
    (short,) = topics.mentions("bee certificate")
    (whole,) = topics.mentions("honey award")
    assert [t.name for t in topics.ambiguous(short)] == ["Honey Award"]
    assert topics.ambiguous(whole) == ()
    assert topics.is_name(short.topic, "Bee certificate")
    assert not topics.is_name(whole.topic, "Bee certificate")


def test_parts_of_names(topics: Topics) -> None:
    """ "The award" is the one that is called so; a word of none is none."""
    (part,) = topics.partial("how long is the award?")
    assert [t.name for t in part.topics] == ["Honey Award"]
    assert part.kind
    assert topics.partial("how long is the war?") == []
    assert topics.about("the award in honey") == {"Honey Award"}


def test_places(topics: Topics) -> None:
    """A section is about what the glossary says, or else its heading."""
    fees, wax = topics._corpus.passages[:2]
    subject, section = topics.subject_of(fees), topics.of_passage(wax)
    assert subject is not None
    assert section is not None
    assert (subject.name, section.name) == ("the money", "Wax candles")
    assert topics.subject_of(wax) is None


@pytest.mark.parametrize(
    ("said", "role"),
    [("a social worker", None), ("the support officer", "Housing Support Officer")],
)
def test_a_job_is_known_by_words_in_a_row(said: str, role: str | None, real_topics: Topics) -> None:
    """ "Social worker" stands apart in the name of another job."""
    found = {t.name for part in real_topics.partial(said) for t in part.topics}
    assert found == ({role} if role else set())


@pytest.fixture(scope="module")
def real_topics(request: pytest.FixtureRequest) -> Topics:
    return Topics(request.getfixturevalue("real_corpus"))
