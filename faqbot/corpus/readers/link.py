"""What is shown of a link: its words, and its address where that says more."""

from __future__ import annotations

import re

from faqbot.corpus.furniture import furniture

_OUTSIDE = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)


def address_beside(words: str, href: str) -> str:
    """Return what to put after the words of a link: its address in brackets, or nothing.

    Args:
        words: of the link, as they are shown.
        href: where it leads; shown as text, never opened.
    """
    href = href.strip()
    shown = words.strip()
    known = not shown or furniture(shown) is not None or _bare(href) == _bare(shown)
    return "" if known or not _OUTSIDE.match(href) else f" ({href})"


def _bare(address: str) -> str:
    return re.sub(r"^(?:https?://|mailto:)", "", address.strip().lower()).rstrip("/")
