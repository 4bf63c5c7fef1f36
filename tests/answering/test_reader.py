"""The reader's window holds the telling sentence; its files are what they were made as."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.answering import reader
from faqbot.answering.reader import HEADING_WORDS, WINDOW_SENTENCES, WINDOW_WORDS, window
from faqbot.corpus.parser import parse
from faqbot.corpus.passages import cut_passages
from faqbot.corpus.readers.markdown import read_markdown
from faqbot.documents import Source
from faqbot.errors import EncoderError

SOURCE = Source(id="made-up", file="made-up.md", title="Made up")


def test_a_text_that_answers_gets_more_than_one_that_does_not() -> None:
    """The reader that ships tells an answer from a text about the same thing."""
    yes, no = reader.load_reader().logits(
        "How long may a book be borrowed?",
        [
            "Library rules > Borrowing. A book may be borrowed for three weeks.",
            "Library rules > Borrowing. Books stand in order of their authors.",
        ],
    )
    assert yes > 0 > no


def test_what_a_text_gets_does_not_depend_on_what_is_read_beside_it() -> None:
    """One text alone and among others has the same logit."""
    texts = ["The hall opens at nine.", "Chairs are stacked. " * 12, "The hall opens at nine."]
    together = reader.load_reader().logits("When does the hall open?", texts)
    alone = reader.load_reader().logits("When does the hall open?", texts[:1])
    assert together[0] == together[2] == alone[0]


def test_of_a_long_question_the_end_is_read() -> None:
    """It leaves room for the text, however much was told before."""
    texts = [
        "Library rules > Borrowing. A book may be borrowed for three weeks.",
        "Library rules > Borrowing. Books stand in order of their authors.",
    ]
    story = "Well, I was in the library with my sister on a rainy day. " * 30
    long, longer = (
        reader.load_reader().logits(f"{told}How long may a book be borrowed?", texts)
        for told in (story, story * 2)
    )
    assert long[0] > long[1]
    assert list(long) == list(longer)


def test_a_window_is_one_line_with_its_headings() -> None:
    """Title and headings, then the lead-in and the sentences around the telling one."""
    extract = read_markdown("## Duties\n\nYou should:\n\n- sweep the\n  floor\n- wash up\n")
    (passage,) = cut_passages(parse(extract, SOURCE))
    text = window("Made up", passage, passage.sentences[-1], extract.text)
    assert text == "Made up > Duties. You should: sweep the floor wash up"


@given(
    lengths=st.lists(st.integers(1, 100), min_size=1, max_size=12),
    pick=st.integers(0, 11),
    headings=st.integers(1, 40),
)
def test_a_window_holds_the_telling_sentence_and_keeps_its_size(
    lengths: list[int], pick: int, headings: int
) -> None:
    """It is as long as allowed, or the telling sentence alone is longer."""
    said = [f"S{i} " + "word " * (n - 1) for i, n in enumerate(lengths)]
    body = " ".join(s.strip() + "." for s in said)
    extract = read_markdown(f"## {'Heading ' * headings}\n\n{body}\n")
    passages = list(cut_passages(parse(extract, SOURCE)))
    places = [(p, s) for p in passages for s in p.sentences]
    passage, telling = places[pick % len(places)]
    head, _, text = window("T", passage, telling, extract.text).partition(". ")
    own = " ".join(telling.span.of(extract.text).split())
    assert own in text
    assert len(head.split()) <= HEADING_WORDS
    assert len(text.split()) <= max(WINDOW_WORDS, len(own.split()))
    assert text.count(".") <= WINDOW_SENTENCES


@pytest.mark.parametrize("name", [reader.MODEL_FILE, reader.TOKENIZER_FILE, reader.CARD])
def test_a_changed_file_is_refused_and_named(tmp_path: Path, name: str) -> None:
    """No answer is decided by a reader that is not the one that was measured."""
    shutil.copytree(Path(reader.__file__).parent / reader.WEIGHTS, tmp_path / "copy")
    path = tmp_path / "copy" / name
    path.write_bytes(b"?" + path.read_bytes()[1:])
    with pytest.raises(EncoderError) as caught:
        reader.load_from(tmp_path / "copy")
    assert name in str(caught.value)
