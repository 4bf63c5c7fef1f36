"""signposts.toml: read, checked, and what the committed one must hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from faqbot.corpus.signposts import SIGNPOSTS, load_signposts
from faqbot.documents import Corpus
from faqbot.errors import CorpusError
from faqbot.index.codec import corpus_from_json, corpus_to_json

ENTRY = """
[[signpost]]
id = "danger"
title = "Danger"
text = "Call 999."
numbers = ["999"]
reviewer = "safeguarding lead"
reviewed = 2026-01-01
review_by = 2026-07-01
phrases = ["not ... breath*"]
examples = ["He is hurt"]
harmless = ["What do nurses do?"]
"""


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / SIGNPOSTS).write_text(text, encoding="utf-8")
    return tmp_path


def test_no_file_is_no_signpost(tmp_path: Path) -> None:
    """The file is optional."""
    assert load_signposts(tmp_path) == ()


def test_an_entry_is_read_whole(tmp_path: Path) -> None:
    """Every key has its value."""
    (signpost,) = load_signposts(written(tmp_path, "schema = 1\n" + ENTRY))
    assert (signpost.id, signpost.title, signpost.text) == ("danger", "Danger", "Call 999.")
    assert (signpost.numbers, signpost.reviewer) == (("999",), "safeguarding lead")
    assert (signpost.reviewed, signpost.review_by) == (dt.date(2026, 1, 1), dt.date(2026, 7, 1))
    assert signpost.phrases == ("not ... breath*",)
    assert (signpost.examples, signpost.harmless) == (("He is hurt",), ("What do nurses do?",))


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("schema = 1", "schema = ", "line 1"),
        ("schema = 1", "", "schema is None"),
        ("schema = 1", "schema = 1\nwords = []", "'words'"),
        ("[[signpost]]", "[signpost]", "[[signpost]]"),
        ('id = "danger"', "", "id is missing"),
        ('id = "danger"', 'id = "In danger"', "'In danger'"),
        ('text = "Call 999."', 'text = " "', "text is missing"),
        ('text = "Call 999."', 'text = "Call for help."', "'999'"),
        ('reviewer = "safeguarding lead"', "", "reviewer is missing"),
        ("reviewed = 2026-01-01", 'reviewed = "2026-01-01"', "reviewed is missing or no date"),
        ("review_by = 2026-07-01", "", "review_by is missing or no date"),
        ("review_by = 2026-07-01", "review_by = 2025-07-01", "not after reviewed"),
        ('["not ... breath*"]', '["isn\'t it"]', "cannot be read"),
        ('["not ... breath*"]', '["... breath"]', "cannot be read"),
        ('["He is hurt"]', "[]", "no examples"),
        ('["He is hurt"]', '"He is hurt"', "examples must be a list"),
        ('["He is hurt"]', '["a", "a"]', "stands twice"),
        ('["What do nurses do?"]', '["He is hurt"]', "stands twice"),
        ("harmless =", "harmles =", "'harmles'"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    """Each mistake is refused, naming the key or entry and the file."""
    text = "schema = 1\n" + ENTRY
    assert old in text
    with pytest.raises(CorpusError) as caught:
        load_signposts(written(tmp_path, text.replace(old, new)))
    assert named in f"{caught.value}"
    assert str(tmp_path / SIGNPOSTS) in str(caught.value)
    assert caught.value.fix


def test_an_id_stands_once(tmp_path: Path) -> None:
    """Two signposts of one name are refused."""
    other = ENTRY.replace("He is hurt", "b").replace("What do nurses do?", "c")
    with pytest.raises(CorpusError, match="'danger' stands twice"):
        load_signposts(written(tmp_path, "schema = 1\n" + ENTRY + other))


def test_the_committed_signposts(real_corpus: Corpus) -> None:
    """All kinds are there, with their numbers, a review date and enough examples."""
    wanted = {
        "immediate-danger": {"999"},
        "urgent-medical": {"111", "999"},
        "suicide-self-harm": {"116 123", "85258", "999"},
        "abuse-or-neglect": {"101", "999"},
        "concerns-at-work": {"03000 616161"},
    }
    signposts = {s.id: s for s in real_corpus.signposts}
    assert list(signposts) == list(wanted)
    for name, signpost in signposts.items():
        assert wanted[name] <= set(signpost.numbers)
        assert all(number in signpost.text for number in signpost.numbers)
        assert signpost.reviewed < signpost.review_by
        assert len(signpost.text.split()) <= 120
        assert len(signpost.examples) >= 25
        assert len(signpost.harmless) >= 25


def test_examples_are_not_those_of_the_evaluation(real_corpus: Corpus, root: Path) -> None:
    """What is measured was not shown before."""
    seen = (root / "corpus" / "evaluation" / "danger.jsonl").read_text(encoding="utf-8").lower()
    for signpost in real_corpus.signposts:
        for text in (*signpost.examples, *signpost.harmless):
            assert f'"{text.lower()}"' not in seen


def test_signposts_travel_in_the_index(real_corpus: Corpus) -> None:
    """To JSON and back they are the same."""
    assert corpus_from_json(corpus_to_json(real_corpus)).signposts == real_corpus.signposts
