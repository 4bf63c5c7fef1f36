"""What a build did: what became of each document, and how much was encoded."""

from __future__ import annotations

from dataclasses import dataclass

from faqbot.documents import Corpus


@dataclass(frozen=True, slots=True)
class DocumentChanges:
    """Documents by what became of them, by id."""

    created: tuple[str, ...]
    updated: tuple[str, ...]  # the text or a fact about it
    deleted: tuple[str, ...]
    unchanged: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Those that are not as before."""
        return self.created + self.updated + self.deleted


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    generation: str
    before: str | None  # the generation that answered until then
    documents: int
    passages: int
    sentences: int
    changes: DocumentChanges
    texts: int  # different ones that there are vectors of
    encoded: int  # of these, how many the generation before did not hold
    pruned: tuple[str, ...]  # generations that were deleted
    verdict: str | None = None  # of the gate; None where it was not asked, or objected
    objection: str | None = None  # of the gate, where it was overridden


def document_changes(before: Corpus | None, after: Corpus) -> DocumentChanges:
    """Return what became of each document; None before is an empty corpus."""
    old = {d.id: (d.digest, d.source) for d in before.documents} if before else {}
    new = {d.id: (d.digest, d.source) for d in after.documents}
    return DocumentChanges(
        created=tuple(i for i in new if i not in old),
        updated=tuple(i for i in new if i in old and old[i] != new[i]),
        deleted=tuple(i for i in old if i not in new),
        unchanged=tuple(i for i in new if old.get(i) == new[i]),
    )
