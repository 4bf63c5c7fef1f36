"""A topic put in the place of the words that stand for it, and the sentence made to agree."""

from __future__ import annotations

import re

from faqbot.answering.topic import Topic
from faqbot.conversation.grammar import CROWD, PEOPLE, PLURALS
from faqbot.index.text import is_stop, words

_POSSESSIVES = frozenset({"his", "her", "hers", "its", "their", "theirs"})
# "Somebody like her", "asks her something": hers is nothing.
_HER_ALONE = re.compile(
    r"(?=[?!.,;:]|$|\s+(?:for|in|on|at|to|of|as|with|and|or|but|if|when|then|than|about|by|from|too|also|a|an|the|any|some"
    r"|something|anything|what|which|who|where|how|whether|that|it|now|yet|again|please|because|before|after|while)\b)",
    re.IGNORECASE,
)
_TAKES = re.compile(r"(?:it|that|this) (takes?)\b(?!\s+(?:to|for)\b)", re.IGNORECASE)
_SHORT = re.compile(r"['’](re|ve|ll)\b", re.IGNORECASE)  # after "they"; hardly after a name
_WHOLE = {"re": "are", "ve": "have", "ll": "will"}
_ONES = re.compile(
    r"(?P<asked>which|what)?\s*(?:any of|some of|all)?\s*(?P<the>the\b)?\s*(?P<like>\w+\b)?\s*\bones",
    re.IGNORECASE,
)
_AGREE = {"is": "are", "does": "do", "was": "were", "has": "have"}
_SINGULAR = re.compile(r"\b(?:is|does|was|has)\b(?=\s+$)", re.IGNORECASE)
_AGREE_ONE = {plural: one for one, plural in _AGREE.items()}
_PLURAL = re.compile(  # the verb of the question, not "do" in "can I do"
    r"(?P<before>(?:(?:what|which|where|when|why|how|who)"
    r"(?: (?!(?:do|are|were|have|can|could|will|would|should|must|may|did|i|we|you|they|to)\b)\w+){0,3} )?)"
    r"(?P<verb>are|do|were|have) $",
    re.IGNORECASE,
)


def put_in(text: str, span: tuple[int, int], topic: Topic, word: str) -> str:
    """Return `text` with a topic at `span`, the verb before it in the topic's number."""
    head, tail = text[: span[0]], text[span[1] :]
    plain = word.lower()
    name = topic.plural if plain in PLURALS or plain.endswith("ones") else topic.phrase
    alone = plain == "her" and _HER_ALONE.match(tail)
    if plain in _POSSESSIVES and not alone:
        name = f"{topic.name if topic.person else name}'s"
        name = name[:-1] if name.endswith("s's") else name
    short = _SHORT.match(tail)
    if short is not None and plain in PEOPLE:
        tail = f" {_WHOLE[short[1].lower()]}{tail[short.end() :]}"
    ones = _ONES.fullmatch(word)
    if ones is not None:
        like = ones["like"] if ones["like"] and not is_stop(ones["like"].lower()) else ""
        like = "" if like.lower() in words(name) else like
        own = [ones["asked"] or (ones["the"] if like else ""), like]
        name = " ".join([*filter(None, own), name.removeprefix("the ") if any(own) else name])
    return f"{agreeing(head, name)}{name}{tail}"


def taking(text: str, span: tuple[int, int], topic: Topic) -> str | None:
    """Return "how long does it take?" as what it takes to become somebody, if a job is "it"."""
    takes = _TAKES.match(text, span[0]) if topic.role else None
    if takes is None:
        return None
    return f"{text[: span[0]]}it {takes[1]} to become {topic.phrase}{text[takes.end() :]}"


def agreeing(head: str, name: str) -> str:
    """Return what stands before a name with its verb in the name's number: "do" before "nurses"."""
    last = name.rsplit(maxsplit=1)[-1].lower()
    if last in CROWD or last.endswith("'s"):
        return head
    if not last.endswith("s") or last.endswith("ss"):
        verb = _PLURAL.match(head)
        made = f"{verb['before']}{_AGREE_ONE[verb['verb'].lower()]} " if verb else head
    else:
        made = _SINGULAR.sub(lambda m: _AGREE[m.group(0).lower()], head)
    return made[:1].upper() + made[1:] if head[:1].isupper() else made


def in_place(text: str, span: tuple[int, int], topic: Topic) -> str:
    """Return `text` with a topic's name at `span`, which takes its article along."""
    head = re.sub(
        r"\b(?:the|an?|this|that|my|your|our)\s+$", "", text[: span[0]], flags=re.IGNORECASE
    )
    return put_in(text, (len(head), span[1]), topic, "it")
