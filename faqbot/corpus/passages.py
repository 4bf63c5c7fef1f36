"""Documents to passages: the unit that is retrieved.

A question with its whole answer, and a role, stay one passage. Any other
section that is too long is split between blocks, never inside a sentence or a
list, so that each piece is one thing a person may ask about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from faqbot.corpus.sentences import block_sentences
from faqbot.documents import Block, BlockKind, Document, Passage, Section, SectionKind

MAX_WORDS = 160  # of a piece of a long section; the encoder reads about 190 words
_WHOLE = (SectionKind.QUESTION, SectionKind.ROLE, SectionKind.LIST)


def cut_passages(document: Document) -> Iterator[Passage]:
    """Yield the passages of a document in order; sections without guidance give none."""
    ordinal = 0
    for section in document.sections:
        for part, blocks in enumerate(_pieces(section, document.text)):
            sentences = tuple(block_sentences(document.text, blocks))
            if not any(sentence.quotable for sentence in sentences):
                continue
            yield Passage(
                id=f"{document.id}#{ordinal:04d}",
                document_id=document.id,
                path=section.path,
                kind=section.kind,
                span=blocks[0].span.to(blocks[-1].span),
                sentences=sentences,
                part=part,
            )
            ordinal += 1


def _pieces(section: Section, text: str) -> Iterator[Sequence[Block]]:
    """Yield runs of blocks: all of them, or runs of at most about MAX_WORDS."""
    if not section.blocks or section.kind is SectionKind.IMPRINT:
        return
    if section.kind in _WHOLE:
        yield section.blocks
        return
    run: list[Block] = []
    count = 0
    for group in _groups(section.blocks):
        words = sum(len(block.span.of(text).split()) for block in group)
        if run and count + words > MAX_WORDS:
            yield run
            run, count = [], 0
        run += group
        count += words
    yield run


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield blocks that belong together: a list with what introduces it, else one each."""
    group: list[Block] = []
    for block in blocks:
        in_list = block.kind is BlockKind.ITEM and block.lead_in is not None
        if group and not in_list:
            yield group
            group = []
        group.append(block)
    if group:
        yield group
