"""What maintainers wrote for questions, in an index: its rows, passages and stems."""

from __future__ import annotations

from collections.abc import Iterator

from faqbot.aids import Approved, Variant
from faqbot.documents import Corpus
from faqbot.index.text import stems


def wordings(corpus: Corpus) -> Iterator[tuple[Variant | Approved, str]]:
    """Yield (entry, one of its questions), variants first: row i of Texts.wordings."""
    entries: tuple[Variant | Approved, ...] = (*corpus.variants, *corpus.approved)
    yield from ((entry, question) for entry in entries for question in entry.questions)


def variant_rows(corpus: Corpus) -> Iterator[tuple[int, int]]:
    """Yield (row of a variant's question in `wordings`, row of a passage that it stands for)."""
    passages: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for row, passage in enumerate(corpus.passages):
        passages.setdefault((passage.document_id, passage.path), []).append(row)
    for asked, (entry, _) in enumerate(wordings(corpus)):
        if isinstance(entry, Variant):
            for row in passages.get((entry.document_id, entry.path), ()):
                yield asked, row


def variant_tokens(corpus: Corpus) -> list[list[str]]:
    """Return for each passage the stems of its variants; nothing where there are none."""
    if not corpus.variants:
        return []
    asked = [stems(question) for _, question in wordings(corpus)]
    rows: list[list[str]] = [[] for _ in corpus.passages]
    for question, passage in variant_rows(corpus):
        rows[passage] += asked[question]
    return rows
