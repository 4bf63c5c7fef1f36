r"""An answer as text for a person, as Markdown and as JSON.

What comes from documents and people is cleaned here once more, and in Markdown
it is escaped: it is shown literally, never taken as mark-up. JSON keeps every
character, but writes those that act on a terminal or cannot be seen as \u….
"""

from __future__ import annotations

import datetime as dt
import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from faqbot.answering.answer import SCHEMA, Answer, Citation, NoticeKind, Status
from faqbot.answering.notices import AUTHORITY, in_words
from faqbot.cleaning import clean_line, clean_text
from faqbot.documents import BlockKind, Document, Section

_FIELDS = (
    "schema", "question", "standalone_question", "status", "reason", "answer", "citations",
    "confidence", "assumption", "alternatives", "notices", "related", "index", "elapsed_ms",
    "telling",
)  # fmt: skip
_OFFERING = {
    Status.CLARIFY: "Which do you mean?",
    Status.SIGNPOST: "If nobody is in danger, choose what you asked:",
}
_LIST_MARK = re.compile(r"(\s*)(?:[-*+•·●○▪◦‣–—]|o(?=\s\s))\s+")
_NUMBER_MARK = re.compile(r"\s*(?:\d{1,3}|[a-zA-Z])[.)]\s+")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&!])")
_BLOCK_MARK = re.compile(r"^(\d{0,9})(?=[-+=.)])")
_UNSEEN = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def to_text(
    answer: Answer,
    *,
    width: int | None = None,
    role: str | None = None,
    number_sources: bool = False,
) -> str:
    """Return an answer for a person to read.

    Args:
        answer: what to show.
        width: characters in a line; None leaves each paragraph on one line.
        role: who speaks, spelled out before the answer.
        number_sources: number a single source, too.

    Returns:
        The answer first, then where it stands, then what to know beside it; no
        control characters, no line end after the last line.
    """
    parts = [_paragraphs(_spoken(role, answer.answer), width)]
    numbered = number_sources or len(answer.citations) > 1
    for citation in answer.citations:
        label = f"Source {citation.n}" if numbered else "Source"
        parts.append(wrapped(f"{label}: {source_line(citation)}", width, hanging=2))
    if answer.status is Status.ANSWERED:
        parts.append(wrapped(f"Confidence: {confidence_in_words(answer)}.", width, hanging=2))
    if answer.assumption:
        parts.append(wrapped(f"Assumed: {answer.assumption}", width, hanging=2))
    parts += [wrapped(f"Note: {text}", width, hanging=2) for text in notices(answer)]
    parts += _choices_as_text(answer, width)
    return "\n\n".join(part for part in parts if part)


def to_markdown(answer: Answer) -> str:
    """Return an answer with its sources in Markdown (CommonMark), for a note or an e-mail."""
    lines = [clean_line(line) for line in clean_text(answer.answer).split("\n")]
    quoted = answer.status is Status.ANSWERED
    parts = [_markdown_block(lines, "> " if quoted else "")]
    for citation in answer.citations:
        receipt = clean_line(citation.receipt).replace("`", "")
        parts.append(
            f"**Source {citation.n}:** {escaped(source_line(citation))}  \nReceipt: `{receipt}`"
        )
    if quoted:
        parts.append(f"Confidence: {confidence_in_words(answer)}.")
    if answer.assumption:
        parts.append(f"**Assumed:** {escaped(clean_line(answer.assumption))}")
    parts += [f"**Note:** {escaped(text)}" for text in notices(answer)]
    for title, choices in _choice_lists(answer):
        items = "\n".join(f"{n}. {escaped(text)}" for n, text in choices)
        parts.append(f"{title}\n\n{items}")
    return "\n\n".join(part for part in parts if part) + "\n"


def to_dict(answer: Answer) -> dict[str, Any]:
    """Return the fields of an answer as JSON has them, in the order of the contract."""
    fields = asdict(answer)
    fields["schema"] = SCHEMA
    fields["confidence"] = round(answer.confidence, 4)
    for citation in fields["citations"]:
        for key in ("published", "updated"):
            citation[key] = citation[key].isoformat() if citation[key] else None
        if citation["anchor"] is None:  # only where the file has pages or named places
            del citation["anchor"]
    return {key: fields[key] for key in _FIELDS}


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Return a value as JSON: one line unless `indent` is given; letters stay readable.

    Args:
        value: of dicts, lists, texts, numbers; a date becomes YYYY-MM-DD.
        indent: spaces for each level.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, default=_plain)
    return _UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], text)


def _plain(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def source_line(citation: Citation) -> str:
    """Return in one line who says it, in which version, when, and under which headings."""
    facts = [
        citation.title,
        citation.publisher or "publisher not known",
        f"version {citation.version}" if citation.version else "",
        dates_in_words(citation),
        AUTHORITY[citation.authority],
    ]
    line = ", ".join(fact for fact in facts if fact)
    if citation.section:
        line += f". Section: {' > '.join(citation.section)}"
    if citation.page:
        line += f" (page {citation.page})"
    return clean_line(line)


def citation_in_full(citation: Citation, *, width: int | None = None) -> str:
    """Return a citation with its whole quotation, its place and its receipt."""
    parts = [
        wrapped(f"Source {citation.n}: {source_line(citation)}", width, hanging=2),
        _paragraphs(citation.quote, width),
        wrapped(
            f"Document {citation.document_id}, characters {citation.start} to {citation.end}.",
            width,
        ),
        f"Receipt: {clean_line(citation.receipt)}",
    ]
    return "\n\n".join(parts)


def section_in_full(document: Document, section: Section, *, width: int | None = None) -> str:
    """Return a whole section as text: its headings, then its paragraphs and list items."""
    lines = [wrapped(" > ".join(section.path) or document.source.title, width)]
    for block in section.blocks:
        words = clean_line(block.span.of(document.text))
        if block.kind is BlockKind.ITEM:
            lines.append(wrapped(f"- {words}", width, indent=2 * block.depth, hanging=2))
        else:
            lines += ["", wrapped(words, width)]
    return "\n".join(lines)


def dates_in_words(citation: Citation) -> str:
    """Return when a source was published and updated: 25 January 2024, or "undated"."""
    published, updated = citation.published, citation.updated
    if published and updated:
        return f"{in_words(published)}, updated {in_words(updated)}"
    if updated:
        return f"updated {in_words(updated)}"
    return in_words(published) if published else "undated"


def confidence_in_words(answer: Answer) -> str:
    """Return how sure the assistant is that this is the answer, in a few words."""
    for least, words in ((0.9, "high"), (0.75, "good")):
        if answer.confidence >= least:
            return words
    return "low, so please read the source before you rely on it"


def notices(answer: Answer) -> list[str]:
    """Return the notices in words, without one that only repeats the assumption."""
    return [
        clean_line(notice.text)
        for notice in answer.notices
        if not (notice.kind is NoticeKind.ASSUMPTION and notice.text == answer.assumption)
    ]


def wrapped(text: str, width: int | None, *, indent: int = 0, hanging: int = 0) -> str:
    """Return text on lines of at most `width` characters.

    Args:
        text: one paragraph; white space is folded.
        width: None leaves it on one line.
        indent: spaces before each line.
        hanging: further spaces before each line but the first.
    """
    line = clean_line(text)
    if width is None:
        return " " * indent + line
    return "\n".join(
        textwrap.wrap(
            line,
            width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hanging),
            break_on_hyphens=False,
        )
    )


def escaped(line: str) -> str:
    """Return one line of text so that Markdown shows it literally."""
    return _BLOCK_MARK.sub(r"\1\\", _MARKUP.sub(r"\\\1", line))


def _spoken(role: str | None, text: str) -> str:
    """Return text after the name of who speaks; a list begins on a line of its own."""
    if role is None:
        return text
    marked = _LIST_MARK.match(text) or _NUMBER_MARK.match(text)
    return f"{role}:\n{text}" if marked else f"{role}: {text}"


def _choices_as_text(answer: Answer, width: int | None) -> list[str]:
    parts = []
    for title, numbered in _choice_lists(answer):
        lines = [title]
        for n, text in numbered:
            mark = f"{n}. "
            lines.append(wrapped(mark + text, width, indent=2, hanging=len(mark)))
        parts.append("\n".join(lines))
    return parts


def _choice_lists(answer: Answer) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield (title, numbered questions); the numbers run on from list to list."""
    if answer.alternatives:
        yield (
            _OFFERING.get(answer.status, offered(answer)),
            [
                (n, clean_line(_labelled(a.label, a.question)))
                for n, a in enumerate(answer.alternatives, 1)
            ],
        )
    if answer.related:
        title = (
            "Related questions:"
            if answer.status is Status.ANSWERED
            else "Questions that the guidance answers:"
        )
        start = len(answer.alternatives) + 1
        yield title, [(n, clean_line(r.question)) for n, r in enumerate(answer.related, start)]


def offered(answer: Answer) -> str:
    """Return what the alternatives of an answer are: further questions of a turn, or other readings."""
    asked = all(not alternative.label for alternative in answer.alternatives)
    return "You also asked:" if asked else "Or did you mean:"


def _labelled(label: str, question: str) -> str:
    return question if not label or label == question else f"{label}: {question}"


def _paragraphs(text: str, width: int | None) -> str:
    """Return text line by line, each wrapped; list items are marked with a dash."""
    lines = []
    for line in clean_text(text).split("\n"):
        item = _LIST_MARK.match(line)
        numbered = _NUMBER_MARK.match(line)
        if item:
            lines.append(wrapped("- " + line[item.end() :], width, hanging=2))
        elif numbered:
            lines.append(wrapped(line, width, hanging=len(" ".join(numbered[0].split())) + 1))
        else:
            lines.append(wrapped(line, width))
    return "\n".join(lines).strip("\n")


def _markdown_block(lines: Sequence[str], prefix: str) -> str:
    out: list[str] = []
    for line in lines:
        item = _LIST_MARK.match(line)
        if item:
            out.append(f"{prefix}- {escaped(line[item.end() :])}")
        else:
            out += [prefix.rstrip(), prefix + escaped(line)] if out else [prefix + escaped(line)]
    return "\n".join(out)
