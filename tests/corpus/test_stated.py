"""What a file says about itself: taken for what it says, and no more."""

from __future__ import annotations

import datetime as dt

import pytest

from faqbot.corpus.extract import Extract
from faqbot.corpus.readers import read_extract
from faqbot.corpus.stated import hints, stated_facts
from faqbot.corpus.validity import day_in


def facts(text: str, name: str = "a.md") -> dict[str, object]:
    return {
        key: fact.value for key, fact in stated_facts(read_extract(text.encode(), name)).items()
    }


@pytest.mark.parametrize(
    "line, found",
    [
        ("Published 25 January 2024 [Version 1.2]", {"published": dt.date(2024, 1, 25), "version": "1.2"}),
        ("Published: 2024-01-25", {"published": dt.date(2024, 1, 25)}),
        ("Last updated: 9th April 2025", {"updated": dt.date(2025, 4, 9)}),
        ("Updated on 09/04/2025", {"updated": dt.date(2025, 4, 9)}),
        ("Date: 3 May 2024", {"published": dt.date(2024, 5, 3)}),
        ("Last reviewed\n9 April 2025", {"updated": dt.date(2025, 4, 9)}),
        ("Version: v2.0b", {"version": "2.0b"}),
        ("Applies to: England, Wales and Northern Ireland",
         {"applies_to": ("England", "Wales", "Northern Ireland")}),
        ("Publisher: Skills for Care", {"publisher": "Skills for Care"}),
        ("Published by Skills for Care", {"publisher": "Skills for Care"}),
        ("From: Skills for Care", {"publisher": "Skills for Care"}),
        ("From June it is paid.", {}),
        ("© Crown copyright 2024. Open Government Licence v3.0", {"licence": "OGL-UK-3.0"}),
        ("https://creativecommons.org/licenses/by/4.0/", {"licence": "CC-BY-4.0"}),
        ("Published May 2024", {}),
        ("Published 31 February 2024", {}),
        ("It was published on 3 May 2024 that nobody pays for it any more.", {}),
        ("Version control is explained below.", {}),
    ],
)  # fmt: skip
def test_lines(line: str, found: dict[str, object]) -> None:
    """A line that states a fact gives it; a sentence, or half a date, gives none."""
    said = facts(f"# The title\n\n{line}\n\n## Funding\n\nThe employer pays.\n")
    assert said == {"title": "The title", **found}


def test_the_first_statement_counts() -> None:
    """What stands at the top of a document wins over what stands further down."""
    said = facts("# T\n\nVersion 2\n\nWords.\n\nVersion 1\n")
    assert said["version"] == "2"


@pytest.mark.parametrize(
    "text, name, title",
    [
        ("## Contents\n\n# The rules\n\nWords.", "a.md", "The rules"),
        ("The rules of care\n\nThese are the rules, and they hold.", "a.txt", "The rules of care"),
        ("It is only one sentence.", "a.txt", "It is only one sentence."),
        ("Published 3 May 2024\n\n# The rules", "a.md", "The rules"),
    ],
)
def test_the_title(text: str, name: str, title: str) -> None:
    """The outermost of the first headings, or else the first line."""
    assert facts(text, name)["title"] == title


def test_a_page_and_a_file() -> None:
    """The head of a page states; the date and author of a file are only hints."""
    page = (
        "<!DOCTYPE html><title>Rules - GOV.UK</title><meta name='dcterms.issued' content='2024-01-25'>"
        "<meta property='og:site_name' content='GOV.UK'><p>Words of it.</p>"
    )
    assert facts(page, "a.html") == {
        "title": "Rules - GOV.UK",
        "published": dt.date(2024, 1, 25),
        "publisher": "GOV.UK",
    }
    made = Extract("", (), (), {"author": "A. Clerk", "file_changed": "2024-01-25T10:00:00Z"})
    assert stated_facts(made) == {}
    assert hints(made) == [
        "its author is given as A. Clerk",
        "the file was last changed on 2024-01-25",
    ]


@pytest.mark.parametrize(
    "words, day",
    [
        ("on 31/02/2024, or 3 May 2024", dt.date(2024, 5, 3)),
        ("the 1st of March, 2023", dt.date(2023, 3, 1)),
        ("2024-01-25T10:00", dt.date(2024, 1, 25)),
        ("2024-13-01", None),
        ("25 January", None),
    ],
)
def test_a_day_in_full(words: str, day: dt.date | None) -> None:
    """Only a day with its year counts, and only one that there is."""
    assert day_in(words) == day
