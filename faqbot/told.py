"""Answers that were given out, held against the guidance of today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from faqbot.journal import Entry
from faqbot.receipts.receipt import read_receipt
from faqbot.receipts.verify import Finding, State, Verifier


@dataclass(frozen=True, slots=True)
class Told:
    """One quotation, what became of it, and when it was given out."""

    finding: Finding
    entries: tuple[Entry, ...]  # each time it was given out, newest first


def told(entries: Iterable[Entry], verifier: Verifier, *, everything: bool = False) -> list[Told]:
    """Return what was given out and is no longer where it was, newest first.

    Args:
        entries: of the journal; those without a receipt that can be read are passed over.
        verifier: knows the guidance of today.
        everything: also what still stands word for word where it stood.
    """
    given: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (e.at, e.id), reverse=True):
        if entry.receipt is not None:
            given.setdefault(entry.receipt, []).append(entry)
    found = []
    for text, times in given.items():
        receipt = read_receipt(text)
        if receipt is None:
            continue
        finding = verifier.verify(receipt)
        if everything or finding.state is not State.UNCHANGED:
            found.append(Told(finding, tuple(times)))
    return found
