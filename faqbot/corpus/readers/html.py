"""HTML to text: headings, paragraphs, lists and tables of the main part of a page.

Navigation, page headers and footers, cookie notices and hidden text are left
out, and said. Scripts are never run, links never followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from faqbot.cleaning import clean_line, clean_text
from faqbot.corpus.extract import Extract, ExtractWriter, MarkKind
from faqbot.corpus.readers.html_table import grid, holds_data, joined_header, number_of
from faqbot.corpus.readers.link import address_beside
from faqbot.corpus.readers.page import around, main_part, page_facts, why_left_out
from faqbot.corpus.readers.table import looks_like_header, row_lines

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_RUN_IN_LEVEL = 7  # a bold paragraph, as in Markdown
_ASKED_LEVEL = 8  # a term or a summary that asks: what stands under it answers
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form header hgroup hr html legend main menu nav p pre section"
    " summary table tbody td tfoot th thead tr".split()
)
_SILENT = frozenset(
    "applet audio base button canvas datalist embed frame frameset head iframe input link map"
    " math meta noembed noframes noscript object option param script select source style svg"
    " template textarea title track video".split()
)
_BOLD = ("b", "strong")
_SHORT = 300  # characters of a definition that stands on one line with its term
_SHOWN = 300  # characters kept of a piece that is left out


@dataclass(frozen=True, slots=True)
class _Block:
    words: str
    kind: MarkKind = MarkKind.PARAGRAPH
    level: int = 0
    item_mark: str = "-"
    anchor: str | None = None  # of a heading: its name on the page, empty if it has none


def read_html(
    source: str, *, anchors: bool = True, left_out: Iterable[tuple[str, str]] = ()
) -> Extract:
    """Return the text of a page and its blocks.

    Args:
        source: the page as text; it need not be clean or well-formed.
        anchors: keep the names of headings, to which an address can lead.
        left_out: words that stood around the page, and why each is no guidance.
    """
    page = LexborHTMLParser(source)
    writer = ExtractWriter()
    if page.body is None:
        return writer.extract()
    main = main_part(page.body)
    named = 0  # level of the heading that the last anchor names
    for block in _blocks_of(main, writer):
        start = writer.add(block.words, block.kind, block.level, item_mark=block.item_mark)
        if anchors and block.anchor is not None and (block.anchor or block.level <= named):
            writer.anchor(start, block.anchor)
            named = block.level
    for node, reason in around(main, page.body):
        _leave_out(node, reason, writer)
    for words, reason in left_out:
        writer.leave_out(words, reason)
    return writer.extract(page_facts(page))


def _leave_out(node: LexborNode, reason: str, writer: ExtractWriter) -> None:
    if node.tag not in _SILENT:
        words = (node.text_content if node.is_text_node else node.text(separator=" ")) or ""
        writer.leave_out(clean_line(words, _SHOWN), reason)


def _blocks_of(root: LexborNode, writer: ExtractWriter) -> list[_Block]:
    """Return the blocks of an element; `writer` gets what is left out of it."""
    walk = _Walk(writer, inside=root.tag != "body")
    walk.through(root)
    return walk.blocks


class _Walk:
    """Goes through the elements of a page, without recursion, and collects its blocks.

    Args:
        writer: gets what is left out.
        inside: all of it is the document's own, headers and footers, too.
    """

    def __init__(self, writer: ExtractWriter, *, inside: bool) -> None:
        self.blocks: list[_Block] = []
        self._writer = writer
        self._inside = inside
        self._words: list[tuple[str, bool]] = []  # of the block that is open; bold or not
        self._links: list[tuple[str, int]] = []
        self._lists: list[int | None] = []  # the next number of each open list
        self._item_mark = ""  # of an item that has no words yet
        self._heading = 0
        self._anchor: str | None = None
        self._bold = 0
        self._verbatim = 0

    def through(self, root: LexborNode) -> None:
        """Take an element and all it holds."""
        waiting = [(root, True)]
        while waiting:
            node, entering = waiting.pop()
            if not entering:
                self._leave(node)
            elif node is root or self._enter(node):
                waiting.append((node, False))
                waiting += [(child, True) for child in reversed(list(node.iter(include_text=True)))]
        self._close()

    def _enter(self, node: LexborNode) -> bool:
        """Begin an element; return whether to go into it."""
        tag = node.tag or ""
        if node.is_text_node:
            self._text(node.text_content or "")
            return False
        if tag.startswith("-") or (tag in _SILENT and not (tag == "button" and self._heading)):
            return False
        reason = why_left_out(node, inside=self._inside)
        if reason is not None:
            _leave_out(node, reason, self._writer)
            return False
        if tag in _HEADINGS or tag in _BLOCKS or tag in ("ul", "ol", "li"):
            self._close()
        if tag == "table" and holds_data(node):
            self._table(node)
            return False
        if tag == "dl":
            self._definitions(node)
            return False
        self._open(node, tag)
        return True

    def _open(self, node: LexborNode, tag: str) -> None:
        if tag in _HEADINGS:
            self._heading, self._anchor = _HEADINGS[tag], _name(node)
        elif tag in ("ul", "ol"):
            self._lists.append(number_of(node, "start") if tag == "ol" else None)
        elif tag == "li":
            self._item_mark = self._next_mark()
            if _stands_alone(node):
                self._heading, self._anchor = _RUN_IN_LEVEL, _name(node)
        elif tag in _BOLD:
            self._bold += 1
        elif tag == "a":
            self._links.append((node.attributes.get("href") or "", len(self._words)))
        elif tag == "br":
            self._words.append(("\n", False))
        elif tag == "pre":
            self._verbatim += 1

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _BOLD:
            self._bold -= 1
        elif tag == "a":
            self._link()
        elif tag == "summary":
            if "".join(words for words, _ in self._words).rstrip().endswith("?"):
                self._heading, self._anchor = _ASKED_LEVEL, _name(node)
            self._close()
            self._heading = 0
        elif tag in _HEADINGS or tag in _BLOCKS or tag in ("ul", "ol", "li"):
            self._close()
            if tag in _HEADINGS or tag == "li":
                self._heading = 0
            elif tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            self._verbatim -= tag == "pre"

    def _text(self, words: str) -> None:
        if not self._verbatim:
            words = re.sub(r"\s+", " ", words)
        self._words.append((words, self._bold > 0))

    def _link(self) -> None:
        href, begin = self._links.pop()
        words = "".join(words for words, _ in self._words[begin:])
        if beside := address_beside(words, clean_line(href)):
            self._words.append((beside, self._bold > 0))

    def _next_mark(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "-"
        number = self._lists[-1]
        self._lists[-1] = number + 1
        return f"{number}."

    def _close(self) -> None:
        """End the block that is open."""
        said = clean_text("".join(words for words, _ in self._words))
        lines = [re.sub(r"[^\S\n]+", " ", line).strip() for line in said.split("\n")]
        words = "\n".join(lines).strip()
        bold = bool(words) and all(bold for part, bold in self._words if part.strip())
        self._words = []
        self._links = [(href, 0) for href, _ in self._links]
        if not words:
            return
        if self._heading:
            self.blocks.append(
                _Block(words, MarkKind.HEADING, self._heading, anchor=self._anchor or "")
            )
        elif self._lists and self._item_mark:
            depth = len(self._lists) - 1
            self.blocks.append(_Block(words, MarkKind.ITEM, depth, self._item_mark))
            self._item_mark = ""
        elif bold and not self._lists and "\n" not in words:
            self.blocks.append(_Block(words, MarkKind.HEADING, _RUN_IN_LEVEL))
        else:
            self.blocks += [_Block(part) for part in re.split(r"\n\n+", words)]

    def _table(self, table: LexborNode) -> None:
        """Take a table: what it is called, then a line for each row."""
        for caption in table.css("caption"):
            self.blocks += [_Block(block.words) for block in self._within(caption)]
        header: list[str] = []
        rows: list[list[str]] = []
        for row, headed in grid(table):
            cells = [self._within(cell) if cell is not None else [] for cell in row]
            words = ["; ".join(block.words for block in cell) for cell in cells]
            if not rows and (headed or _all_bold(cells)):
                header = joined_header(header, words)
            else:
                rows.append(words)
        if not header and rows and looks_like_header(rows):
            header, rows = rows[0], rows[1:]
        lines = list(row_lines(header, rows)) or list(row_lines([], [header]))
        self.blocks += [_Block(line) for line in lines]

    def _definitions(self, node: LexborNode) -> None:
        """Take a list of terms: a term that asks is a heading, a short one stands with its text."""
        term = ""
        for part in node.css("dt, dd"):
            if _nearest(part, "dl") != node.mem_id:
                continue  # of a list inside this one
            blocks = self._within(part)
            if part.tag == "dt":
                term = " ".join(block.words for block in blocks)
                if term.endswith("?"):
                    name = _name(part)
                    self.blocks.append(_Block(term, MarkKind.HEADING, _ASKED_LEVEL, anchor=name))
                    term = ""
            elif term and len(blocks) == 1 and len(blocks[0].words) <= _SHORT:
                self.blocks += [_Block(line) for line in row_lines([term], [[blocks[0].words]])]
                term = ""
            else:
                self.blocks += ([_Block(term)] if term else []) + blocks
                term = ""

    def _within(self, node: LexborNode) -> list[_Block]:
        if reason := why_left_out(node, inside=True):
            _leave_out(node, reason, self._writer)
            return []
        walk = _Walk(self._writer, inside=self._inside)
        walk.through(node)
        return walk.blocks


def _name(node: LexborNode) -> str:
    """Return the name by which an address can lead to an element, or an empty text."""
    inner = node.css_first("[id], a[name]")
    names = [node.id, *((inner.id, inner.attributes.get("name")) if inner is not None else ())]
    return next((clean_line(name, 100) for name in names if name), "")


def _stands_alone(item: LexborNode) -> bool:
    """Return whether an item is a bold line and its list has no other: a numbered heading."""
    siblings = [n for n in item.parent.iter() if n.tag == "li"] if item.parent is not None else []
    if len(siblings) != 1 or item.css_first("ul, ol, table") is not None:
        return False
    bold = "".join(node.text() for node in item.css("b, strong"))
    return bool(bold.strip()) and "".join(bold.split()) == "".join(item.text().split())


def _nearest(node: LexborNode, tag: str) -> int | None:
    parent = node.parent
    while parent is not None and parent.tag != tag:
        parent = parent.parent
    return parent.mem_id if parent is not None else None


def _all_bold(cells: Iterable[Sequence[_Block]]) -> bool:
    """Return whether the cells of a row have words, all of them bold."""
    blocks = [block for cell in cells for block in cell]
    return bool(blocks) and all(block.kind is MarkKind.HEADING for block in blocks)
