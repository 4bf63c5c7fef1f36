"""Markdown (CommonMark) to text: marks of emphasis and links are taken out.

Headings, paragraphs and items come from markdown-it-py. A paragraph that is
bold from end to end stands where a heading would, and is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from faqbot.cleaning import clean_text
from faqbot.corpus.extract import Extract, Mark, MarkKind
from faqbot.documents import Span

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("code")
_RUN_IN_LEVEL = 7  # bold paragraphs rank below every # heading


def read_markdown(text: str) -> Extract:
    """Return the rendered text of a Markdown document and its blocks.

    Args:
        text: the source, cleaned.

    Returns:
        Blocks stand one blank line apart, list items on lines of their own
        with a dash; a link's address follows its words in brackets where the
        two differ; images are left out.
    """
    writer = _Writer()
    for token in _PARSER.parse(text):
        writer.take(token)
    return Extract("".join(writer.parts), tuple(writer.marks))


class _Writer:
    """Collects rendered blocks and where each one stands."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.marks: list[Mark] = []
        self._item_mark = "-"
        self._length = 0
        self._depth = 0  # of lists
        self._heading = 0  # level of the heading that is open, 0 for none
        self._fresh_item = False  # an item is open that has no words yet

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
        elif token.type == "inline":
            self._inline(token.children or [])
        elif token.type == "fence":
            self._add(token.content.strip(), MarkKind.PARAGRAPH, 0)

    def _inline(self, children: Sequence[Token]) -> None:
        words = _plain(children)
        if self._heading:
            self._add(words, MarkKind.HEADING, self._heading)
            self._heading = 0
        elif self._depth and self._fresh_item:
            self._add(words, MarkKind.ITEM, self._depth - 1)
            self._fresh_item = False
        elif not self._depth and _all_bold(children):
            self._add(words, MarkKind.HEADING, _RUN_IN_LEVEL)
        else:
            self._add(words, MarkKind.PARAGRAPH, 0)

    def _add(self, words: str, kind: MarkKind, level: int) -> None:
        if not words:
            return
        prefix = ""
        if self.marks:
            after_item = self.marks[-1].kind is MarkKind.ITEM and kind is MarkKind.ITEM
            prefix = "\n" if after_item else "\n\n"
        if kind is MarkKind.ITEM:
            prefix += "  " * level + self._item_mark + " "
        start = self._length + len(prefix)
        self.parts += [prefix, words]
        self._length = start + len(words)
        self.marks.append(Mark(kind, Span(start, self._length), level))


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
            shown = "".join(out[begin:])
            if href and _address(href) != _address(shown):
                out.append(f" ({href})")
    shown = clean_text("".join(out))
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in shown.split("\n"))


def _address(text: str) -> str:
    return re.sub(r"^(https?://|mailto:)", "", text.strip().lower()).rstrip("/")


def _all_bold(children: Sequence[Token]) -> bool:
    """Return whether a paragraph is one line and bold from end to end."""
    seen = [c for c in children if not (c.type == "text" and not c.content.strip())]
    if len(seen) < 3 or seen[0].type != "strong_open" or seen[-1].type != "strong_close":
        return False
    inner = [c.type for c in seen[1:-1]]
    return "strong_close" not in inner and "softbreak" not in inner and "hardbreak" not in inner
