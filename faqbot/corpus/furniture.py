"""What stands on a page but is not guidance: found by rule, left out, and listed.

Each rule returns the reason that `faqbot corpus check` prints.
"""

from __future__ import annotations

import re

# Possessive, and only from where a row of dots begins: a long row takes no longer than it is.
_LEADER = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*+\d*+\s*+$|\t\s*+\d{1,4}\s*$")
_LEADER_INSIDE = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*+\d{1,4}\b\s*")
_IMAGE = re.compile(
    r"^(?:[^\W_]++[-_]++)+(?:image|img|photo|picture|logo|icon|banner|graphic|thumbnail|diagram)\d*$"
    r"|^[\w.-]+\.(?:png|jpe?g|gif|svg|webp|bmp)$"
    r"|^(?:[A-Z][\w-]* ){1,3}(?:[Ii]con|[Ll]ogo|[Bb]anner)$",
)
_LINK = re.compile(
    r"^(?:find out more|read more|learn more|see more|more information|view more|click here"
    r"|download(?: here)?|apply now|start now|back to top|return to top|next|previous|home)\s*[>»›→]*$",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"^(?:loading|please wait|logging you in|log ?in|log ?out|sign ?in|sign ?out|register here"
    r"|skip to (?:main )?content|accept (?:all )?cookies|cookie (?:policy|settings)"
    r"|share this page|print this page|menu|search|page \d+(?: of \d+)?|\d{1,4})\b[\s.…]*$"
    r"|^(?:please wait|loading)\b.*(?:\.{3}|…|logging|log(?:ged)? you in)",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"^(?:©|\(c\) |copyright\s*(?:©|\(c\)|(?:19|20)\d\d)|crown copyright)|^all rights reserved"
    r"|\b(?:publication|document|page|site|work|contents?|information|material) (?:is|are) licensed under the terms of\b|^where we have identified any third party copyright"
    r"|^(?:https?://)?www\.\S+$",
    re.IGNORECASE,
)
_METADATA = re.compile(
    r"^(?:(?:first |last )?(?:published|updated|reviewed|issued)|version|applies to|valid from"
    r"|date|author|publisher)\b\s*:?\s*(?:on\s+)?(?=\S)",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"\bvideos?\b", re.IGNORECASE)
_TELLS = re.compile(
    r"\b(?:below|shows?|explains?|provides?|describes?|interviews?)\b", re.IGNORECASE
)
_WATCH = re.compile(
    r"\b(?:watch|see)\b.{0,40}\b(?:video|interview)s?\b|\bin the below video\b"
    r"|\binterview with\b.{0,60}\bbelow\b",
    re.IGNORECASE,
)


def furniture(words: str) -> str | None:
    """Return why a block is not guidance, or None when it may be."""
    if _IMAGE.match(words):
        return "image name"
    if _LINK.match(words):
        return "link text"
    if _PAGE.match(words):
        return "page furniture"
    if _IMPRINT.search(words):
        return "imprint"
    return None


def is_contents_list(words: str) -> bool:
    """Return whether most lines end in dotted leaders or a page number, or one line has several."""
    lines = _contents_lines(words)
    return bool(lines) and sum(bool(_LEADER.search(x)) for x in lines) * 2 > len(lines)


def contents_entries(words: str) -> list[str]:
    """Return the headings that a contents list with leaders names."""
    return [_LEADER.sub("", line).strip() for line in _contents_lines(words)]


def _contents_lines(words: str) -> list[str]:
    """Return the lines of a block, cut after page numbers where its own were lost."""
    lines = [line for line in words.split("\n") if line.strip()]
    if len(lines) == 1 and len(ends := list(_LEADER_INSIDE.finditer(words))) > 2:
        starts = [0, *(match.end() for match in ends)]
        pairs = zip(starts, [*starts[1:], len(words)], strict=True)
        lines = [words[a:b] for a, b in pairs if words[a:b].strip()]
    return lines


def is_metadata(words: str) -> bool:
    """Return whether a line states a fact about the document: its date, version, nation."""
    return len(words) <= 120 and words.count(".") < 3 and bool(_METADATA.match(words))


def is_pointer(words: str) -> bool:
    """Return whether a sentence only points to a video or interview that is not in the text."""
    video = _VIDEO.search(words)
    told = video is not None and _TELLS.search(words, video.end())
    return bool(told or _WATCH.search(words))
