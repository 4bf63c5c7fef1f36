"""One document as .md, .html, .docx and .pdf: the same headings, answers and lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.corpus.load import load_document
from faqbot.corpus.manifest import load_manifest
from faqbot.corpus.passages import cut_passages
from faqbot.corpus.readers import read_extract
from faqbot.documents import BlockKind, Corpus, Document, SectionKind

if TYPE_CHECKING:
    from tests.conftest import TinyCorpus
    from tests.corpus.conftest import Block, Writer

FAQ = "dhsc-level-2-adult-social-care-certificate-faq"


@pytest.fixture(scope="module")
def blocks(real_corpus: Corpus, root: Path) -> list[Block]:
    """The FAQ as it stands in its file, block by block."""
    source = real_corpus.document(FAQ).source
    extract = read_extract((root / "corpus" / source.file).read_bytes(), source.file)
    out: list[Block] = []
    for mark in extract.marks:
        lines = mark.span.of(extract.text).split("\n")
        out += [(mark.kind.value, mark.level, " ".join(line.split())) for line in lines]
    return out


def read(tiny_corpus: TinyCorpus, name: str, data: bytes, title: str) -> Document:
    folder = tiny_corpus({name: data}, faq={"title": title})
    return load_document(folder, load_manifest(folder).sources[0])


def outline(document: Document) -> list[tuple[tuple[str, ...], SectionKind]]:
    return [(section.path, section.kind) for section in document.sections]


def said(document: Document) -> list[list[tuple[BlockKind, int, str, bool]]]:
    """Return the blocks of each section: kind, depth, words, whether something introduces them."""
    return [
        [
            (b.kind, b.depth, " ".join(b.span.of(document.text).split()), b.lead_in is not None)
            for b in section.blocks
        ]
        for section in document.sections
    ]


@pytest.mark.parametrize("suffix", ["html", "docx", "pdf"])
def test_the_faq_is_the_same_in_every_format(
    suffix: str,
    tiny_corpus: TinyCorpus,
    real_corpus: Corpus,
    blocks: list[Block],
    request: pytest.FixtureRequest,
) -> None:
    """The 27 questions stand under the same headings, with the same answers, lists and all."""
    wanted = real_corpus.document(FAQ)
    write: Writer = request.getfixturevalue(f"make_{suffix}")
    document = read(tiny_corpus, f"faq.{suffix}", write(blocks), wanted.source.title)
    assert outline(document) == outline(wanted)
    assert said(document) == said(wanted)
    assert sum(s.kind is SectionKind.QUESTION for s in document.sections) == 27
    cut, wanted_cut = list(cut_passages(document)), list(cut_passages(wanted))
    assert [p.path for p in cut] == [p.path for p in wanted_cut]
    for passage, other in zip(cut, wanted_cut, strict=True):
        ours = [" ".join(s.span.of(document.text).split()) for s in passage.sentences]
        theirs = [" ".join(s.span.of(wanted.text).split()) for s in other.sentences]
        assert ours == theirs
    reasons = {left.reason for left in document.left_out}
    assert {"title", "contents list", "imprint", "page header or footer"} <= reasons


@pytest.mark.parametrize("suffix", ["html", "docx", "pdf"])
def test_furniture_is_left_out_and_said(
    suffix: str, tiny_corpus: TinyCorpus, blocks: list[Block], request: pytest.FixtureRequest
) -> None:
    """Running headers, menus and cookie notices stand once, after the text, in no section."""
    write: Writer = request.getfixturevalue(f"make_{suffix}")
    document = read(tiny_corpus, f"faq.{suffix}", write(blocks), "No such title")
    furniture = {
        left.span.of(document.text)
        for left in document.left_out
        if left.reason in ("page header or footer", "cookie notice")
    }
    header = "The running header of every page"
    assert (
        furniture
        >= {
            "html": {"We use cookies", "Menu of the site", "All about the site"},
            "docx": {header},
            "pdf": {header},
        }[suffix]
    )
    guidance = "".join(b.span.of(document.text) for s in document.sections for b in s.blocks)
    for words in furniture:
        assert words not in guidance
        assert document.text.count(words) == 1
