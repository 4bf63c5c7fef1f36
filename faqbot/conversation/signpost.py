"""Is somebody in danger? If so, which fixed text is due.

Recall comes first: a needless signpost costs a glance, a missed one may cost a
life. A fitted model (danger.py) weighs each sentence of a turn; which signpost
it fits best, its nearest examples and the phrases of signposts.toml say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from faqbot.aids import Signpost
from faqbot.conversation.danger import Stand, load_danger
from faqbot.index.generation import Generation
from faqbot.index.text import words
from faqbot.index.vectors import Matrix

Cosines = npt.NDArray[np.float64]

NEAREST = 5  # examples whose mean cosine counts, on either side
ASIDE = 1.0  # log odds taken off a clause that is read by itself
DOUBTFUL = 3.0  # log odds above the line, up to which the alarm may well be a false one
FAR = -6.0  # log odds below the line: no clause of such a turn is read by itself
_TIE = 0.01  # signposts nearer together than this: the first in the file is shown
_ROUTED = 4  # of its examples, whose mean cosine says which signpost fits
_ROUTE = 0.15  # added to a signpost whose explicit words stand in the turn
_PIECES = 4  # sentences that are read one by one; the last holds all that comes after it
_LATER = 20  # of those after them, that are read by themselves as asides
_CLAUSE_WORDS = 3  # fewer say too little to be read by themselves

_BREAK = re.compile(r"(?<=[.!?;])(?<!\d\.)\s+|\s+[-–—]+\s+|\n+")
_CLAUSE = re.compile(
    r",\s+(?:and |but |also |so )*|\s+(?:and|but|also)\s+(?:also )?", re.IGNORECASE
)
_ASKS = re.compile(
    r"^(?:(?:and|so|but|ok|okay|hi|hello|please|also|then|sorry|thanks)\b[ ,]*)*"
    r"(?:what|whats|how|hows|who|whos|which|when|where|why|whose|is|are|am|was|were|do|does|did|can"
    r"|could|should|would|will|may|must|shall|has|have|had|tell me|explain|list)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:i|im|ive|me|my|he|hes|him|his|she|shes|her|they|theyre|theyve|them|we|weve|were|us|our"
    r"|mr|mrs|ms|miss|someone|somebody|theres|mum|mam|dad|nan|gran|grandad|grandma|mother|father"
    r"|(?:a|an|the|this|that|another|one of the|one of my|one of our)"
    r" (?:\w+ ){0,2}(?:man|woman|lady|gentleman|guy|lad|girl|boy|child|baby|resident|residents|client|patient"
    r"|visitor|carer|nurse|colleague|manager|neighbour|user|person|lodger|tenant|staff|stranger))\b"
)


@dataclass(frozen=True, slots=True)
class Weight:
    """How far a piece of a turn speaks of danger."""

    score: float  # log odds above the line: 0 or more is signposted
    signpost: Signpost  # the one it fits best

    @property
    def is_doubtful(self) -> bool:
        """Whether the alarm may well be a false one."""
        return self.score < DOUBTFUL


class SignpostFinder:
    """Finds the signpost that is due, for one generation.

    Args:
        generation: its corpus holds the signposts, its vectors their examples.
    """

    def __init__(self, generation: Generation) -> None:
        self._encoder = generation.encoder
        self._signposts = generation.corpus.signposts
        self._phrases = [phrase_pattern(s.phrases) for s in self._signposts]
        owners: list[int] = []  # row -> signpost of an example, -1 for a look-alike
        for i, signpost in enumerate(self._signposts):
            owners += [i] * len(signpost.examples) + [-1] * len(signpost.harmless)
        self._owners = np.array(owners, dtype=np.int64)
        self._examples = generation.vectors.signposts
        self._headings = generation.vectors.headings

    def due(self, turn: str) -> Weight | None:
        """Return the weight of a turn, cleaned, for which a signpost is due, or None."""
        best = self.heaviest(turn)
        return best if best is not None and best.score >= 0 else None

    def heaviest(self, turn: str) -> Weight | None:
        """Return the weight of that piece of a turn that speaks most of danger; None if empty."""
        parts, asides = pieces(turn)
        if not parts or not self._signposts:
            return None
        best = self._heaviest_of(parts)
        if asides and best.score >= FAR:
            aside = self._heaviest_of(asides)
            best = max(best, replace(aside, score=aside.score - ASIDE), key=lambda w: w.score)
        return best

    def _heaviest_of(self, texts: Sequence[str]) -> Weight:
        vectors = self._encoder.encode(texts)
        weights = [self.weigh(t, v) for t, v in zip(texts, vectors, strict=True)]
        return max(weights, key=lambda weight: weight.score)

    def weigh(self, piece: str, vector: Matrix, without: int | None = None) -> Weight:
        """Return the score of one piece of a turn, and the signpost it fits best.

        Args:
            piece: a sentence, or a whole turn.
            vector: its unit vector.
            without: row of an example to leave out, to judge it by the others.
        """
        plain = plain_words(piece)
        said = self._said(plain)
        cosines, kept = self._cosines(vector, without)
        fits = [
            near(cosines[kept & (self._owners == i)], _ROUTED) + _ROUTE * hit
            for i, hit in enumerate(said)
        ]
        best = next(i for i, fit in enumerate(fits) if fit >= max(fits) - _TIE)
        model = load_danger()
        known = vector if model.encoder == self._encoder.digest else None
        score = model.score(plain, known, self._stand(cosines, kept, vector, phrase=any(said)))
        return Weight(score, self._signposts[best])

    def stand(self, piece: str, vector: Matrix, without: int | None = None) -> Stand:
        """Return how a piece stands to signposts.toml; the arguments are those of `weigh`."""
        phrase = any(self._said(plain_words(piece)))
        return self._stand(*self._cosines(vector, without), vector, phrase=phrase)

    def _said(self, plain: str) -> list[bool]:
        """Return by signpost whether a text has a phrase of it."""
        return [bool(pattern.search(plain)) for pattern in self._phrases]

    def _cosines(
        self, vector: Matrix, without: int | None
    ) -> tuple[Cosines, npt.NDArray[np.bool_]]:
        """Return the cosines to all examples and look-alikes, and which of them count."""
        cosines = (self._examples @ vector).astype(np.float64).round(6)
        return cosines, np.arange(len(cosines)) != (-1 if without is None else without)

    def _stand(
        self, cosines: Cosines, kept: npt.NDArray[np.bool_], vector: Matrix, *, phrase: bool
    ) -> Stand:
        danger = cosines[kept & (self._owners >= 0)]
        headings = (self._headings @ vector).astype(np.float64).round(6)
        alike = np.concatenate([cosines[kept & (self._owners < 0)], headings])
        return Stand(near(danger) - near(alike), near(danger, 1), float(phrase))


def pieces(turn: str) -> tuple[list[str], list[str]]:
    """Return the sentences of a turn, at most four, and its asides.

    A word by itself ("please") is read with the sentence before it; the last sentence holds all
    that comes after it. An aside is what is told in a
    sentence that asks something else in the same breath, of which long turns have at most one, and each of the
    sentences that the last one holds: among many others it would be thinned out.
    """
    sentences = _joined([s for s in _BREAK.split(turn.strip()) if re.search(r"\w", s)])
    later: list[str] = []
    if len(sentences) > _PIECES:
        later = sentences[_PIECES - 1 :][-_LATER:]
        sentences = [*sentences[: _PIECES - 1], " ".join(sentences[_PIECES - 1 :])]
    told = [rest for rest in map(_told, sentences) if rest]
    return sentences, [*told[: max(1, _PIECES - len(sentences))], *later]


def _joined(sentences: Sequence[str]) -> list[str]:
    """Return sentences, each single word with the one before it, or after it where it is the first."""
    out: list[str] = []
    for sentence in sentences:
        alone = out and 1 in (len(words(sentence)), len(words(out[-1])))
        out = [*out[:-1], f"{out[-1]} {sentence}"] if alone else [*out, sentence]
    return out


def _told(sentence: str) -> str | None:
    """Return the clauses of a sentence that tell something of somebody, if others ask."""
    clauses = [c for c in _CLAUSE.split(sentence) if re.search(r"\w", c)]
    plain = [plain_words(c) for c in clauses]
    told = [c for c, p in zip(clauses, plain, strict=True) if not _ASKS.search(p)]
    if not told or len(told) == len(clauses):
        return None
    rest = ", ".join(told)
    return (
        rest if _SOMEBODY.search(plain_words(rest)) and len(words(rest)) >= _CLAUSE_WORDS else None
    )


def plain_words(text: str) -> str:
    """Return the words of a text in small letters with single spaces, without apostrophes."""
    return " ".join(word.replace("'", "") for word in words(text))


def phrase_pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for phrases in the notation of signposts.toml.

    It is for text of small letters and single spaces, without apostrophes.
    """
    made = []
    for phrase in phrases:
        pattern = ""
        for slot in phrase.split():
            if slot == "...":
                pattern += r"(?: \w+){0,3}"
                continue
            options = [re.escape(w).replace(r"\*", r"\w*") for w in slot.split("/") if w]
            pattern += f" (?:{'|'.join(options)})" if pattern else f"(?:{'|'.join(options)})"
        made.append(pattern)
    return re.compile(rf"(?<!\S)(?:{'|'.join(made)})(?!\S)" if made else r"(?!)")


def near(cosines: Cosines, count: int = NEAREST) -> float:
    """Return the mean of the highest cosines; 0 where there are none."""
    return float(np.sort(cosines)[-count:].mean()) if len(cosines) else 0.0
