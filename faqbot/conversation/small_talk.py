"""Small talk, and questions about the assistant and its documents: fixed texts.

A turn is small talk only if nothing in it is left over: "thanks, that helps" is,
"thanks, is it mandatory" is not.
"""

from __future__ import annotations

import re

from faqbot.answering.answer import Reason
from faqbot.conversation.talk_phrases import ASIDE, PHRASES, Talk
from faqbot.conversation.talk_words import worded
from faqbot.documents import Corpus

_TEXTS: dict[Talk, str] = {
    Talk.SELF: (
        "I am a program, not a person. I find the passages of official guidance on {name} that "
        "answer a question, and show them word for word with where they stand. I do not write "
        "guidance myself, and I say so when the documents do not answer."
    ),
    Talk.PRIVACY: (
        "I work on this computer alone: nothing that you type is sent anywhere, and I learn nothing from it. "
        "I go by what was said in this conversation. Beyond it nothing is kept, unless recording was "
        "switched on here."
    ),
    Talk.PERSON: "I am a program and cannot put you through to anybody.{contact}",
    Talk.COMPLAINT: "I am sorry that this did not help. Put it in other words, and I will look again.{contact}",
    Talk.BYE: "Goodbye.",
    Talk.THANKS: "You are welcome.",
    Talk.HELLO: "Hello. Ask me a question about {name}, and I will show you what the guidance says.",
    Talk.ENOUGH: "All right. Ask me another question about {name} whenever you like.",
}


def small_talk(text: str, corpus: Corpus) -> tuple[Reason, str] | None:
    """Return the reason and the fixed text for small talk, or None for a real question."""
    name = corpus.name or "the guidance"
    if not re.search(r"\w", text):
        return Reason.EMPTY, f"Type a question about {name}, for example: {_example(corpus)}"
    talk = kind_of(text)
    if talk is None:
        return None
    if talk is Talk.DOCUMENTS:
        return Reason.ABOUT_DOCUMENTS, _documents(corpus)
    contact = f" You could ask {corpus.contact}." if corpus.contact else ""
    said = _TEXTS[talk].format(name=name[:1].lower() + name[1:], contact=contact)
    return Reason.SMALL_TALK, said


def kind_of(text: str) -> Talk | None:
    """Return what a turn that is nothing but small talk is about; None for any other turn."""
    rest = plain = " ".join(re.findall(r"[^\W_]+", re.sub(r"['’]", "", text.lower())))
    found: set[Talk] = set()
    while rest:
        fits = [(m.end(), talk) for talk, pattern in PHRASES if (m := pattern.match(rest))]
        aside = ASIDE.match(rest)
        if not fits and aside is None:
            return None if re.search(r"[.?!]\s+\w", text) else worded(plain)
        length, talk = max(fits, key=lambda fit: (fit[0], -fit[1].value), default=(0, None))
        if talk is not None and (aside is None or length >= aside.end()):
            found.add(talk)
        else:
            length = aside.end() if aside else length
        rest = rest[length:].lstrip()
    return min(found, key=lambda talk: talk.value, default=None)


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
