"""BM25: by hand, against a second implementation, and at the edges.

The hand case has three passages:

    row 0   certificate certificate fund      length 3
    row 1   certificate role                  length 2
    row 2   cook                              length 1

Average length 2; k1 = 1.2, b = 0.6. For "fund", in one of three passages:
idf = ln((3 - 1 + 0.5) / (1 + 0.5)) = ln(5/3) = 0.5108. In row 0 it stands
once, in a passage of 3 words: 1 * 2.2 / (1 + 1.2 * (0.4 + 0.6 * 3/2)) =
2.2 / 2.56 = 0.859375, so the score is 0.4390. "certificate" stands in two of
three: ln(1.5/2.5) = -0.5108 is below zero, so it counts a quarter of the mean
idf, (-0.5108 + 0.5108 * 3) / 4 = 0.2554, that is 0.06385. In row 0 it stands twice:
2 * 2.2 / (2 + 1.56) = 1.23596 times that, 0.0789; in row 1 once in a passage
of average length, 2.2 / 2.2 = 1 times that.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from faqbot.documents import Corpus
from faqbot.index.lexical import HEADING_WEIGHT, K1, B, LexicalIndex, passage_tokens
from faqbot.index.text import stems

HAND = [["certificate", "certificate", "fund"], ["certificate", "role"], ["cook"]]
ROWS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=8), min_size=1, max_size=8)
QUERY = st.lists(st.sampled_from("abcdefxyz"), max_size=5)


def okapi(rows: Sequence[Sequence[str]], query: Sequence[str]) -> list[float]:
    """Return BM25 scores straight from the formula, with a floor for common words."""
    size = len(rows)
    average = sum(map(len, rows)) / size
    spread = Counter(token for row in rows for token in set(row))
    idf = {t: math.log((size - n + 0.5) / (n + 0.5)) for t, n in spread.items()}
    mean = sum(idf.values()) / len(idf) if idf else 0.0
    if mean <= 1e-9:
        weight = {t: math.log((size + 1) / (n + 0.5)) for t, n in spread.items()}
    else:
        weight = {t: value if value >= 0 else mean / 4 for t, value in idf.items()}
    scores = []
    for row in rows:
        total = 0.0
        for token in query:
            count = row.count(token)
            if count:
                norm = K1 * (1 - B + B * len(row) / average)
                total += weight[token] * count * (K1 + 1) / (count + norm)
        scores.append(total)
    return scores


def test_by_hand() -> None:
    """Three passages, worked out in the docstring above."""
    index = LexicalIndex(HAND)
    idf, floor = math.log(5 / 3), math.log(5 / 3) / 2 / 4
    assert index.scores(["fund"]) == pytest.approx([idf * 2.2 / 2.56, 0, 0])
    assert index.scores(["certificate"]) == pytest.approx([floor * 4.4 / 3.56, floor, 0])
    both = index.scores(["fund", "certificate"])
    assert both == pytest.approx([idf * 2.2 / 2.56 + floor * 4.4 / 3.56, floor, 0])


@given(ROWS, QUERY)
def test_agrees_with_the_formula(rows: list[list[str]], query: list[str]) -> None:
    """Scores are those of a second, independent implementation."""
    index = LexicalIndex(rows)
    assert index.scores(query) == pytest.approx(okapi(rows, query), abs=1e-9)


@given(ROWS, QUERY)
def test_a_match_is_never_below_no_match(rows: list[list[str]], query: list[str]) -> None:
    """No score is negative, also in a corpus of one passage, and no match scores nothing."""
    scores = LexicalIndex(rows).scores(query)
    assert scores.shape == (len(rows),)
    assert np.all(scores >= 0)
    for row, score in zip(rows, scores, strict=True):
        if not set(row) & set(query):
            assert score == 0


def test_one_passage_is_found() -> None:
    """In a corpus of a single passage its words score above zero, and others do not."""
    index = LexicalIndex([["bread", "oven"]])
    assert index.scores(["bread"])[0] > 0
    assert index.scores(["train"])[0] == 0


def test_unknown_and_empty() -> None:
    """A query of unknown words, none, or rows without words give zeros."""
    assert LexicalIndex(HAND).scores(["zebra"]).tolist() == [0, 0, 0]
    assert LexicalIndex(HAND).scores([]).tolist() == [0, 0, 0]
    assert LexicalIndex([[], []]).scores(["a"]).tolist() == [0, 0]
    assert LexicalIndex([]).scores(["a"]).tolist() == []


def test_vocabulary_and_idf() -> None:
    """A rarer word tells more, and an unknown one most."""
    index = LexicalIndex(HAND)
    assert index.vocabulary == {"certificate", "fund", "role", "cook"}
    assert index.idf("certificate") == pytest.approx(math.log(4 / 2.5))
    assert index.idf("certificate") < index.idf("fund") < index.idf("zebra")


def test_headings_weigh_more(real_corpus: Corpus) -> None:
    """A heading's own words are counted as often as its weight, its parents' once."""
    rows = passage_tokens(real_corpus)
    assert len(rows) == len(real_corpus.passages)
    for passage, row in zip(real_corpus.passages, rows, strict=True):
        expected = Counter(stems(real_corpus.words_of(passage)))
        for token in stems(passage.heading):
            expected[token] += HEADING_WEIGHT
        for parent in passage.path[:-1]:
            expected.update(stems(parent))
        assert Counter(row) == expected


def test_each_role_is_found_by_its_name(real_corpus: Corpus) -> None:
    """The words of a role's heading rank a passage of that heading first."""
    index = LexicalIndex(passage_tokens(real_corpus))
    for passage in real_corpus.passages:
        if passage.kind == "role":
            best = int(np.argmax(index.scores(stems(passage.heading))))
            found = stems(real_corpus.passages[best].heading)
            assert set(stems(passage.heading)) <= set(found), passage.heading


@given(ROWS, QUERY)
def test_scores_are_those_of_the_library(rows: list[list[str]], query: list[str]) -> None:
    """Looking only at the passages that hold a word changes no bit of a score."""
    if not any(rows):
        return
    library = BM25Okapi(rows, k1=K1, b=B)
    index = LexicalIndex(rows)
    if library.average_idf > 1e-9:
        assert index.scores(query).tolist() == library.get_scores(query).tolist()
