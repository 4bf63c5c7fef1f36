"""Markdown (CommonMark) to text: marks of emphasis and links are taken out.

Headings, paragraphs and items come from markdown-it-py. A paragraph that is
bold from end to end stands where a heading would, and is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from faqbot.cleaning import clean_text
from faqbot.corpus.extract import Extract, ExtractWriter, MarkKind
from faqbot.corpus.readers.link import address_beside
from faqbot.corpus.readers.table import row_lines

_MOST_SIGNS = 400  # in one paragraph; resolving them takes the square of their number
_SIGNS = re.compile(r"[\[\]*_]")
_RUN_IN_LEVEL = 7  # bold paragraphs rank below every # heading


def _parse_inline(state: StateCore) -> None:
    """Parse the words of each block; one that is nothing but signs is left as it is."""
    for token in state.tokens:
        if token.type != "inline" or token.children is None:
            continue
        if len(_SIGNS.findall(token.content)) > _MOST_SIGNS:
            token.children.append(Token("text", "", 0, content=token.content))
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("code")
_PARSER.core.ruler.at("inline", _parse_inline)


def read_markdown(text: str) -> Extract:
    """Return the rendered text of a Markdown document and its blocks.

    Args:
        text: the source, cleaned.

    Returns:
        Blocks stand one blank line apart, list items on lines of their own
        with a dash; a link's address follows its words in brackets where the
        two differ; images are left out.
    """
    walk = _Walk()
    for token in _PARSER.parse(text):
        walk.take(token)
    return walk.writer.extract()


class _Walk:
    """Goes through the parser's tokens and writes their blocks."""

    def __init__(self) -> None:
        self.writer = ExtractWriter()
        self._item_mark = "-"
        self._depth = 0  # of lists
        self._heading = 0  # level of the heading that is open, 0 for none
        self._fresh_item = False  # an item is open that has no words yet
        self._rows: list[list[str]] | None = None  # of the table that is open, the first its header

    def take(self, token: Token) -> None:
        """Go on by one token of the parser's stream."""
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._depth -= 1
        elif token.type == "list_item_open":
            self._fresh_item = True
            self._item_mark = token.info + token.markup if token.info else "-"
        elif token.type == "heading_open":
            self._heading = int(token.tag[1:])
        elif token.type in ("table_open", "tr_open", "table_close"):
            self._table(token.type)
        elif token.type == "inline":
            self._inline(token.children or [])
        elif token.type == "fence":
            self.writer.add(token.content)

    def _table(self, event: str) -> None:
        if self._rows is None:
            self._rows = []
        elif event == "tr_open":
            self._rows.append([])
        elif event == "table_close":
            for line in row_lines(self._rows[0], self._rows[1:]):
                self.writer.add(line)
            self._rows = None

    def _inline(self, children: Sequence[Token]) -> None:
        words = _plain(children)
        if self._rows is not None:
            self._rows[-1].append(words)
        elif self._heading:
            self.writer.add(words, MarkKind.HEADING, self._heading)
            self._heading = 0
        elif self._depth and self._fresh_item:
            self.writer.add(words, MarkKind.ITEM, self._depth - 1, item_mark=self._item_mark)
            self._fresh_item = False
        elif not self._depth and _all_bold(children):
            self.writer.add(words, MarkKind.HEADING, _RUN_IN_LEVEL)
        else:
            self.writer.add(words)


def _plain(children: Sequence[Token]) -> str:
    """Return the words of inline tokens, cleaned again: entities may stand for invisible marks."""
    out: list[str] = []
    links: list[tuple[str, int]] = []
    for child in children:
        if child.type in ("text", "code_inline"):
            out.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            out.append("\n")
        elif child.type == "link_open":
            links.append((str(child.attrGet("href") or ""), len(out)))
        elif child.type == "link_close":
            href, begin = links.pop()
            out.append(address_beside("".join(out[begin:]), href))
    shown = clean_text("".join(out))
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in shown.split("\n"))


def _all_bold(children: Sequence[Token]) -> bool:
    """Return whether a paragraph is one line and bold from end to end."""
    seen = [c for c in children if not (c.type == "text" and not c.content.strip())]
    if len(seen) < 3 or seen[0].type != "strong_open" or seen[-1].type != "strong_close":
        return False
    inner = [c.type for c in seen[1:-1]]
    return "strong_close" not in inner and "softbreak" not in inner and "hardbreak" not in inner
