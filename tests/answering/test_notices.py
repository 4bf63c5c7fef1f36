"""What is said of a document itself: how old it is, and who speaks."""

from __future__ import annotations

import datetime as dt

import pytest

from faqbot.answering.answer import NoticeKind
from faqbot.answering.extraction import quotation
from faqbot.answering.notices import NoticeWriter, notices_about
from faqbot.assistant import Assistant
from faqbot.corpus.load import load_corpus
from faqbot.documents import Authority, Source
from tests.conftest import TinyCorpus

DAY = dt.date(2026, 11, 22)


def source(dated: dt.date | None, authority: Authority = Authority.OFFICIAL) -> Source:
    return Source("a", "a.md", "T", publisher="P", published=dated, authority=authority)


@pytest.mark.parametrize(
    ("dated", "kinds", "said"),
    [
        (DAY, [], ""),
        (DAY - dt.timedelta(days=730), [], ""),
        (DAY - dt.timedelta(days=731), [NoticeKind.OLD], "more than two years before"),
        (None, [NoticeKind.UNDATED], "carries no date"),
        (DAY + dt.timedelta(days=1), [NoticeKind.OLD], "after 22 November 2026"),
        (dt.date(9999, 12, 31), [NoticeKind.OLD], "after 22 November 2026"),
    ],
)
def test_age(dated: dt.date | None, kinds: list[NoticeKind], said: str) -> None:
    """A document from the future, or a clock that was set back, is told; no age is negative."""
    notices = notices_about(source(dated), DAY)
    assert [notice.kind for notice in notices] == kinds
    assert all(said in notice.text for notice in notices)
    assert not any("-" in notice.text for notice in notices)


def test_the_earliest_clock() -> None:
    """A clock at the beginning of time finds every document to be from the future."""
    (notice,) = notices_about(source(DAY), dt.date.min)
    assert "it may not have applied then" in notice.text


def test_another_nation_is_told_once(assistant: Assistant) -> None:
    """The answer says for which, the notice why."""
    answer = assistant.ask("Is the certificate mandatory in Wales?", None, DAY).answer
    (notice,) = [n for n in answer.notices if n.kind is NoticeKind.NATION]
    assert answer.answer.startswith("The guidance here does not answer that for Wales.")
    assert notice.text not in answer.answer


def test_a_refusal_gives_its_reason(assistant: Assistant) -> None:
    """A word that is missing, else the nearest section; never a word that names nothing."""
    for question in (
        "how much does a care worker earn",
        "how many days holiday do care workers get",
    ):
        answer = assistant.ask(question, None, DAY).answer
        assert "the nearest section is “" in answer.answer
        assert "“much”" not in answer.answer


def test_whether_it_has_come_depends_on_every_date_shown(assistant: Assistant) -> None:
    """A quotation that leads with a day which has passed says so, whichever sentence tells most."""
    question = "has the qualification launched yet?"
    kinds = {n.kind for n in assistant.ask(question, None, DAY).answer.notices}
    assert NoticeKind.WINDOW_CLOSED in kinds
    before = assistant.ask(question, None, dt.date(2024, 5, 1)).answer.notices
    assert NoticeKind.WINDOW_CLOSED not in {n.kind for n in before}


FUNDED = """# Made up

## Money

Grants of £100 will be open between June 2024 and March 2025.

## Course

The plan was published in April 2023. We committed to funding for a new course. It is not mandatory.

## Places

- Employers will get grants for their staff.
- We will say more on the contribution in due course.

## Approval

- The board will fund the first approvals. This means that no fee is due. Send forms by 24 April 2024.
- Ask for help if you need it.
- Books must be in by 10 May 2024. This makes them easy to check. They are kept.

## Steps

Between January and June 2024 we expect:

- Schools to write a course. The handbook says how.
"""


@pytest.mark.parametrize(
    ("question", "telling", "last"),
    [
        ("Is there funding for the course?", "We committed to funding", "2025-03-31"),
        ("When will we know the amount?", "We will say more", "2025-03-31"),
        ("Do we have to pay?", "This means that no fee", "2024-04-24"),
        ("What says how?", "The handbook says how", "2024-06-30"),
        ("Is it mandatory?", "It is not mandatory", None),
        ("How much is the course?", "The plan was published", "2025-03-31"),
        ("Are books easy to check?", "This makes them", "2024-05-10"),
        ("Where is help?", "Ask for help", None),
    ],
)
def test_what_an_answer_depends_on_may_stand_beside_it(
    tiny_corpus: TinyCorpus, question: str, telling: str, last: str | None
) -> None:
    """Money whose period is over, wherever in the quotation, if money is asked for; not before."""
    corpus = load_corpus(
        tiny_corpus({"made-up.md": FUNDED}, made_up={"published": dt.date(2024, 1, 25)})
    )
    text = corpus.documents[0].text
    ((passage, sentence),) = [
        (p, s) for p in corpus.passages for s in p.sentences if telling in s.span.of(text)
    ]
    piece = (passage, sentence, quotation(passage, sentence, text))
    writer = NoticeWriter(corpus)
    for day in (dt.date.fromisoformat(last), DAY) if last else (dt.date(2024, 2, 1), DAY):
        kinds = {n.kind for n in writer.notices([piece], day, question)}
        lapsed = last is not None and day == DAY
        assert (NoticeKind.WINDOW_CLOSED in kinds) is lapsed


def test_who_speaks() -> None:
    (notice,) = notices_about(source(DAY, Authority.UNOFFICIAL), DAY)
    assert notice.kind is NoticeKind.UNOFFICIAL
    assert "P" in notice.text
