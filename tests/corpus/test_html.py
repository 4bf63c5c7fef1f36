"""The HTML reader: the guidance of a page, and nothing of what stands around it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faqbot.cleaning import clean_text
from faqbot.corpus.extract import Extract, MarkKind
from faqbot.corpus.readers.html import read_html


def blocks(extract: Extract) -> list[tuple[str, int, str]]:
    return [
        (m.kind.value, m.level, m.span.of(extract.text))
        for m in extract.marks
        if m.kind is not MarkKind.FURNITURE
    ]


def left_out(extract: Extract) -> dict[str, str]:
    return {
        m.span.of(extract.text): m.reason for m in extract.marks if m.kind is MarkKind.FURNITURE
    }


def test_headings_paragraphs_and_lists() -> None:
    """Headings keep their level, items their depth and number; white space is folded."""
    extract = read_html(
        "<h1>Top</h1><p>Some <i>words</i>\n  here.<br>More.</p>Loose words."
        "<ul><li>one<ol start=3><li>inner</ol><li><p>two</p><p>of two</p></ul><h3>Sub</h3><p>End."
    )
    assert blocks(extract) == [
        ("heading", 1, "Top"),
        ("paragraph", 0, "Some words here.\nMore."),
        ("paragraph", 0, "Loose words."),
        ("item", 0, "one"),
        ("item", 1, "inner"),
        ("item", 0, "two"),
        ("paragraph", 0, "of two"),
        ("heading", 3, "Sub"),
        ("paragraph", 0, "End."),
    ]
    assert "- one\n  3. inner\n- two" in extract.text


@pytest.mark.parametrize(
    "source, heading",
    [
        ("<p><strong>Who pays?</strong></p><p>They do.</p>", ("heading", 7, "Who pays?")),
        ("<ol><li><b>Who pays?</b></li></ol><p>They do.</p>", ("heading", 7, "Who pays?")),
        ("<details><summary>Who pays?</summary>They do.</details>", ("heading", 8, "Who pays?")),
        ("<dl><dt>Who pays?</dt><dd>They do.</dd></dl>", ("heading", 8, "Who pays?")),
        ("<h2><button>Who pays?</button></h2><div>They do.</div>", ("heading", 2, "Who pays?")),
    ],
)
def test_every_form_of_a_question(source: str, heading: tuple[str, int, str]) -> None:
    """A question is a heading, whether bold, numbered, folded away or a term with its text."""
    assert blocks(read_html(source)) == [heading, ("paragraph", 0, "They do.")]


@pytest.mark.parametrize(
    "table, lines",
    [
        (
            "<thead><tr><th>Role<th>Pay</thead><tr><td>Cook.<td>£12<tr><td>Nurse<td>",
            ["Role: Cook; Pay: £12", "Role: Nurse"],
        ),
        ("<tr><td><b>Role</b><td><b>Pay</b><tr><td>Cook<td>£12", ["Role: Cook; Pay: £12"]),
        ("<tr><td>Cook<td>£12<tr><td>Nurse<td>£20", ["Cook; £12", "Nurse; £20"]),
        (
            (
                "<caption>Wages</caption><tr><th>Role<th colspan=2>Pay<tr><th><th>Hour<th>Year"
                "<tr><td rowspan=2>Cook<td>£12<td>£20k<tr><td>£13<td>£22k"
            ),
            [
                "Wages",
                "Role: Cook; Pay Hour: £12; Year: £20k",
                "Role: Cook; Pay Hour: £13; Year: £22k",
            ],
        ),
        ("<tr><td><ul><li>a<li>b</ul><td>c<tr><td>d<td>e", ["a; b; c", "d; e"]),
        ("<tr><td>only<td>layout", ["only", "layout"]),
        (
            "<tr><td>Role<td>Pay<td>Level<tr><td>Cook<td>£12<td>2<tr><td>Nurse<td>£20<td>6",
            ["Role: Cook; Pay: £12; Level: 2", "Role: Nurse; Pay: £20; Level: 6"],
        ),
    ],
)
def test_a_row_is_a_line_with_the_names_of_its_columns(table: str, lines: list[str]) -> None:
    """Each row can be read and quoted by itself; a table of one row is layout."""
    assert [words for _, _, words in blocks(read_html(f"<table>{table}</table>"))] == lines


def test_terms_and_links() -> None:
    """A short definition stands with its term; a link shows where it leads, if that is a page."""
    extract = read_html(
        "<dl><dt>Published<dd>25 January 2024</dl>"
        "<p>See <a href='https://example.org/a'>our page</a>, <a href='/b'>this</a>, "
        "<a href='javascript:alert(1)'>that</a> and <a href='https://example.org'>example.org</a>."
    )
    assert [words for _, _, words in blocks(extract)] == [
        "Published: 25 January 2024",
        "See our page (https://example.org/a), this, that and example.org.",
    ]


def test_what_stands_around_the_guidance_is_left_out_and_said() -> None:
    """Menus, notices, footers and hidden text are in no block, and each has its reason."""
    extract = read_html(
        "<body><a class='skip-link' href='#m'>Skip</a><div id='cookie-banner'>Cookies?</div>"
        "<header>Site</header><nav>Home</nav><main id=m role=main><h1>Rules</h1>"
        "<p>Wear a badge.<span hidden>secret</span></p><div style='display: none'>unseen</div>"
        "<p aria-hidden=true>twice</p><div class=breadcrumbs>Home > Rules</div>"
        "<footer>Of the document.</footer></main><div>Was this useful?</div><footer>Crown</footer>"
        "<script>evil()</script><style>p {}</style><noscript>Switch it on</noscript>"
    )
    assert [words for _, _, words in blocks(extract)] == [
        "Rules",
        "Wear a badge.",
        "Of the document.",
    ]
    assert left_out(extract) == {
        "Skip": "navigation",
        "Cookies?": "cookie notice",
        "Site": "page header or footer",
        "Home": "navigation",
        "secret": "hidden text",
        "unseen": "hidden text",
        "twice": "hidden text",
        "Home > Rules": "navigation",
        "Was this useful?": "outside the main part of the page",
        "Crown": "page header or footer",
    }
    assert "evil" not in extract.text


def test_an_empty_main_part_is_not_the_page() -> None:
    """Where <main> holds next to nothing, the whole page is read."""
    extract = read_html("<main></main><article>a</article><div><p>Words and more words.</p></div>")
    assert ("paragraph", 0, "Words and more words.") in blocks(extract)


def test_anchors_name_the_section_that_a_place_is_in() -> None:
    """A heading's id holds to the next heading of its rank; one without an id ends it."""
    extract = read_html(
        "<h2 id=one>One</h2><p>a</p><h3>Inner</h3><p>b</p><h2>Two</h2><p>c</p>"
        "<h2><a name=three></a>Three</h2><p>d</p>"
    )
    named = [(extract.text[a.start :].split("\n")[0], a.name) for a in extract.anchors]
    assert named == [("One", "one"), ("Two", ""), ("Three", "three")]
    assert read_html("<h2 id=one>One</h2><p>a", anchors=False).anchors == ()


def test_what_a_page_says_of_itself() -> None:
    """Title, publisher, dates and address come from the head."""
    stated = read_html(
        "<title>Rules - GOV.UK</title><meta property='og:site_name' content='GOV.UK'>"
        "<meta name='dcterms.issued' content='2024-01-25'><link rel=canonical href='https://x/y'>"
        "<meta property='article:modified_time' content='2025-04-09T10:00:00Z'>"
        "<h1>Rules <b>of care</b></h1>"
    ).stated
    assert stated == {
        "title": "Rules of care",
        "publisher": "GOV.UK",
        "published": "2024-01-25",
        "updated": "2025-04-09T10:00:00Z",
        "url": "https://x/y",
    }


_PIECES = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<ul>", "</ul>", "<li>", "<ol start=7>", "<h1>", "<h2 id=a>", "</h2>", "<b>",
         "</b>", "<table>", "</table>", "<tr>", "<td>", "<th>", "<td rowspan=3>", "<dl>", "<dt>",
         "<dd>", "<br>", "<pre>", "<a href=http://x>", "</a>", "<main>", "</main>", "<nav>", "words",
         " ", "\n", "?", "&#27;[2J", "&#x202e;", "<summary>", "<details>", "<div hidden>", "</div>",
         "<button>", "<!-- c -->", "\x1b]0;x\x07", "<svg>", "<template>", "é"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=60)
@given(st.one_of(_PIECES, st.text(max_size=60)))
def test_marks_stand_in_the_text_in_order(source: str) -> None:
    """Any page gives clean text, and blocks that follow each other and are not empty."""
    extract = read_html(source)
    assert clean_text(extract.text) == extract.text
    at = 0
    for mark in extract.marks:
        assert at <= mark.span.start < mark.span.end <= len(extract.text)
        assert mark.span.of(extract.text).strip() == mark.span.of(extract.text)
        at = mark.span.end
