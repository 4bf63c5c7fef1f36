"""Sentences: nothing lost, nothing added, and abbreviations do not end them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.corpus.sentences import block_sentences, sentence_spans
from faqbot.documents import Block, BlockKind, Span

_PIECES = st.sampled_from(
    ["Word", "word", "e.g.", "i.e.", "No.", "etc.", "Dr.", "£53.91m", "3.5", ".", "!", "?", "…",
     '"', "”", ")", "(", "A", "J.", " ", "  ", "\n", "\t", "no. 5", "é", "1", "U.K.", "p.m.", "The"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(_PIECES, max_size=30).map("".join), st.text(max_size=80))


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text, Span(0, len(text)))]


@given(TEXTS, st.data())
def test_sentences_cover_a_block(text: str, data: st.DataObject) -> None:
    """Sentences stand in order inside the block and leave out nothing but white space."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = start
    for span in sentence_spans(text, Span(start, end)):
        assert at <= span.start < span.end <= end
        assert not text[at : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        at = span.end
    assert not text[at:end].strip()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Use a scheme, e.g. First Aid. Then go on.", ["Use a scheme, e.g. First Aid.", "Then go on."]),
        ("The new one, i.e. Level 2, counts.", ["The new one, i.e. Level 2, counts."]),
        ("See form no. 5 for this. Fine.", ["See form no. 5 for this.", "Fine."]),
        ("Bring forms, badges, etc. We keep them.", ["Bring forms, badges, etc.", "We keep them."]),
        ("The answer is no. We cannot.", ["The answer is no.", "We cannot."]),
        ("Ask Dr. Smith or Mrs. Jones. Or J. Brown.", ["Ask Dr. Smith or Mrs. Jones.", "Or J. Brown."]),
        ("Up to £53.91m is there. It is not all.", ["Up to £53.91m is there.", "It is not all."]),
        ("It costs 3.5 credits. £20 is due.", ["It costs 3.5 credits.", "£20 is due."]),
        ("She said “Stop.” Then she went.", ["She said “Stop.”", "Then she went."]),
        ("It ends (really.) Next.", ["It ends (really.)", "Next."]),
        ("ends here. but goes on", ["ends here. but goes on"]),
        ("Cut over\ntwo lines. Next\none.", ["Cut over\ntwo lines.", "Next\none."]),
        ("Ask the U.K. Government for it. Then go.", ["Ask the U.K. Government for it.", "Then go."]),
        ("It holds in the U.K. The rest differs.", ["It holds in the U.K.", "The rest differs."]),
        ("Ring from 9 a.m. Monday to Friday.", ["Ring from 9 a.m. Monday to Friday."]),
        ("Open from 9 a.m. to 5 p.m. Call us then.", ["Open from 9 a.m. to 5 p.m.", "Call us then."]),
        ("A Ph.D. Student may apply.", ["A Ph.D. Student may apply."]),
        ("See N.H.S. England first. Then us.", ["See N.H.S. England first.", "Then us."]),
        ("", []),
        (" \n ", []),
    ],
)  # fmt: skip
def test_known_texts(text: str, expected: list[str]) -> None:
    """Abbreviations, initials, decimals and quotations are handled as a reader would."""
    assert split(text) == expected


def test_a_list_item_keeps_its_lead_in() -> None:
    """The first sentence of an item knows the words before the list; a further one does not."""
    text = "You need:\na badge. It is free.\nWatch the video below."
    lead = Span(0, 9)
    blocks = (
        Block(BlockKind.LEAD_IN, lead),
        Block(BlockKind.ITEM, Span(10, 30), 0, lead),
        Block(BlockKind.PARAGRAPH, Span(31, len(text))),
    )
    found = list(block_sentences(text, blocks))
    assert [s.span.of(text) for s in found] == [
        "You need:",
        "a badge.",
        "It is free.",
        "Watch the video below.",
    ]
    assert [s.lead_in for s in found] == [None, lead, None, None]
    assert [s.block for s in found] == [0, 1, 1, 2]
    assert [s.quotable for s in found] == [True, True, True, False]
