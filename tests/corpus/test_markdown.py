"""The Markdown reader: words without mark-up, and the blocks they stand in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.cleaning import clean_text
from faqbot.corpus.extract import Extract, MarkKind
from faqbot.corpus.readers.markdown import read_markdown


def blocks(extract: Extract) -> list[tuple[str, str, int]]:
    return [(m.kind.value, m.span.of(extract.text), m.level) for m in extract.marks]


def test_headings_paragraphs_and_items() -> None:
    """Headings keep their level, items their depth, and the list mark stands outside the span."""
    extract = read_markdown(
        "# Top\n\nSome *words*.\n\n- one\n  - two\n- **three** four\n\n## Sub\n\nEnd."
    )
    assert blocks(extract) == [
        ("heading", "Top", 1),
        ("paragraph", "Some words.", 0),
        ("item", "one", 0),
        ("item", "two", 1),
        ("item", "three four", 0),
        ("heading", "Sub", 2),
        ("paragraph", "End.", 0),
    ]
    assert "- one\n  - two\n- three four" in extract.text


@pytest.mark.parametrize(
    "source, level",
    [
        ("## 1. Why?", 2),
        ("## **1. Why?**", 2),
        ("### **1. Why?**", 3),
        ("**1. Why?**", 7),
        ("Why?\n====", 1),
    ],
)
def test_every_form_of_a_heading(source: str, level: int) -> None:
    """A heading is one whether marked by #, underlined, bold inside, or bold from end to end."""
    extract = read_markdown(f"{source}\n\nBecause.")
    assert [(kind, n) for kind, _, n in blocks(extract)] == [("heading", level), ("paragraph", 0)]


@pytest.mark.parametrize("source", ["**Bold** start.", "A **bold** word.", "**a** and **b**"])
def test_bold_inside_a_paragraph_is_no_heading(source: str) -> None:
    """Only a paragraph that is bold from end to end stands for a heading."""
    assert [kind for kind, *_ in blocks(read_markdown(source))] == ["paragraph"]


def test_links_and_images() -> None:
    """A link shows its address where it says something else; an image is left out."""
    text = read_markdown(
        "See [our page](https://example.org/a), [example.org](https://example.org/) "
        "and ![logo-image](logo.png)<b>this</b>."
    ).text
    assert text == "See our page (https://example.org/a), example.org and <b>this</b>."


@pytest.mark.parametrize(
    "source, text",
    [
        ("[/foo] and [@click=app.quit]x[/]", "[/foo] and [@click=app.quit]x[/]"),
        ("a &#x202e;b&rlm;&ZeroWidthSpace;&shy;&#xE0041;c", "a bc"),
        ("a &#27;[2J &#x9b;2J", "a \ufffd[2J \ufffd2J"),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("[b](../c.md)", "b"),
        ("[Find out more](https://example.org/)", "Find out more"),
    ],
)
def test_mark_up_and_entities_are_data(source: str, text: str) -> None:
    """Console mark-up stays literal, and no entity brings an escape or hidden mark back in."""
    assert read_markdown(source).text == text


def test_numbers_and_code_keep_their_words() -> None:
    """Numbers of an ordered list and code are text; a table row is a line with its names."""
    extract = read_markdown(
        "2. two\n3. three\n\n`code`\n\n```\nfenced\n```\n\n|a|b|\n|-|-|\n|c|d|\n"
    )
    assert "2. two\n3. three" in extract.text
    assert [words for _, words, _ in blocks(extract)] == [
        *("two", "three", "code", "fenced"),
        "a: c; b: d",
    ]


_SOURCE = st.lists(
    st.sampled_from(
        ["# ", "## ", "- ", "  - ", "1. ", "**", "*", "`", "```", "\n", "\n\n", "> ", "word", " ",
         "[a](b)", "![i](j)", "|", "---", "\t", "    ", "&amp;", "&#x202e;", "<b>", "é"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.one_of(_SOURCE, st.text(max_size=80)))
def test_marks_stand_in_the_text_in_order(source: str) -> None:
    """Any Markdown gives clean text and blocks that follow each other and are not empty."""
    extract = read_markdown(clean_text(source))
    assert clean_text(extract.text) == extract.text
    at = 0
    for mark in extract.marks:
        assert at <= mark.span.start < mark.span.end <= len(extract.text)
        assert mark.span.of(extract.text).strip()
        assert mark.kind is not MarkKind.MAYBE_HEADING
        at = mark.span.end
