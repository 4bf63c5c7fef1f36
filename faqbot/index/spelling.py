"""Spelling of words that the corpus does not know.

A word is mended only when no English dictionary holds it either: a real word
that the corpus merely lacks is evidence that the guidance does not answer,
and stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources

import jellyfish

from faqbot.index.text import is_stop, stem, words

# The dictionary counts words of a large web corpus; rarer ones are mostly slips.
_ENGLISH = "frequency_dictionary_en_82_765.txt"
_COMMON = 100_000
_MIN_LENGTH = 4
# Spoken short forms, as they are typed in messages.
_TEXT_SPEAK: Mapping[str, str] = {
    "u": "you", "ur": "your", "r": "are", "y": "why", "wat": "what", "wot": "what",
    "wots": "whats", "wats": "whats", "wen": "when", "wer": "where", "hav": "have",
    "shud": "should", "cud": "could", "wud": "would", "b4": "before", "pls": "please",
    "plz": "please", "ppl": "people", "cert": "certificate", "certs": "certificates",
    "quals": "qualifications", "qual": "qualification", "govt": "government",
    "gov": "government", "yrs": "years", "yr": "year", "hrs": "hours", "mths": "months",
    "lvl": "level", "info": "information", "teh": "the", "uni": "university", "wiv": "with",
    "dat": "that", "dis": "this", "da": "the", "gonna": "going", "wanna": "want",
    "cos": "because", "coz": "because", "bout": "about", "thru": "through", "whos": "who",
}  # fmt: skip


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """Return the common words of English, from symspellpy's frequency dictionary."""
    text = (resources.files("symspellpy") / _ENGLISH).read_text(encoding="utf-8-sig")
    pairs = (line.split() for line in text.splitlines())
    return frozenset(p[0] for p in pairs if len(p) == 2 and int(p[1]) >= _COMMON)


@dataclass(frozen=True, eq=False)
class Spelling:
    """Mends words by letters and by sound, towards words that the corpus knows."""

    vocabulary: Mapping[
        str, int
    ]  # words of the corpus, lower case, with how often they stand there
    known_stems: frozenset[str] = field(repr=False, default=frozenset())

    @cached_property
    def _sounds(self) -> dict[str, str]:
        return {w: jellyfish.metaphone(w) for w in self.vocabulary if len(w) >= _MIN_LENGTH}

    def mend(self, text: str) -> tuple[str, dict[str, str]]:
        """Return the text with misspelt words replaced, and what was replaced by what."""
        changed: dict[str, str] = {}
        for word in dict.fromkeys(words(text)):
            better = self.correct(word)
            if better is not None and better != word:
                changed[word] = better
        if not changed:
            return text, changed
        out = []
        for token in text.split():
            core = token.strip(".,;:!?\"'()[]‘’“”")
            better = changed.get(core.lower())
            out.append(token.replace(core, better) if better and core else token)
        return " ".join(out), changed

    def correct(self, word: str) -> str | None:
        """Return the word that was probably meant, or None when the word may stand.

        Args:
            word: lower case.
        """
        if word in _TEXT_SPEAK and word not in self.vocabulary:
            return _TEXT_SPEAK[word]
        if word in self.vocabulary or is_stop(word) or stem(word) in self.known_stems:
            return None
        if len(word) < _MIN_LENGTH or not word.isalpha() or word in english():
            return None
        return self._nearest(word)

    @lru_cache(maxsize=2_000)  # noqa: B019 - lives as long as the process's one index
    def _nearest(self, word: str) -> str | None:
        sound = jellyfish.metaphone(word)
        best: tuple[float, int, str] | None = None
        for candidate, count in self.vocabulary.items():
            if abs(len(candidate) - len(word)) > 3 or len(candidate) < _MIN_LENGTH:
                continue
            # A slip is rarely in the first letter; where it is, the word sounds alike.
            if word[0] != candidate[0] and sound[:1] != self._sounds[candidate][:1]:
                continue
            cost = self._cost(word, sound, candidate)
            if cost is None:
                continue
            key = (cost, -count, candidate)
            if best is None or key < best:
                best = key
        return best[2] if best else None

    def _cost(self, word: str, sound: str, candidate: str) -> float | None:
        """Return edits per letter, less when the two sound alike; None when too far."""
        edits = jellyfish.damerau_levenshtein_distance(word, candidate)
        length = max(len(word), len(candidate))
        other = self._sounds[candidate]
        alike = 1 - jellyfish.levenshtein_distance(sound, other) / max(len(sound), len(other), 1)
        allowed = 1 if length <= 5 else 2 if length <= 8 else 3
        if alike == 1 and len(sound) >= 3:
            allowed += 1
        if alike >= 0.7:
            allowed += 2 if length >= 12 else 1 if length >= 9 else 0
        if edits > allowed:
            return None
        return edits / length - 0.15 * alike
