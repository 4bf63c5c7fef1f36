"""What identifies a person taken out of a text, before anything of it is kept.

Found by their form: telephone, card, NHS and National Insurance numbers, other long
numbers, e-mail addresses, UK postcodes. Rather more is taken out than less. Names,
dates of birth and house numbers have no form of their own, so they are not found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import digit

from faqbot.cleaning import clean_line

LONGEST = 1_000  # characters that are kept of a text
_GAP = r"[\s.()_\-‐‑‒–—]{0,3}"  # between the digits of one number
_BEFORE, _AFTER = r"(?<![a-z0-9])", r"(?![a-z0-9])"


def redacted(text: str) -> str:
    """Return text on one line, at most LONGEST characters, without what identifies a person."""
    line = "".join(map(_plain, clean_line(text)))
    for pattern, mark in _PATTERNS:
        line = pattern.sub(mark, line)
    return clean_line(line, LONGEST)


def _plain(character: str) -> str:
    """Return a digit of any script as 0 to 9, and any form of the at-sign as "@"."""
    value = digit(character, None)
    if value is not None:
        return str(value)
    return "@" if character in "＠﹫" else character


def _long_number(match: re.Match[str]) -> str:
    """Return what stands in the place of a long number, by what it most likely is."""
    digits = re.sub(r"\D", "", match[0])
    if match[0].startswith(("+", "(")) or digits.startswith("0"):
        return "[phone]"
    if 13 <= len(digits) <= 19:
        return "[card number]"
    return "[NHS number]" if len(digits) == 10 else "[number]"


_PATTERNS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), mark)
    for pattern, mark in (
        (r"[^\s@<>()\[\],;:]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", "[e-mail]"),
        (r"[\w.+-]+\s+at\s+[\w-]+(?:\s+dot\s+[\w-]+)+", "[e-mail]"),
        (r"[^\s@]+@[^\s@]+", "[e-mail]"),
        # Nine digits or more, gaps or not: whatever it is, all of it goes.
        (rf"(?:\((?=\d{{2,6}}\)))?(?<!\d)\+?\d(?:{_GAP}\d){{8,}}", _long_number),
        (r"(?<!\d)0\d{2,5}\s?/\s?\d{3}[\s-]?\d{2,5}(?!\d)", "[phone]"),
        (
            rf"{_BEFORE}[a-z]{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}[a-dfmp]{_AFTER}",
            "[NI number]",
        ),
        # Without its last letter it is known only by how it is grouped.
        (
            rf"{_BEFORE}[a-z][a-np-z](?:\d{{6}}|\s?\d{{2}}([\s-])\d{{2}}\1\d{{2}}){_AFTER}",
            "[NI number]",
        ),
        (r"(?<![\d£.,])\d{7,}(?!\d)", "[number]"),  # but not an amount of money
        (
            rf"{_BEFORE}[a-z]{{1,2}}\d[a-z\d]?[\s.-]{{0,3}}\d[abd-hjlnp-uw-z]{{2}}{_AFTER}",
            "[postcode]",
        ),
    )
)
