"""The page: whole in itself, nothing in it runs, and its structure can be read without seeing it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from faqbot.changes.page import difference_page
from faqbot.changes.report import IndexDifference

_VOID = {"meta", "br", "link", "img", "input", "hr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        """Return the elements of these kinds under this one, in order."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if child.tag in tags else []
                found += child.all(*tags)
        return found

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)


class Tree(HTMLParser):
    """A page as a tree; an end tag that closes nothing, or something else, is an error."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.root = Element("", {})
        self._open = [self.root]
        self.feed(page)
        self.close()
        assert self._open == [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


@pytest.fixture
def page(difference: IndexDifference) -> Element:
    return Tree(difference_page(difference)).root


def test_it_is_whole_in_itself(difference: IndexDifference, page: Element) -> None:
    """No script, no picture, no link, no address; and a policy that forbids them."""
    allowed = (
        "html head meta title style body main h1 h2 h3 h4 p table caption thead tbody tr th td "
        "details summary ul li span ins del"
    )
    tags = {element.tag for element in page.all(*_all_tags(page))}
    assert tags <= set(allowed.split())
    text = difference_page(difference)
    assert text.startswith("<!DOCTYPE html>")
    assert not re.search(r"https?:|src=|href=|url\(|@import|\son\w+=", text)
    policies = [
        m.attributes.get("content") for m in page.all("meta") if "http-equiv" in m.attributes
    ]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert page.all("meta")[0].attributes == {"charset": "utf-8"}


def _all_tags(element: Element) -> set[str]:
    children = [c for c in element.children if isinstance(c, Element)]
    return {c.tag for c in children}.union(*(_all_tags(c) for c in children))


def test_what_people_wrote_is_text(difference: IndexDifference, page: Element) -> None:
    """Mark-up in headings, facts, guidance and answers is shown; controls are gone."""
    for words in (
        "Nobody & <script>alert(1)</script> asks.",
        "“is there a <discount>?”",
        "<1.3>",
        "It is <b>free</b> & “safe” [@click=app.quit].",
        "Assumed: I took it to be <i>it</i>.",
        "Offered: is there a <fee>?",
    ):
        assert words in page.text, words
    assert not {"\x1b", "\x07", "\u202e"} & set(difference_page(difference))


def test_it_says_what_language_and_what_it_is_about(page: Element) -> None:
    assert page.all("html")[0].attributes["lang"] == "en-GB"
    assert "gen-a" in page.all("title")[0].text
    assert len(page.all("main")) == len(page.all("h1")) == 1
    assert "width=device-width" in str([m.attributes for m in page.all("meta")])


def test_headings_go_down_one_level_at_a_time(page: Element) -> None:
    """Who goes from heading to heading misses none, and each says something."""
    headings = page.all("h1", "h2", "h3", "h4", "h5", "h6")
    levels = [int(h.tag[1]) for h in headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(h.text.strip() for h in headings)
    titles = [h.text for h in headings]
    assert titles.index("Guidance") < titles.index("Changed: Rules") < titles.index("Answers")
    assert titles.index("Now refused") < titles.index("Changed") < titles.index("Now answered")


def test_every_table_has_headers(page: Element) -> None:
    """Each cell is under a header with a scope; data tables have a caption and row headers."""
    tables = page.all("table")
    assert len(tables) >= 7
    for table in tables:
        columns = table.all("thead")[0].all("th", "td")
        assert all(h.attributes["scope"] in ("col", "row") for h in table.all("th"))
        assert len(columns) >= 2
        for row in table.all("tbody")[0].all("tr"):
            assert len(row.all("th", "td")) == len(columns)
        if table.attributes.get("class") != "sides":
            assert table.all("caption")[0].text


def test_the_counts_are_there(page: Element) -> None:
    (table,) = [t for t in page.all("table") if "Questions asked" in t.text]
    rows = {row.all("th")[0].text: row.all("td")[0].text for row in table.all("tbody")[0].all("tr")}
    assert rows["answered as before"] == "4"
    assert rows["changed"] == "3"
    assert rows["now refused"] == rows["now answered"] == "1"
    assert rows["of the changed and refused lost the words that they quoted"] == "3"


def test_answers_stand_side_by_side(page: Element) -> None:
    """Before and now, what is not in the other marked; a narrow screen still tells which is which."""
    sides = [t for t in page.all("table") if t.attributes.get("class") == "sides"]
    assert len(sides) == 4
    old, new = sides[1].all("td")
    assert (old.attributes["data-side"], new.attributes["data-side"]) == ("Before", "Now")
    assert [d.text for d in old.all("del", "ins")] == ["£50"]
    assert [d.text for d in new.all("del", "ins")] == ["£60"]
    assert old.all("p")[0].text == "The employer pays a fee of £50 for each of them."
    assert not sides[0].all("del", "ins")  # two answers, not one that was changed


def test_all_wordings_of_a_change_are_listed(page: Element) -> None:
    (details,) = page.all("details")
    assert details.all("summary")[0].text == "2 questions changed in this way"
    assert [item.text for item in details.all("li")] == ["the fee / who pays it?", "£?"]


def test_figures_come_before_the_words(page: Element) -> None:
    body = page.all("main")[0].text
    assert body.index("Numbers and dates") < body.index("The employer pays a fee of")
    (table,) = [t for t in page.all("table") if t.text.startswith("Numbers")]
    assert [cell.text for cell in table.all("td")] == ["£50", "£60"]


def test_the_same_difference_gives_the_same_bytes(difference: IndexDifference) -> None:
    assert difference_page(difference) == difference_page(replace(difference))
    assert "No questions were asked." in difference_page(replace(difference, answers=None))
