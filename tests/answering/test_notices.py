"""What is said of a document itself: how old it is, and who speaks."""

from __future__ import annotations

import datetime as dt

import pytest

from faqbot.answering.answer import NoticeKind
from faqbot.answering.notices import notices_about
from faqbot.documents import Authority, Source

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


def test_who_speaks() -> None:
    (notice,) = notices_about(source(DAY, Authority.UNOFFICIAL), DAY)
    assert notice.kind is NoticeKind.UNOFFICIAL
    assert "P" in notice.text
