"""What is said first answers by itself, in the words of the quotation."""

from __future__ import annotations

import datetime as dt

import pytest

from faqbot.answering.answer import Answer, Explanation, IndexIdentity
from faqbot.answering.composer import Composer
from faqbot.answering.extraction import quotation
from faqbot.answering.found import Found
from faqbot.answering.headline import headline
from faqbot.answering.signals import Candidate
from faqbot.corpus.load import load_corpus
from faqbot.documents import Corpus
from tests.conftest import TinyCorpus

NOTHING = Explanation("", {}, (), (), 0.9, 0.5, "answered", {})
LONG = " ".join(["word"] * 50)


def said(tiny_corpus: TinyCorpus, body: str, *telling: str, question: str = "What?") -> str:
    """What is said first where the sentences that begin so are candidates, best first."""
    corpus = load_corpus(
        tiny_corpus({"made-up.md": f"# Made up\n\n## 1. What of cooks?\n\n{body}\n"})
    )
    text = corpus.documents[0].text
    every = [(p, s) for p in corpus.passages for s in p.sentences]
    ranked = tuple(
        Candidate(0, 0, p, s)
        for words in telling
        for p, s in every
        if s.span.of(text).startswith(words)
    )
    scores = tuple(5.0 - 2 * i for i in range(len(ranked)))
    found = Found(question, question, ranked, (), 0.9, NOTHING, scores)
    composer = Composer(corpus, IndexIdentity("gen-1", corpus.digest))
    answer: Answer = composer.answered(found, dt.date(2026, 1, 1), None, (), ())
    assert answer.telling is not None
    assert answer.telling.replace("- ", "") in " ".join(answer.answer.replace("- ", "").split())
    return answer.telling


@pytest.mark.parametrize(
    ("body", "telling", "expected"),
    [
        ("You should:\n\n- sweep\n- wash", "You should", "You should: - sweep - wash"),
        ("- The board says this:\n\n“Yes.”", "The board", "The board says this: “Yes.”"),
        ("The board pays. This means nobody else does.", "This means", None),
        ("Cooks make meals. Cooks also wash up.", "Cooks also", None),
        ("You may:\n\n- sweep\n- wash", "wash", "You may: - sweep - wash"),
        ("Duties:\n\n- Sweep.\n- Wash.", "Wash", "Wash."),
        ("Never do these:\n\n- Sweep.\n- Wash.", "Wash", "Never do these: - Sweep. Wash."),
        (
            "For the following we look. None is approved yet. Ask us.\n\n- bread: a course",
            "bread",
            "None is approved yet. Ask us. - bread: a course",
        ),
        ("Cooks cook. Schools pay.", "Schools", "Schools pay."),
        (f"Cooks cook {LONG}. They {LONG}.", "They", f"They {LONG}."),
    ],
)
def test_it_comes_with_what_it_needs(
    tiny_corpus: TinyCorpus, body: str, telling: str, expected: str | None
) -> None:
    """Its list, what it leans on, what introduces it; None stands for all of it."""
    whole = " ".join(body.split())
    assert said(tiny_corpus, body, telling) == (whole if expected is None else expected)


@pytest.mark.parametrize(
    "points",
    [
        "More information can be found about cooks here.",
        "You can read more about cooks in the overview.",
        "For further details visit our page.",
        "If you are interested in finding out more about cooks, ask.",
    ],
)
def test_where_more_stands_is_said_only_to_who_asks_for_it(
    tiny_corpus: TinyCorpus, points: str
) -> None:
    """Else the next sentence in rank that is quoted beside it."""
    body = f"Cooks are trained. Cooks make meals. {points}"
    begin = points[:12]
    assert said(tiny_corpus, body, begin, "Cooks make", "Cooks are") == "Cooks make meals."
    asked = "Where can I find out about cooks?"
    assert said(tiny_corpus, body, begin, "Cooks make", question=asked) == points
    assert said(tiny_corpus, points, begin) == points


def test_it_is_part_of_the_quotation_wherever_it_stands(real_corpus: Corpus) -> None:
    """Of every sentence of the guidance; and it holds that sentence."""
    for row, sentence in real_corpus.sentences():
        passage = real_corpus.passages[row]
        text = real_corpus.document(passage.document_id).text
        quoted = quotation(passage, sentence, text)
        run = headline(passage, sentence, quoted, text)
        assert quoted.covers(run)
        assert run.covers(sentence.span)
