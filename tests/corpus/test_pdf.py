"""The PDF reader: letters on pages to headings, paragraphs, lists and rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from faqbot.corpus.extract import Extract, ExtractWriter, MarkKind
from faqbot.corpus.readers.pdf import read_pdf
from faqbot.corpus.readers.pdf_blocks import write_blocks
from faqbot.corpus.readers.pdf_runs import Fragment, Run, runs_of, without_margins

if TYPE_CHECKING:
    from tests.corpus.conftest import Writer


def blocks(extract: Extract) -> list[tuple[str, int, str]]:
    return [
        (m.kind.value, m.level, m.span.of(extract.text))
        for m in extract.marks
        if m.kind is not MarkKind.FURNITURE
    ]


def laid_out(*lines: tuple[float, float, str], size: float = 10, page: int = 1) -> list[Run]:
    """Return runs from (x, y, words)."""
    return list(runs_of((Fragment(w, x, y, size, bold=False) for x, y, w in lines), page))


def written(*pages: list[Run]) -> Extract:
    writer = ExtractWriter()
    write_blocks(pages, writer)
    return writer.extract()


LONG = "These are many words that go on to the very end of the line and"


def test_headings_by_size_and_weight(make_pdf: Writer) -> None:
    """Larger letters make the outer headings; items and rows are what they look like."""
    extract = read_pdf(
        make_pdf(
            [
                ("heading", 1, "The title"),
                ("heading", 2, "Funding"),
                ("paragraph", 0, "The employer pays. " * 12),
                ("heading", 4, "12. Who is eligible for it, and who is not, if they work for two?"),
                ("item", 0, "Care workers"),
                ("item", 1, "in any setting"),
                ("row", 0, "Role|Pay|Level"),
                ("row", 0, "Cook|£12 an hour|2"),
                ("row", 0, "Nurse|£20|6"),
            ]
        )
    )
    header, *guidance = blocks(extract)
    assert header == ("paragraph", 0, "The running header of every page")  # on one page, who knows?
    assert guidance == [
        ("heading", 1, "The title"),
        ("heading", 2, "Funding"),
        ("paragraph", 0, ("The employer pays. " * 12).strip()),
        ("heading", 7, "12. Who is eligible for it, and who is not, if they work for two?"),
        ("item", 0, "Care workers"),
        ("item", 1, "in any setting"),
        ("paragraph", 0, "Role: Cook; Pay: £12 an hour; Level: 2"),
        ("paragraph", 0, "Role: Nurse; Pay: £20; Level: 6"),
    ]


def test_pages_are_anchors(make_pdf: Writer) -> None:
    """Each page begins where its first words stand, in the middle of a paragraph, too."""
    extract = read_pdf(make_pdf([("paragraph", 0, " ".join(f"w{i}" for i in range(900)))]))
    names = [anchor.name for anchor in extract.anchors]
    assert names == ["page=1", "page=2", ""]  # the last ends the second, before the furniture
    (mark, *_) = extract.marks
    begin = extract.anchors[1].start
    assert mark.span.start < begin < mark.span.end
    assert extract.text[begin - 1 : begin + 1] == " w"


def test_what_the_file_says_of_itself(pdf_of: Callable[..., bytes]) -> None:
    """Title and author come from the file's own fields; dates are those of the file."""
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        " /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
    )
    text = "BT /F 12 Tf 50 700 Td (Some words.) Tj ET"
    data = pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
            "<< /Title (The Rules) /Author (DHSC) /CreationDate (D:20240125120000Z) >>",
        ],
        "/Root 1 0 R /Info 5 0 R",
    )
    extract = read_pdf(data)
    assert extract.stated == {"title": "The Rules", "author": "DHSC", "file_made": "2024-01-25"}
    assert extract.text == "Some words."


@pytest.mark.parametrize(
    "first, second, joined",
    [
        ("the qualifi-", "cation of care; a qualification", "the qualification of care; a qualification"),
        ("part of on-", "going learning", "part of on-going learning"),
        ("from Level 2", "– 5. It will be", "from Level 2 – 5. It will be"),
        ("the word", "and the next", "the word and the next"),
    ],
)  # fmt: skip
def test_lines_are_joined(first: str, second: str, joined: str) -> None:
    """A word cut by a hyphen is whole if the document has it whole; a dash is no list mark."""
    extract = written(laid_out((50, 700, f"{LONG} {first}"), (50, 688, second)))
    assert blocks(extract) == [("paragraph", 0, f"{LONG} {joined}")]


def test_letters_of_one_code_are_letters() -> None:
    """A ligature and a soft hyphen are what they stand for."""
    (run,) = laid_out((50, 700, "of\ufb01ce \ufb02oor"))
    assert run.words == "office floor"


def test_paragraphs_by_space_indent_and_short_lines() -> None:
    """A paragraph ends where the space is wide, or at a short line that ends a sentence."""
    extract = written(
        laid_out(
            (50, 700, f"{LONG} more words of it until the end of the line,"),
            (50, 688, "and it ends here."),
            (50, 676, f"{LONG} this is another one up to the end of the line"),
            (50, 664, "that goes on"),
            (50, 640, "A third."),
        )
    )
    assert [words.split()[-1] for _, _, words in blocks(extract)] == ["here.", "on", "third."]


def test_bullets_that_are_drawn_later_stand_before_their_lines() -> None:
    """Of the runs on a bullet's line the nearest to its right; one alone stays where it is."""
    lines = [(100, 700, "You need:"), (114, 680, "a badge"), (114, 660, "a coat"),
             (300, 660, "in the next column"), (100, 680, "•"), (100.5, 661, "•"), (100, 500, "•")]  # fmt: skip
    runs = laid_out(*lines)
    assert [run.words for run in runs] == [
        "You need:", "•", "a badge", "•", "a coat", "in the next column", "•",
    ]  # fmt: skip
    found = blocks(written(laid_out(*lines[:3], *lines[4:6])))
    assert found == [("paragraph", 0, "You need:"), ("item", 0, "a badge"), ("item", 0, "a coat")]


def test_a_sentence_goes_on_over_a_page() -> None:
    """A full line without an end goes on with the next page; a heading there does not."""
    pages = [laid_out((50, 100, LONG)), laid_out((50, 700, "it ends here."), page=2)]
    assert [w for _, _, w in blocks(written(*pages))] == [f"{LONG} it ends here."]
    heading = list(runs_of([Fragment("Funding", 50, 700, 16, bold=True)], 2))
    assert len(blocks(written(pages[0], heading))) == 2


@pytest.mark.parametrize(
    "rows, lines",
    [
        (
            [(50, 700, "Role"), (200, 700, "Pay"), (300, 700, "Level"),
             (50, 680, "Cook"), (200, 680, "£12"), (300, 680, "2"),
             (50, 660, "Nurse"), (50, 648, "of adults"), (200, 660, "£20"), (300, 660, "6")],
            ["Role: Cook; Pay: £12; Level: 2", "Role: Nurse of adults; Pay: £20; Level: 6"],
        ),
        ([(50, 700, "Cook"), (200, 700, "£12"), (50, 680, "Nurse"), (200, 680, "£20")],
         ["Cook; £12", "Nurse; £20"]),
        ([(50, 700, "Funding"), (500, 700, "3"), (50, 680, "Portability"), (500, 680, "11")],
         ["Funding\t3\nPortability\t11"]),
    ],
    ids=["named", "two columns", "contents"],
)  # fmt: skip
def test_tables(rows: list[tuple[float, float, str]], lines: list[str]) -> None:
    """Pieces side by side in columns are rows; page numbers make a contents list."""
    assert [words for _, _, words in blocks(written(laid_out(*rows)))] == lines


def test_columns_of_text_are_no_table() -> None:
    """Two columns of paragraphs are read one after the other."""
    left = [(50.0, 700.0 - 12 * i, f"Left words {i} and more of") for i in range(8)]
    right = [(320.0, 700.0 - 12 * i, f"right words {i} and more of") for i in range(8)]
    text = written(laid_out(*left, *right)).text
    assert text.index("Left words 7") < text.index("right words 0")


def test_margins_are_left_out_once() -> None:
    """What is repeated furthest out is a header or footer; it is said once."""
    pages = [
        laid_out(
            (50, 800, "Guidance 2024"), (50, 700, f"Text {n}."), (50, 400, "Yes."), (50, 20, str(n)),
            page=n,
        )
        for n in range(1, 8)
    ]  # fmt: skip
    writer = ExtractWriter()
    kept = without_margins([laid_out((50, 700, "The title")), *pages], writer)
    assert [[run.words for run in page] for page in kept[:3]] == [
        ["The title"],
        ["Text 1.", "Yes."],
        ["Text 2.", "Yes."],
    ]
    assert writer.extract().text == "Guidance 2024\n\n1"


def test_what_stands_inside_is_no_header() -> None:
    """Equal answers at one height stay, if anything else stands further out."""
    pages = [laid_out((50, 800, f"Only here: {'abcd'[n]}"), (50, 780, "Yes."), (50, 400, "Text."),
                      (50, 20, "End of it all"), page=n + 1) for n in range(4)]  # fmt: skip
    kept = without_margins(pages, ExtractWriter())
    assert all(run.words != "End of it all" for page in kept for run in page)
    assert all(page[1].words == "Yes." for page in kept)


def test_two_equal_pages_keep_their_text() -> None:
    """Lines that stand close together are text, though another page has them, too."""
    page = [(50.0, 800.0 - 12 * i, f"Line {'abcdefgh'[i]} of it") for i in range(8)]
    pages = [laid_out(*page, page=n) for n in (1, 2)]
    assert without_margins(pages, ExtractWriter()) == pages
    alone = [laid_out((50, 800, "Only this."), page=n) for n in (1, 2)]
    assert without_margins(alone, ExtractWriter()) == alone
