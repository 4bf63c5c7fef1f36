"""What is quoted beside the best sentence: another that is nearly as good, if there is room."""

from __future__ import annotations

import datetime as dt

import pytest

from faqbot.answering.answer import Answer, Explanation, IndexIdentity, NoticeKind
from faqbot.answering.composer import Composer
from faqbot.answering.extraction import MAX_WORDS
from faqbot.answering.found import Found
from faqbot.answering.signals import Candidate
from faqbot.corpus.load import load_corpus
from tests.conftest import TinyCorpus

NOTHING = Explanation("", {}, (), (), 0.9, 0.5, "answered", {})


def answered(tiny_corpus: TinyCorpus, *bodies: str, lead: float) -> Answer:
    """The answer where the first sentence of each section is a candidate, `lead` apart."""
    text = "# Made up\n\n" + "\n\n".join(f"## {n}. What?\n\n{b}" for n, b in enumerate(bodies, 1))
    corpus = load_corpus(
        tiny_corpus({"made-up.md": text}, made_up={"published": dt.date(2025, 1, 25)})
    )
    ranked = tuple(Candidate(i, i, p, p.sentences[0]) for i, p in enumerate(corpus.passages))
    scores = tuple(5.0 - lead * i for i in range(len(ranked)))
    found = Found("What?", "What?", ranked, (), 0.9, NOTHING, scores)
    composer = Composer(corpus, IndexIdentity("gen-1", corpus.digest))
    return composer.answered(found, dt.date(2026, 1, 1), None, (), ())


@pytest.mark.parametrize(("lead", "quotes"), [(0.1, 2), (0.99, 2), (1.0, 1), (3.0, 1)])
def test_a_near_second_is_shown_after_the_best(
    tiny_corpus: TinyCorpus, lead: float, quotes: int
) -> None:
    """Both are cited, in order; a second that is far behind is not shown."""
    answer = answered(tiny_corpus, "Only blue ones.", "Only red ones.", lead=lead)
    said = ["Only blue ones.", "Only red ones."][:quotes]
    assert [c.quote for c in answer.citations] == said
    assert answer.answer == "\n\n".join(said)


def test_of_a_long_second_only_the_sentence_is_shown(tiny_corpus: TinyCorpus) -> None:
    """Both together keep to the limit of words."""
    long = f"Only red ones. {'More is said here. ' * 25}"
    answer = answered(tiny_corpus, f"Only blue ones. {'And so on. ' * 20}", long, lead=0.1)
    assert [c.quote for c in answer.citations][1:] == ["Only red ones."]
    assert len(answer.answer.split()) <= MAX_WORDS


def test_of_a_long_second_its_condition_is_shown_too(tiny_corpus: TinyCorpus) -> None:
    """A sentence that leans on the one before is not shown alone."""
    text = f"# Made up\n\n## 1. What?\n\nOnly blue. {'And so on. ' * 20}\n\n## 2. What?\n\n"
    text += f"The first are free. This means you need not pay. {'More is said here. ' * 25}"
    corpus = load_corpus(tiny_corpus({"made-up.md": text}))
    one, two = corpus.passages
    ranked = (Candidate(0, 0, one, one.sentences[0]), Candidate(1, 1, two, two.sentences[1]))
    found = Found("What?", "What?", ranked, (), 0.9, NOTHING, (5.0, 4.9))
    composer = Composer(corpus, IndexIdentity("gen-1", corpus.digest))
    answer = composer.answered(found, dt.date(2026, 1, 1), None, (), ())
    assert answer.citations[1].quote == "The first are free. This means you need not pay."


def test_without_room_the_best_stands_alone(tiny_corpus: TinyCorpus) -> None:
    """A second sentence that does not fit is left out, not cut."""
    answer = answered(tiny_corpus, f"{'word ' * 90}end.", f"{'other ' * 60}end.", lead=0.1)
    assert len(answer.citations) == 1


LAPSED = "Forms must be in by 10 March 2025."


@pytest.mark.parametrize(
    ("second", "quotes"), [(LAPSED, 1), ("Forms must be in by 10 March 2027.", 2)]
)
def test_what_has_lapsed_is_no_second_answer(
    tiny_corpus: TinyCorpus, second: str, quotes: int
) -> None:
    """A second sentence does not bring a closed window to an answer without one."""
    answer = answered(tiny_corpus, "Only blue ones.", second, lead=0.1)
    assert len(answer.citations) == quotes
    assert NoticeKind.WINDOW_CLOSED not in {notice.kind for notice in answer.notices}


def test_what_has_lapsed_is_quoted_first(tiny_corpus: TinyCorpus) -> None:
    """Where it is the best answer it is shown, with its notice."""
    answer = answered(tiny_corpus, LAPSED, "Only red ones.", lead=0.1)
    assert NoticeKind.WINDOW_CLOSED in {notice.kind for notice in answer.notices}
