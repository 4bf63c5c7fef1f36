"""Which of the sections near a refused question are worth offering in its place."""

from __future__ import annotations

import re
from functools import lru_cache

from faqbot.answering.found import Found
from faqbot.documents import Corpus, Passage, SectionKind
from faqbot.index.text import stems

# Headings that do not say what they are about.
_EMPTY = re.compile(
    r"[\d. ]*(?:overview|background|introduction|general|general questions|contents|summary|about|home"
    r"|welcome|other|notes?|further (?:information|reading)|find out more)[.: ]*",
    re.IGNORECASE,
)


def worth_offering(found: Found, corpus: Corpus) -> tuple[Passage, ...]:
    """Return the passages near a refused question whose sections are worth offering, best first.

    One person's story is no rule, a heading such as "Overview" asks nothing, and a
    passage that shares no word with the question but the main topic is near by
    chance. Where nothing better is near, what is there is offered.

    Args:
        found: what was weighed.
        corpus: says what the main topic is.
    """
    asked = set(stems(found.standalone)) - set(stems(corpus.main_topic or ""))
    clear = [p for p in found.nearby if p.kind is not SectionKind.STORY and not _is_empty(p)]
    sharing = [p for p in clear if asked & _words(p, corpus)]
    return tuple(sharing or clear or found.nearby)


def _is_empty(passage: Passage) -> bool:
    return _EMPTY.fullmatch(passage.heading) is not None


def _words(passage: Passage, corpus: Corpus) -> frozenset[str]:
    """Return the stems of a passage and its heading."""
    text = corpus.document(passage.document_id).text
    return _stems(f"{passage.heading} {passage.span.of(text)}")


@lru_cache(maxsize=2_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))
