"""What changed in the guidance from one corpus to another: documents, headings, words, figures.

A heading is the same heading whatever its number, so that a question taken out
does not make all those after it look new. Nothing here reads a file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from faqbot.documents import Corpus, Document, Section, Source
from faqbot.index.word_marks import Marked, marked, similarity, words_of

_ALIKE = 0.6  # of its words: as much makes a section the old one under another heading
_NUMBER = re.compile(r"^\s*\d+\s*[.):]\s*")
_FACTS = tuple(f.name for f in fields(Source) if f.name not in ("id", "file", "sha256"))

Headings = tuple[str, ...]  # a heading after those it stands under, the outermost first


class Change(StrEnum):
    """What became of a document or of a heading."""

    CHANGED = "changed"  # the text under it
    RENAMED = "renamed"  # another heading, much the same text
    MOVED = "moved"  # the same, under another heading
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class HeadingChange:
    """One heading that is not as it was."""

    change: Change
    old: Headings | None  # None: it was not there
    new: Headings | None  # None: it is gone
    text: Marked | None  # what stands under it; None where that is the same


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact of the manifest that is not what it was, in words."""

    fact: str
    old: str | None  # None: not known
    new: str | None


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """One document that is not as it was."""

    id: str
    title: str
    change: Change
    facts: tuple[FactChange, ...]
    preface: Marked | None  # text before the first heading
    headings: tuple[HeadingChange, ...]  # by what became of them; where figures changed, first
    renumbered: int  # headings of which only the number is another


@dataclass(frozen=True, slots=True)
class GuidanceDifference:
    """What changed in the guidance."""

    documents: tuple[DocumentChange, ...]
    unchanged: int  # documents
    aids: tuple[str, ...]  # what else answers depend on, and is not as it was

    def count(self, change: Change) -> int:
        """Return to how many headings that happened."""
        return sum(h.change is change for d in self.documents for h in d.headings)


def compare_guidance(old: Corpus, new: Corpus) -> GuidanceDifference:
    """Return what changed from one corpus to another, in the order of the new one."""
    before = {document.id: document for document in old.documents}
    after = {document.id: document for document in new.documents}
    changes = []
    for name in dict.fromkeys((*after, *before)):
        if name not in before:
            changes.append(_whole(after[name], Change.ADDED))
        elif name not in after:
            changes.append(_whole(before[name], Change.REMOVED))
        else:
            changed = _document_change(before[name], after[name])
            if changed.facts or changed.preface or changed.headings or changed.renumbered:
                changes.append(changed)
    unchanged = len(after) - sum(c.change is not Change.REMOVED for c in changes)
    return GuidanceDifference(tuple(changes), unchanged, tuple(_aids(old, new)))


def _aids(old: Corpus, new: Corpus) -> Iterator[str]:
    for name in ("name", "main_topic", "contact"):
        if getattr(old, name) != getattr(new, name):
            yield f"{name} in sources.toml"
    if old.glossary != new.glossary:
        yield "glossary.toml"
    if old.signposts != new.signposts:
        yield "signposts.toml"


def _whole(document: Document, change: Change) -> DocumentChange:
    """Return the change of a document that is new, or gone, with all its headings."""
    headings = []
    for section in document.sections:
        path = section.path
        if path:
            old, new = (None, path) if change is Change.ADDED else (path, None)
            text = _one_sided(document, section, change)
            headings.append(HeadingChange(change, old, new, text))
    return DocumentChange(document.id, document.source.title, change, (), None, tuple(headings), 0)


def _document_change(old: Document, new: Document) -> DocumentChange:
    pairs = _paired(old, new)
    backwards = {j: i for i, j in pairs.items()}
    found: list[HeadingChange] = []
    renumbered = 0
    for j, section in enumerate(new.sections):
        if not section.path:
            continue
        if j not in backwards:
            text = _one_sided(new, section, Change.ADDED)
            found.append(HeadingChange(Change.ADDED, None, section.path, text))
            continue
        was = old.sections[backwards[j]]
        text = marked(_words(old, was), _words(new, section))
        kind = _kind(was, section, text, _moved(old, new, backwards[j], j, pairs))
        if kind is not None:
            found.append(HeadingChange(kind, was.path, section.path, text))
        elif _NUMBER.findall(was.title) != _NUMBER.findall(section.title):
            renumbered += 1
    for i, section in enumerate(old.sections):
        if section.path and i not in pairs:
            text = _one_sided(old, section, Change.REMOVED)
            found.append(HeadingChange(Change.REMOVED, section.path, None, text))
    order = list(Change)
    found.sort(key=lambda h: (order.index(h.change), not (h.text and h.text.figures)))
    return DocumentChange(
        id=new.id,
        title=new.source.title,
        change=Change.CHANGED,
        facts=tuple(_facts(old.source, new.source)),
        preface=marked(_preface(old), _preface(new)),
        headings=tuple(found),
        renumbered=renumbered,
    )


def _kind(old: Section, new: Section, text: Marked | None, moved: bool) -> Change | None:
    """Return what became of a section that is in both; None where nothing but its number did."""
    if _own(old) != _own(new):
        return Change.RENAMED
    if text is not None:
        return Change.CHANGED
    return Change.MOVED if moved else None


def _moved(old: Document, new: Document, i: int, j: int, pairs: Mapping[int, int]) -> bool:
    """Return whether a section stands under another heading than before."""
    above, below = _parent(old, i), _parent(new, j)
    if above is None or below is None:
        return above is not below
    return pairs.get(above) != below


def _parent(document: Document, at: int) -> int | None:
    """Return the section that a section stands under: the nearest before it with its path."""
    path = document.sections[at].path[:-1]
    if not path:
        return None
    return next((k for k in range(at - 1, -1, -1) if document.sections[k].path == path), None)


def _paired(old: Document, new: Document) -> dict[int, int]:
    """Return which old section is which new one: by path, else by heading or by what they say."""
    free: dict[Headings, list[int]] = {}
    for j, section in enumerate(new.sections):
        free.setdefault(_key(section), []).append(j)
    pairs = {}
    for i, section in enumerate(old.sections):
        if section.path and (same := free.get(_key(section))):
            pairs[i] = same.pop(0)
    taken = set(pairs.values())
    once = _once(old) & _once(new)

    def score(was: Section, now: Section) -> float:
        same = _own(was) == _own(now) and _own(was) in once
        return 1.0 if same else _alike(old, was, new, now)

    scored = [
        (score(was, now), i, j)
        for i, was in enumerate(old.sections)
        for j, now in enumerate(new.sections)
        if i not in pairs and j not in taken and was.path and now.path
    ]
    for likeness, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if likeness and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    _pair_by_what_is_under(old, new, pairs)
    return pairs


def _pair_by_what_is_under(old: Document, new: Document, pairs: dict[int, int]) -> None:
    """Pair headings without a text of their own when most of what is under them is the same."""
    under: dict[int, list[int]] = {}
    for i in range(len(old.sections)):
        above = _parent(old, i)
        if above is not None and above not in pairs and not old.sections[above].blocks:
            under.setdefault(above, []).append(i)
    for above, children in under.items():
        parents = Counter(_parent(new, pairs[i]) for i in children if i in pairs)
        for parent, count in parents.most_common(1):
            if parent is None or parent in pairs.values() or new.sections[parent].blocks:
                continue
            if 2 * count > len(children):
                pairs[above] = parent


def _key(section: Section) -> Headings:
    return tuple(_name(part) for part in section.path)


def _own(section: Section) -> str:
    return _name(section.title)


def _once(document: Document) -> set[str]:
    """Return the headings that a document has once."""
    counts = Counter(_own(section) for section in document.sections)
    return {name for name, count in counts.items() if count == 1}


def _alike(old: Document, was: Section, new: Document, now: Section) -> float:
    """Return how alike two sections are; 0 where they are two, not one renamed."""
    one, other = _words(old, was), _words(new, now)
    if bool(one) != bool(other):
        return 0.0
    return similarity(_own(was).split() + one, _own(now).split() + other, _ALIKE)


def _preface(document: Document) -> list[str]:
    """Return the words before the first heading."""
    return [w for s in document.sections if not s.path for w in _words(document, s)]


def _one_sided(document: Document, section: Section, change: Change) -> Marked | None:
    """Return the text of a section that is new, or gone; None where it has none."""
    words = _words(document, section)
    return marked([], words) if change is Change.ADDED else marked(words, [])


def _words(document: Document, section: Section) -> list[str]:
    return words_of([block.span.of(document.text) for block in section.blocks])


def _name(heading: str) -> str:
    """Return a heading as it is compared: without its number, case and spacing."""
    return " ".join(_NUMBER.sub("", heading).casefold().split())


def _facts(old: Source, new: Source) -> Iterator[FactChange]:
    for name in _FACTS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield FactChange(name, _in_words(before), _in_words(after))


def _in_words(value: object) -> str | None:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(str, value)) or None
    return None if value is None else str(value)
