"""Text from files and people made safe to store, match and show.

Control sequences can rewrite a terminal's title, clipboard or screen, and
invisible characters can hide words from a reader or a matcher. Both are taken
out where text enters (documents, questions) and again where it is shown.
"""

from __future__ import annotations

import re

# ECMA-48: a string sequence (DCS, SOS, OSC, PM, APC) runs to ST, or BEL; one that
# is never ended runs to the end of its line. CSI ends with a byte from @ to ~.
_SEQUENCES = re.compile(
    r"(?:\x1b[PX\]^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|\x1b[ -/]*[0-~]?"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ufe00-\ufe0f]"
)
_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")


def clean_text(text: str) -> str:
    """Return `text` without control sequences and invisible characters.

    Line breaks become line feeds; tabs stay. The result is a fixed point:
    cleaning it again changes nothing.
    """
    text = _BREAKS.sub("\n", text.replace("\x0c", "\n"))
    while True:
        cleaned = _INVISIBLE.sub("", _SEQUENCES.sub("", text))
        cleaned = _CONTROLS.sub("", cleaned)
        if cleaned == text:
            # Lone surrogates cannot be written as UTF-8.
            return cleaned.encode("utf-8", "replace").decode("utf-8")
        text = cleaned


def clean_line(text: str, limit: int | None = None) -> str:
    """Return `text` cleaned, on one line, single-spaced, at most `limit` characters."""
    line = " ".join(clean_text(text).split())
    if limit is not None and len(line) > limit:
        return line[: limit - 1].rstrip() + "…"
    return line
