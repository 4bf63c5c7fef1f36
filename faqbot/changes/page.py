"""A difference as one HTML page: to be mailed, read on any screen, printed.

The page is whole in itself: no script, no picture, nothing fetched, and a
policy in it that forbids all of these. What documents and people wrote is
cleaned and escaped. Removed and added words are told apart by their elements,
by a line through or under them and by brackets, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from faqbot.changes.report import IndexDifference
from faqbot.changes.wording import (
    ASKED,
    CHANGES,
    LOST,
    NOT_ASKED,
    NOTHING,
    OUTCOMES,
    PREFACE,
    answer_counts,
    asked_in_words,
    beside,
    compared_words,
    guidance_summary,
    headings_in_words,
    renumbered_in_words,
)
from faqbot.cleaning import clean_text
from faqbot.evaluation.answer_changes import AnswerChange, AnswerComparison
from faqbot.index.difference import Change, DocumentChange
from faqbot.index.word_marks import Mark, Marked, Piece

_TITLE = "What changed in the guidance and in the answers"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_TAGS = {Mark.SAME: "span", Mark.REMOVED: "del", Mark.ADDED: "ins"}
_COUNT = ' class="count"'
_STYLE = """
:root { color-scheme: light dark; --line: #767676; --soft: #f2f2f2; --gone: #9c1c1c;
  --come: #0b5d1e; }
@media (prefers-color-scheme: dark) {
  :root { --line: #8f8f8f; --soft: #262626; --gone: #ff9d9d; --come: #8fe0a0; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 64rem; margin: 0 auto; padding: 1rem;
  overflow-wrap: break-word; }
h1 { line-height: 1.2; } h2 { margin-top: 2.5rem; border-bottom: 2px solid var(--line); }
h3 { margin-top: 2rem; } h4 { margin: 1.5rem 0 .25rem; }
table { border-collapse: collapse; margin: .5rem 0; }
caption { text-align: left; font-weight: bold; padding-bottom: .25rem; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
th { background: var(--soft); }
td.count { text-align: right; font-variant-numeric: tabular-nums; }
table.sides { width: 100%; table-layout: fixed; }
p.words { white-space: pre-line; }
main > p.words { border-left: 4px solid var(--line); padding-left: .75rem; }
del { color: var(--gone); text-decoration: line-through; }
ins { color: var(--come); text-decoration: underline; }
del::before { content: "["; } del::after { content: "]"; }
ins::before { content: "{"; } ins::after { content: "}"; }
.lost { font-weight: bold; color: var(--gone); }
.beside { font-size: .9rem; }
td p { margin: 0 0 .5rem; }
@media (max-width: 40rem) {
  table.sides, table.sides tbody, table.sides tr, table.sides td { display: block; }
  table.sides thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
    overflow: hidden; }
  table.sides td::before { content: attr(data-side); font-weight: bold; } }
@media print { body { max-width: none; } h4, tr { break-inside: avoid; } }
"""


def difference_page(difference: IndexDifference) -> str:
    """Return a difference as an HTML page; the same bytes for the same two sides."""
    title = f"{_TITLE}: {difference.old.generation} to {difference.new.generation}"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_safe(title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{_TITLE}</h1>",
        *_sides(difference),
        *_guidance(difference),
        *_answers(difference.answers),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _sides(difference: IndexDifference) -> Iterator[str]:
    old, new = difference.old, difference.new
    rows = (
        ("Generation of the index", old.generation, new.generation),
        ("Standing", old.standing.value, new.standing.value),
        ("Documents", str(old.documents), str(new.documents)),
        ("Passages", str(old.passages), str(new.passages)),
    )
    yield from _table("What is compared", ("", "Before", "Now"), rows)


def _guidance(difference: IndexDifference) -> Iterator[str]:
    guidance = difference.guidance
    yield "<h2>Guidance</h2>"
    yield f"<p>{_safe(guidance_summary(difference))}</p>"
    if guidance.aids:
        yield f"<p>Changed beside the documents: {_safe(', '.join(guidance.aids))}.</p>"
    for document in guidance.documents:
        yield from _document(document)


def _document(document: DocumentChange) -> Iterator[str]:
    yield f"<h3>{CHANGES[document.change]}: {_safe(document.title)}</h3>"
    if document.facts:
        facts = [(f.fact, f.old or "unknown", f.new or "unknown") for f in document.facts]
        yield from _table("Facts about the document", ("Fact", "Before", "Now"), facts)
    if document.preface:
        yield f"<h4>{CHANGES[Change.CHANGED]}: {PREFACE}</h4>"
        yield from _marked(document.preface)
    for heading in document.headings:
        yield f"<h4>{CHANGES[heading.change]}: {_safe(headings_in_words(heading))}</h4>"
        if heading.text:
            yield from _marked(heading.text)
    if renumbered := renumbered_in_words(document):
        yield f"<p>{_safe(renumbered)}</p>"


def _marked(text: Marked) -> Iterator[str]:
    if text.figures:
        rows = [(f.old or NOTHING, f.new or NOTHING) for f in text.figures]
        yield from _table("Numbers and dates", ("Before", "Now"), rows, row_heads=False)
    yield f'<p class="words">{_words(text.pieces)}</p>'


def _words(pieces: Sequence[Piece]) -> str:
    return " ".join(f"<{_TAGS[p.mark]}>{_safe(p.text)}</{_TAGS[p.mark]}>" for p in pieces)


def _answers(answers: AnswerComparison | None) -> Iterator[str]:
    yield "<h2>Answers</h2>"
    if answers is None:
        yield f"<p>{NOT_ASKED}</p>"
        return
    counts = [(words, str(count)) for count, words in answer_counts(answers)]
    caption = f"{ASKED}: {answers.asked}"
    yield from _table(caption, ("Outcome", "Questions"), counts)
    for outcome, title in OUTCOMES.items():
        changes = [change for change in answers.changes if change.outcome is outcome]
        if changes:
            yield f"<h3>{title}</h3>"
        for change in changes:
            yield from _change(change)


def _change(change: AnswerChange) -> Iterator[str]:
    yield f"<h4>“{_safe(asked_in_words(change))}”</h4>"
    if change.lost_citation:
        yield f'<p class="lost">{_safe(LOST)}</p>'
    if len(change.questions) > 1:
        yield f"<details><summary>{len(change.questions)} questions changed in this way</summary>"
        asked = (" / ".join(question.turns) for question in change.questions)
        yield f"<ul>{''.join(f'<li>{_safe(words)}</li>' for words in asked)}</ul></details>"
    text = compared_words(change)
    # The roles stay where a narrow screen shows the cells one below the other.
    yield '<table class="sides" role="table">'
    yield '<thead role="rowgroup"><tr role="row">'
    yield '<th scope="col" role="columnheader">Before</th>'
    yield '<th scope="col" role="columnheader">Now</th></tr></thead>'
    yield '<tbody role="rowgroup"><tr role="row">'
    for label, answer, other in (
        ("Before", change.old, Mark.ADDED),
        ("Now", change.new, Mark.REMOVED),
    ):
        lines = "".join(f'<p class="beside">{_safe(words)}</p>' for words in beside(answer))
        pieces = text.pieces if text else [Piece(Mark.SAME, answer.answer)]
        words = _words([piece for piece in pieces if piece.mark is not other])
        yield f'<td role="cell" data-side="{label}"><p class="words">{words}</p>{lines}</td>'
    yield "</tr></tbody></table>"


def _table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, row_heads: bool = True
) -> Iterator[str]:
    """Yield a table with headers for its columns and, as a rule, for its rows."""
    yield f"<table><caption>{_safe(caption)}</caption>"
    cells = (f'<th scope="col">{_safe(h)}</th>' if h else "<td></td>" for h in heads)
    yield f"<thead><tr>{''.join(cells)}</tr></thead><tbody>"
    for row in rows:
        first = (
            f'<th scope="row">{_safe(row[0])}</th>' if row_heads else f"<td>{_safe(row[0])}</td>"
        )
        rest = (f"<td{_COUNT if cell.isdigit() else ''}>{_safe(cell)}</td>" for cell in row[1:])
        yield f"<tr>{first}{''.join(rest)}</tr>"
    yield "</tbody></table>"


def _safe(text: str) -> str:
    """Return text so that a page shows it literally."""
    return escape(clean_text(text))
