"""What a document says of itself stands apart from guidance, and is found by what it states."""

from __future__ import annotations

import pytest

from faqbot.corpus.imprint import line_that_states, states_facts, states_only_facts
from faqbot.corpus.parser import parse
from faqbot.corpus.passages import cut_passages
from faqbot.corpus.readers import read_extract
from faqbot.documents import Document, SectionKind, Source

PAGE = """\
Baking Council & Friends

# Rules for bakers

Published 3 May 2022 [Version 4]
Applies to England and Wales

Bakers wear hats. Updated hats were issued in 2020.

## Dates

Date of each test is published in March 2023 by the school.

© Baking Council 2022

This publication is licensed under the terms of the Open Government Licence v3.0.

Page last reviewed: 4 June 2023

Version 4.1
"""


def read(text: str, name: str = "a.md", **facts: str) -> Document:
    source = Source("a", name, "Rules for bakers", **facts)  # type: ignore[arg-type]
    return parse(read_extract(text.encode("utf-8"), name), source)


def stated(document: Document, fact: str) -> str | None:
    span = line_that_states(document, fact)
    return None if span is None else " ".join(span.of(document.text).split())


def test_each_fact_is_found_in_its_line() -> None:
    """Dates, version and places at the head or the end; publisher and licence left out elsewhere."""
    document = read(PAGE, publisher="Baking Council and Friends")
    assert stated(document, "published") == "Published 3 May 2022 [Version 4]"
    assert stated(document, "version") == "Published 3 May 2022 [Version 4]"
    assert stated(document, "applies_to") == "Applies to England and Wales"
    assert stated(document, "updated") == "Page last reviewed: 4 June 2023"
    assert stated(document, "publisher") == "Baking Council & Friends"
    assert stated(document, "licence") is not None
    assert "Open Government Licence" in str(stated(document, "licence"))
    assert stated(read(PAGE, publisher="Cooks"), "publisher") is None


def test_copyright_is_the_licence_where_nothing_else_is() -> None:
    """A line that names a licence comes first."""
    assert (
        stated(read(PAGE.replace("licensed under", "given by")), "licence")
        == "© Baking Council 2022"
    )


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_no_passage_holds_an_imprint(name: str) -> None:
    """It ranks with nothing; all that is guidance stays."""
    document = read(PAGE, name)
    imprint = [s for s in document.sections if s.kind is SectionKind.IMPRINT]
    assert imprint
    assert all(s.path == () and s.heading is None for s in imprint)
    words = " ".join(p.span.of(document.text) for p in cut_passages(document))
    assert "Bakers wear hats. Updated hats were issued in 2020." in words
    assert "Date of each test is published in March 2023 by the school." in words
    for line in ("3 May 2022", "Applies to England", "4 June 2023", "Version 4.1"):
        assert line not in words


def test_a_document_without_one_has_none() -> None:
    """Nothing is made up."""
    document = read("# Rules for bakers\n\nBakers wear hats.\n")
    assert all(s.kind is not SectionKind.IMPRINT for s in document.sections)
    assert {stated(document, f) for f in ("published", "version", "licence", "publisher")} == {None}


@pytest.mark.parametrize(
    "words, head, anywhere",
    [
        ("Published 25 January 2024 [Version 1.2]", True, True),
        ("Updated 9 April 2025", True, True),
        ("Last updated: March 2024", True, True),
        ("Version 2.0", True, True),
        ("Applies to England", True, False),
        ("Publisher: Baking Council", True, False),
        ("Version 2 of the form is needed", True, False),
        ("Updated guidance is expected", False, False),
        ("Published results are on the board", False, False),
        ("In 2024 the rules were published", False, False),
        ("3 May 2022", False, False),
        ("Bakers wear hats", False, False),
    ],
)
def test_what_a_line_states(words: str, head: bool, anywhere: bool) -> None:
    """At the head of a document more is taken for a fact about it than anywhere else."""
    assert (states_facts(words), states_only_facts(words)) == (head, anywhere)
