"""The lines in which a document speaks of itself: its dates, version, publisher, places, licence.

They are no guidance, so no passage holds them; they answer questions about
the document, and only those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from faqbot.corpus.furniture import is_metadata
from faqbot.corpus.headings import normalise
from faqbot.corpus.stated import facts_in
from faqbot.documents import Document, SectionKind, Source, Span

LEFT_OUT = (
    "imprint",
    "before the title",
)  # reasons for which lines are left out that may state facts
_YEAR = r"\b(?:19|20)\d\d\b"
_DATED = {
    "published": re.compile(rf"\b(?:published|issued|publication date)\b.*{_YEAR}", re.IGNORECASE),
    "updated": re.compile(rf"\b(?:updated|reviewed|modified|amended)\b.*{_YEAR}", re.IGNORECASE),
}
_LICENCE = re.compile(r"\blicen[cs]ed?\b", re.IGNORECASE)
_COPYRIGHT = re.compile(r"©|\bcopyright\b", re.IGNORECASE)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# Words that a line which states nothing but a date or a version is made of.
_WORDS = frozenset(
    "page last first next date of on this document publication published updated reviewed issued "
    "issue version review due by number no".split()
)


def states_facts(words: str) -> bool:
    """Return whether a line at the head of a document states facts about it."""
    return is_metadata(words) and bool(_facts(words))


def states_only_facts(words: str) -> bool:
    """Return whether a line anywhere is nothing but the date or version of its document."""
    plain = re.findall(r"[^\W\d_]+", words.lower())
    known = all(word in _WORDS or word[:3] in _MONTHS or word == "v" for word in plain)
    return (
        known
        and len(words) <= 120
        and not _facts(words).isdisjoint(("published", "updated", "version"))
    )


def line_that_states(document: Document, fact: str) -> Span | None:
    """Return the first line in which a document states a fact about itself, or None.

    Args:
        document: with what was left out of its sections.
        fact: a key of sources.toml, such as "version".
    """
    lines = [(span, span.of(document.text)) for span in _lines(document)]
    if fact == "licence":  # a line that names it comes before one of copyright alone
        found = [s for p in (_LICENCE, _COPYRIGHT) for s, words in lines if p.search(words)]
    else:
        found = [s for s, words in lines if fact in _facts(words, document.source)]
    return found[0] if found else None


def _lines(document: Document) -> Iterator[Span]:
    """Yield the lines in which a document may speak of itself, in order."""
    blocks = [b.span for s in document.sections if s.kind is SectionKind.IMPRINT for b in s.blocks]
    left = [item.span for item in document.left_out if item.reason in LEFT_OUT]
    for span in sorted([*blocks, *left]):
        parts = [
            Span(span.start + m.start(), span.start + m.end())
            for m in re.finditer(r"\S.*\S|\S", span.of(document.text))
        ]
        apart = all(states_facts(part.of(document.text)) for part in parts)
        yield from parts if apart else [span]


def _facts(words: str, source: Source | None = None) -> set[str]:
    """Return which facts words state, under the names of sources.toml."""
    line = " ".join(words.split())
    found = {key for key in facts_in(line) if key != "licence"}
    found |= {key for key, pattern in _DATED.items() if pattern.search(line)}
    if source is not None and source.publisher and _is_name(line, source.publisher):
        found.add("publisher")
    return found


def _is_name(line: str, name: str) -> bool:
    """Return whether a line is a name, with at most a word or two beside it."""
    plain, wanted = (normalise(text.replace("&", "and")) for text in (line, name))
    return wanted in plain and len(plain.split()) <= len(wanted.split()) + 2
