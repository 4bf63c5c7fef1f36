"""What else could be asked: sections near a question, each as a question that it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from faqbot.answering.answer import Related
from faqbot.documents import Passage, SectionKind
from faqbot.index.text import with_article

_MOST = 3
_PERSON = re.compile(
    r"(?:er|or|ist|ian|ant|(?<!m)ent|ic|coach|associate|nurse|lead|GP\))$", re.IGNORECASE
)  # names of people at work, not of a field of work


def related(passages: Sequence[Passage], besides: Passage | None) -> tuple[Related, ...]:
    """Return up to three sections nearby, each with a question it answers.

    Args:
        passages: near enough to be worth offering, best first.
        besides: what is quoted; its section is not offered again.
    """
    offered: dict[str, Related] = {}
    for passage in passages:
        if len(offered) == _MOST:
            break
        same = besides is not None and passage.path == besides.path
        question = question_for(passage)
        if passage.path and not same and question not in offered:
            offered[question] = Related(passage.document_id, passage.path, question)
    return tuple(offered.values())


def question_for(passage: Passage) -> str:
    """Return a question that a passage answers, from its heading."""
    heading = passage.heading.lstrip("0123456789. ")
    if passage.kind is SectionKind.QUESTION:
        return heading
    if passage.kind is SectionKind.ROLE:
        if _PERSON.search(heading):
            return f"What does {with_article(heading)} do?"
        return f"What does the role “{heading}” involve?"
    return f"What does the guidance say about “{heading}”?"
