"""Passages: each is a piece of its document, and nothing is cut in the middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.corpus.parser import parse
from faqbot.corpus.passages import MAX_WORDS, cut_passages
from faqbot.corpus.readers import read_extract
from faqbot.documents import BlockKind, Corpus, Document, Passage, SectionKind, Source

_LINE = st.sampled_from(
    ["# Part", "## 1. Why?", "**2. How so?**", "Heading line", "A sentence. And one more, e.g. this.",
     "You need:", "- an item", "- an item: of two. Sentences!", "  - deeper", "", "", "lower case goes on",
     "Find out more >", "Watch the video below.", "Contents", "One .... 3", "• Role", "    Indented text.",
     "    Available in:", "    • Homes", "word " * 60 + "end."]
)  # fmt: skip
SOURCES = st.tuples(st.sampled_from(["a.md", "a.txt"]), st.lists(_LINE, min_size=1, max_size=30).map("\n".join).map("{}\n".format))


def read(name: str, text: str) -> Document:
    return parse(read_extract(text.encode("utf-8"), name), Source("a", name, "Some title"))


def hold(document: Document, passages: list[Passage]) -> None:
    """Check what always holds of the passages of a document."""
    at = 0
    ids = [passage.id for passage in passages]
    assert len(set(ids)) == len(ids)
    blocks = [block for section in document.sections for block in section.blocks]
    for passage in passages:
        assert at <= passage.span.start < passage.span.end <= len(document.text)
        at = passage.span.end
        inside = passage.span.start
        for sentence in passage.sentences:
            assert passage.span.covers(sentence.span)
            assert inside <= sentence.span.start
            inside = sentence.span.end
        assert passage.span.start == passage.sentences[0].span.start
        assert passage.span.end == passage.sentences[-1].span.end
        for block in blocks:
            apart = block.span.end <= passage.span.start or passage.span.end <= block.span.start
            assert apart or passage.span.covers(block.span), "a block is split"
    for left in document.left_out:
        for block in blocks:
            apart = left.span.end <= block.span.start or block.span.end <= left.span.start
            # A sentence that a page break cut is joined over what stood on the break.
            joined = block.span.start < left.span.start and left.span.end < block.span.end
            assert apart or joined


@given(SOURCES)
def test_passages_of_any_document(source: tuple[str, str]) -> None:
    """Passages are disjoint, in order, made of whole blocks, and cover their sentences."""
    document = read(*source)
    hold(document, list(cut_passages(document)))


def test_passages_of_the_real_documents(real_corpus: Corpus) -> None:
    """The same holds of the committed corpus, where every document gives passages."""
    for document in real_corpus.documents:
        passages = [p for p in real_corpus.passages if p.document_id == document.id]
        assert passages
        hold(document, passages)


def test_text_of_a_passage_is_its_span(real_corpus: Corpus) -> None:
    """What a passage says is what stands at its span, from its first word to its last."""
    for passage in real_corpus.passages:
        document = real_corpus.document(passage.document_id)
        text = real_corpus.text_of(passage)
        assert text == document.text[passage.span.start : passage.span.end]
        assert text == text.strip()


def test_sentence_rows_follow_the_passages(real_corpus: Corpus) -> None:
    """Sentences come passage by passage, so that row i of an array is one sentence."""
    rows = [row for row, _ in real_corpus.sentences()]
    assert rows == sorted(rows)
    assert set(rows) == set(range(len(real_corpus.passages)))


def test_a_question_and_a_role_stay_whole(real_corpus: Corpus) -> None:
    """However long, an answer, a role and a list are one passage each."""
    whole = (SectionKind.QUESTION, SectionKind.ROLE, SectionKind.LIST)
    for document in real_corpus.documents:
        for section in document.sections:
            if section.kind in whole and section.blocks:
                spans = [
                    p.span
                    for p in real_corpus.passages
                    if p.document_id == document.id and section.span.covers(p.span)  # type: ignore[union-attr]
                ]
                assert spans == [section.span]


def test_a_long_section_is_cut_between_blocks() -> None:
    """Prose is cut at paragraphs, a list stays with its lead-in, and parts are numbered."""
    prose = "\n\n".join(f"Paragraph {n} has words. " + "Word and word. " * 25 for n in range(4))
    listed = "You need:\n\n" + "\n".join("- " + "word " * 30 + "end." for _ in range(8))
    document = read("a.md", f"# Part\n\n{prose}\n\n{listed}\n\nThe last words.\n")
    passages = list(cut_passages(document))
    hold(document, passages)
    assert [p.part for p in passages] == list(range(len(passages)))
    assert len(passages) > 2
    with_list = [p for p in passages if any(s.kind is BlockKind.ITEM for s in p.sentences)]
    assert len(with_list) == 1
    for passage in passages:
        words = len(passage.span.of(document.text).split())
        assert words <= MAX_WORDS or passage is with_list[0]


@pytest.mark.parametrize("text", ["# Only\n\n## Headings\n", "Watch the video below.\n"])
def test_a_section_with_nothing_to_quote_gives_no_passage(text: str) -> None:
    """A heading alone, or a pointer to a video that is not there, is no passage."""
    assert list(cut_passages(read("a.md", text))) == []
