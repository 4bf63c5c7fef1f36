"""Suggestions under a question that is being typed: the corpus's own questions, roles and names.

A pure function of the corpus and of what stands in the input. A word matches
where it begins a word of the corpus, or is a slip of the finger away from one.
A rare word counts for more than a common one.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from jellyfish import damerau_levenshtein_distance

from faqbot.answering.related import question_for
from faqbot.cleaning import clean_line
from faqbot.documents import Corpus, SectionKind

MOST = 6  # suggestions at once
_READ = 160  # characters of the input that are looked at
_LEAST_SHARE = 0.5  # of the weight of the typed words that a suggestion must meet
_SLIP = 0.6  # what a word with a slip counts, against 1 for one typed well
_SYNONYM = 0.7  # what a word of the same meaning counts
_COMMON = 0.15  # what a word of grammar counts, against 1 for a word of the field
_GRAMMAR = frozenset(
    "a am an and any are as at be been by can could did do does for from had has have he her his "
    "how i if in is it its me my of on or our she should so that the their them there they this "
    "to us was we were what when where which who why will with would you your".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_RANK = {"question": 0.06, "role": 0.04, "name": 0.02, "section": 0.0}  # where all else is equal


class Kind(StrEnum):
    """What a suggestion comes from."""

    QUESTION = "question"  # a heading of the corpus that asks
    ROLE = "role"  # "What does a cook do?"
    NAME = "name"  # of the glossary: it completes the words being typed
    SECTION = "section"  # any other heading


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the input."""

    text: str  # what the input becomes when it is taken
    kind: Kind
    label: str  # what to show; for a name without the words typed before it

    @property
    def asks(self) -> bool:
        """Whether taking it asks it; a name only completes the words being typed."""
        return self.kind is not Kind.NAME


@dataclass(frozen=True, slots=True)
class _Entry:
    text: str
    kind: Kind
    words: frozenset[str]
    form: str  # for a name the form that is matched, folded; else the text, folded


class Suggester:
    """Suggests from one corpus.

    Args:
        corpus: gives questions, roles, headings and the glossary.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._entries = list(_entries(corpus))
        counts = Counter(word for entry in self._entries for word in entry.words)
        total = len(self._entries)
        self._weights = {word: math.log(1 + total / count) for word, count in counts.items()}
        self._words = sorted(counts)
        self._unknown = math.log(1 + total) if total else 1.0
        self._synonyms = _synonyms(corpus)
        self._names = [n for n, entry in enumerate(self._entries) if entry.kind is Kind.NAME]
        self._holding: dict[str, list[int]] = {}  # by word the entries that it may find
        for n, entry in enumerate(self._entries):
            if entry.kind is not Kind.NAME:
                for word in entry.words:
                    self._holding.setdefault(word, []).append(n)
        self._forms = lru_cache(maxsize=2_000)(self._find_forms)

    def suggest(self, typed: str, limit: int = MOST) -> tuple[Suggestion, ...]:
        """Return the suggestions for what stands in the input, best first.

        Args:
            typed: as it stands; fewer than two letters give nothing.
            limit: how many at most.
        """
        line = clean_line(typed[:_READ])
        words = _words(line)
        if not words or len("".join(words)) < 2:
            return ()
        last = len(words) - 1
        forms = [
            (self._forms(w, n == last), self._weight(w, n == last)) for n, w in enumerate(words)
        ]
        folded = " ".join(words)
        scored: list[tuple[float, int, Suggestion]] = []
        found_by = {n for known, _ in forms for word in known for n in self._holding.get(word, ())}
        for order in sorted(found_by.union(self._names)):
            entry = self._entries[order]
            if entry.kind is Kind.NAME:
                found = _completion(line, words, entry)
            else:
                score = _score(forms, folded, entry)
                found = (score, entry.text) if score else None
            if found is not None and found[1].casefold() != line.casefold():
                suggestion = Suggestion(found[1], entry.kind, entry.text)
                scored.append((-found[0] - _RANK[entry.kind], order, suggestion))
        scored.sort(key=lambda item: item[:2])
        best = dict.fromkeys(suggestion for _, _, suggestion in scored)
        return tuple(best)[:limit]

    def _weight(self, word: str, unfinished: bool) -> float:
        """Return what a typed word counts: as much as the commonest word it begins."""
        forms = self._forms(word, unfinished)
        weight = min((self._weights[w] for w in forms), default=self._unknown)
        return weight * (_COMMON if word in _GRAMMAR else 1.0)

    def _find_forms(self, word: str, unfinished: bool) -> dict[str, float]:
        """Return the words of the corpus that a typed word may stand for, each with its worth.

        Args:
            word: folded.
            unfinished: it is the last one, so it may be the beginning of any word.
        """
        found = {w: _SYNONYM for w in self._synonyms.get(word, ()) if w in self._weights}
        for place in range(bisect_left(self._words, word), len(self._words)):
            known = self._words[place]
            if not known.startswith(word):
                break
            if known == word:
                found[known] = 1.0
            elif unfinished or len(word) >= 3:
                found[known] = 0.9
        if found or len(word) < 4:
            return found
        slips = 1 if len(word) < 8 else 2
        for known in self._words:
            if known[0] != word[0] and known[1:2] != word[1:2]:
                continue
            if len(known) < len(word) - slips or (
                len(known) > len(word) + slips and not unfinished
            ):
                continue
            begun = {known[: len(word) + n] for n in (-1, 0, 1)} if unfinished else {known}
            distance = min(damerau_levenshtein_distance(word, form) for form in begun)
            if distance <= slips:
                found[known] = _SLIP / max(distance, 1)
        return found


def _entries(corpus: Corpus) -> Iterator[_Entry]:
    """Yield what can be suggested, each text once, in the order of the corpus."""
    seen: set[str] = set()
    for passage in corpus.passages:
        if passage.part or not passage.heading:
            continue
        text = clean_line(question_for(passage))
        if text.casefold() in seen:
            continue
        seen.add(text.casefold())
        kinds = {SectionKind.QUESTION: Kind.QUESTION, SectionKind.ROLE: Kind.ROLE}
        kind = kinds.get(passage.kind, Kind.SECTION)
        yield _Entry(text, kind, frozenset(_words(text)), " ".join(_words(text)))
    for term in corpus.glossary.terms:
        name = clean_line(term.name)
        for form in term.forms:
            words = _words(form)
            if words:
                yield _Entry(name, Kind.NAME, frozenset(words), " ".join(words))


def _synonyms(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Return for each single word of the glossary's synonyms the others of its groups."""
    found: dict[str, tuple[str, ...]] = {}
    for group in corpus.glossary.synonyms:
        folded = tuple(word.casefold() for word in group)
        for word in folded:
            found[word] = found.get(word, ()) + tuple(w for w in folded if w != word)
    return found


def _score(forms: list[tuple[dict[str, float], float]], folded: str, entry: _Entry) -> float:
    """Return how well an entry meets the typed words, 0 for not well enough."""
    total = met = 0.0
    for known, weight in forms:
        total += weight
        met += weight * max((known[w] for w in entry.words & known.keys()), default=0.0)
    share = met / total if total else 0.0
    if share < _LEAST_SHARE:
        return 0.0
    begins = 0.5 if entry.form.startswith(folded) else 0.0
    return share + begins + 0.1 / (1 + len(entry.words))


def _completion(line: str, words: list[str], entry: _Entry) -> tuple[float, str] | None:
    """Return (score, the input with its last words completed to a name), or None."""
    for count in range(min(len(words), 6), 0, -1):
        tail = " ".join(words[-count:])
        if len(tail) < 2 or not entry.form.startswith(tail):
            continue
        if len(tail) < 3 and tail != entry.form:
            continue
        start = [m.start() for m in _WORD.finditer(line)][-count]
        done = len(tail) / len(entry.form)
        return 0.55 + 0.5 * done + 0.05 * count, f"{line[:start]}{entry.text}"
    return None


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.casefold())]
