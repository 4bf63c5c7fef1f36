"""Is a quotation that was given out still in the guidance, word for word?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from faqbot.documents import Corpus, Document, Span
from faqbot.receipts.archive import Archive
from faqbot.receipts.receipt import Receipt, receipt_of, version_of
from faqbot.receipts.successor import successor
from faqbot.receipts.words import Words, words_of


class State(StrEnum):
    """What became of the words."""

    UNCHANGED = "unchanged"  # word for word where they stood
    MOVED = "moved"  # word for word at another place
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"  # the document or the text is gone


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of one version of a document."""

    document: Document
    span: Span

    @property
    def quote(self) -> str:
        """The words."""
        return self.span.of(self.document.text)

    @property
    def section(self) -> tuple[str, ...]:
        """The headings above the piece."""
        section = self.document.section_at(self.span.start)
        return section.path if section else ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a receipt is worth today."""

    receipt: Receipt
    state: State
    then: Place | None  # as they were given out; None: that version is not kept
    now: Place | None  # the words today, or what stands in their place
    why: str  # in a sentence, for a person


class Verifier:
    """Holds receipts against the guidance that answers now.

    Args:
        corpus: that guidance.
        archive: what it was before.
    """

    def __init__(self, corpus: Corpus, archive: Archive) -> None:
        self._corpus = corpus
        self._archive = archive
        self._words: dict[tuple[str, str], Words] = {}

    def verify(self, receipt: Receipt) -> Finding:
        """Return what became of the words that a receipt stands for."""
        document = next((d for d in self._corpus.documents if d.id == receipt.document_id), None)
        if document is not None and receipt.fits(receipt.span.of(document.text)):
            here = Place(document, receipt.span)
            return Finding(receipt, State.UNCHANGED, here, here, "Word for word still there.")
        then = self._then(receipt, document)
        # With the old text at hand even the old form of a receipt tells what to look for.
        wanted = receipt_of(then.document, then.span) if then else receipt
        known = then.quote if then else None
        if document is not None and (now := self._nearest(wanted, document, known)):
            return Finding(
                receipt,
                State.MOVED,
                then,
                now,
                "Moved: word for word still there, at another place.",
            )
        others = (d for d in self._corpus.documents if d is not document)
        if now := self._anywhere(wanted, others, known):
            why = "Moved: word for word still there, in another document."
            return Finding(receipt, State.MOVED, then, now, why)
        if document is None:
            return Finding(receipt, State.WITHDRAWN, then, None, self._gone(receipt))
        if then is None:
            return self._without_the_old(receipt, document)
        span = successor(then.document, then.span, document)
        if span is None:
            why = "Withdrawn: the words are gone, and nothing in the document is like them."
            return Finding(receipt, State.WITHDRAWN, then, None, why)
        now = Place(document, span)
        return Finding(
            receipt, State.CHANGED, then, now, "Changed: the words are no longer the same."
        )

    def _then(self, receipt: Receipt, today: Document | None) -> Place | None:
        """Return the words as they were given out, from an earlier version that is kept."""
        kept = self._archive.texts_of(receipt.document_id)
        texts = [d for d in kept if today is None or d.digest != today.digest]
        for document in texts:
            if receipt.fits(receipt.span.of(document.text)):
                return Place(document, receipt.span)
        return self._anywhere(receipt, texts)

    def _anywhere(
        self, receipt: Receipt, documents: Iterable[Document], known: str | None = None
    ) -> Place | None:
        found = (self._nearest(receipt, document, known) for document in documents)
        return next((place for place in found if place), None)

    def _nearest(
        self, receipt: Receipt, document: Document, known: str | None = None
    ) -> Place | None:
        """Return where a document holds the words: under their old heading if it can be."""

        def distance(span: Span) -> tuple[bool, int]:
            section = document.section_at(span.start)
            same = section is not None and receipt.stood_under(section)
            return (not same, abs(span.start - receipt.span.start))

        spans = receipt.places_in(document.text, self._words_of(document), known)
        nearest = min(spans, key=distance, default=None)
        return Place(document, nearest) if nearest else None

    def _words_of(self, document: Document) -> Words:
        key = (document.id, document.digest)
        if key not in self._words:
            self._words[key] = words_of(document.text)
        return self._words[key]

    def _gone(self, receipt: Receipt) -> str:
        for old in self._archive.superseded(receipt.document_id)[:1]:
            day = old.replaced.isoformat()
            return (
                f"Withdrawn: the guidance has the document no more; it was last replaced on {day}."
            )
        return "Withdrawn: the guidance has no document of that id."

    @staticmethod
    def _without_the_old(receipt: Receipt, document: Document) -> Finding:
        """Return what can be told where no version with the words is kept."""
        lost = "the old words are not kept here."
        source = document.source
        if version_of(document) == receipt.version != "-":
            lost += (
                f" The document still says version {source.version or source.dated}:"
                " its text was changed without a new one, or the receipt was mistyped."
            )
        if receipt.heading is None:
            return Finding(receipt, State.CHANGED, None, None, f"Changed; {lost}")
        section = next((s for s in document.sections if receipt.stood_under(s)), None)
        if section is None:
            why = f"Withdrawn: the words and the heading above them are gone; {lost}"
            return Finding(receipt, State.WITHDRAWN, None, None, why)
        now = Place(document, body) if (body := section.span) else None
        return Finding(receipt, State.CHANGED, None, now, f"Changed; {lost}")
