"""Small talk, and questions about the assistant and its documents: fixed texts."""

from __future__ import annotations

import re

from faqbot.answering.answer import Reason
from faqbot.documents import Corpus

_ABOUT_DOCUMENTS = re.compile(
    r"\b(?:what|which|list)\b.*\b(?:documents?|sources?|guidance)\b.*\b(?:do you|have you|you have|you use|you know|are there|got)\b"
    r"|\bhow (?:up[- ]to[- ]date|current|recent|old) (?:are|is) (?:you|your|the|this|these|its?)\b"
    r"(?: (?:documents?|sources?|guidance|information|data|answers?))?[?.! ]*$"
    r"|\bwhere (?:do|does) (?:you|your)\b.*\b(?:information|answers?)\b",
    re.IGNORECASE,
)
_TALK: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"^(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|howdy)\b[\w ,]{0,20}[!.?]*$",
            re.IGNORECASE,
        ),
        "Hello. Ask me a question about {name}, and I will show you what the guidance says.",
    ),
    (
        re.compile(
            r"^(?:ok(?:ay)?|great|lovely|perfect|brilliant|cheers|thanks?(?: you)?|ta|that(?:'s| is| was) (?:great|helpful|all|lovely))\b[\w ,']{0,40}[!.]*$",
            re.IGNORECASE,
        ),
        "You are welcome.",
    ),
    (
        re.compile(r"^(?:bye|goodbye|see you|good night)\b.{0,20}$", re.IGNORECASE),
        "Goodbye.",
    ),
    (
        re.compile(
            r"\b(?:who|what) are you\b|\bwhat(?:'s| is) your name\b|\bare you (?:a |an )?(?:robot|bot|human|person|real|ai|chatbot|computer)\b"
            r"|^what can (?:you|i) (?:do|ask|help)(?: (?:here|you|me|with|about)\b.{0,20})?[?!. ]*$|\bcan i ask you\b|\bhow (?:do you|does this) work\b|\bhow can you help\b|^help[.!?]*$|\bhow are you\b",
            re.IGNORECASE,
        ),
        (
            "I find the passages of official guidance on {name} that answer a question, and show "
            "them word for word with where they stand. I do not write guidance myself, and I say so "
            "when the documents do not answer."
        ),
    ),
)


def small_talk(text: str, corpus: Corpus) -> tuple[Reason, str] | None:
    """Return the reason and the fixed text for small talk, or None for a real question."""
    name = corpus.name or "the guidance"
    if not re.search(r"\w", text):
        return Reason.EMPTY, f"Type a question about {name}, for example: {_example(corpus)}"
    if _ABOUT_DOCUMENTS.search(text):
        return Reason.ABOUT_DOCUMENTS, _documents(corpus)
    for pattern, reply in _TALK:
        if pattern.search(text.strip()):
            return Reason.SMALL_TALK, reply.format(name=name[:1].lower() + name[1:])
    return None


def nothing_to_choose(corpus: Corpus) -> str:
    """Return what is said to a number where no numbered questions were offered."""
    return f"There is no question of that number here. Type one, for example: {_example(corpus)}"


def _example(corpus: Corpus) -> str:
    return f"Is the {corpus.main_topic} mandatory?" if corpus.main_topic else "What is …?"


def _documents(corpus: Corpus) -> str:
    lines = ["I answer from these documents:"]
    for document in corpus.documents:
        source = document.source
        facts = [source.publisher or "publisher unknown"]
        if source.version:
            facts.append(f"version {source.version}")
        day = source.dated
        facts.append(f"{day.day} {day:%B %Y}" if day else "undated")
        lines.append(f"- {source.title} ({', '.join(facts)})")
    return "\n".join(lines)
