"""The question before, asked again: with another asking word, phrase or number."""

from __future__ import annotations

import re

from faqbot.conversation.turns import WH
from faqbot.index.text import stems

_AUXILIARY = r"(?:is|are|was|were|am|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|had)"
_FRAMED = re.compile(
    rf"^(?:(?:so|and|but|ok) )?{WH}(?P<own>(?:\s+(?!{_AUXILIARY}\b)\S+){{0,4}}?)\s+(?P<rest>{_AUXILIARY}\b.*)$",
    re.IGNORECASE,
)
_CONTRACTED = re.compile(rf"^({WH})['’]s\b", re.IGNORECASE)
_YES_NO = re.compile(rf"^{_AUXILIARY}\b", re.IGNORECASE)
_ONES = re.compile(r"\bones\b", re.IGNORECASE)
_ASKED_FOR = re.compile(
    rf"^(?:what|which)\s+(?P<noun>(?!{_AUXILIARY}\b)\w+s\b(?:\s+of\s+\w+)?)\s+{_AUXILIARY}\b",
    re.IGNORECASE,
)
# "How long" of "How do I become …?" is no part of that question, but asks for the time it takes.
_MANNER = re.compile(
    r"^how (?:do|can|could|would|should) (?:i|you|we|they|someone|somebody|one|people) (?P<done>\w.*)$",
    re.IGNORECASE,
)
_TAKES = re.compile(r"^how (?:long|many (?:years|months|weeks|hours|days))$", re.IGNORECASE)
_DEGREE = frozenset({"long", "much", "often", "soon", "old", "far"})  # "how much was it"
# "How many?" of "Does a cook lead people?" counts what stands last.
_COUNTED = re.compile(
    rf"^(?P<rest>{_AUXILIARY}\b.+?) (?P<noun>(?:people|staff|\w{{2,}}[^s\W]s))[?.! ]*$",
    re.IGNORECASE,
)
_SOME = re.compile(r"^(?:any|some)\s+(?P<thing>\S.*)$", re.IGNORECASE)
_NUMBER = re.compile(r"£?\d[\d,.]*")
_END = "?! ."
_KIND = re.compile(
    r"\b(?:course|qualification|certificate|diploma|apprenticeship|award|NVQ)(?=s?\b)",
    re.IGNORECASE,
)
_LEVEL_ONE = re.compile(
    r"\b(?P<level>level \d)(?: (?:one|version|kind|type)\b|(?=\W*$))", re.IGNORECASE
)
_PLACES = frozenset({"in", "inside", "outside", "within"})


def with_ones(text: str, before: str) -> str | None:
    """Return a turn with "ones" as what the question before asked for: "which sizes …?"."""
    asked = _ASKED_FOR.match(before)
    ones = _ONES.search(text)
    if asked is None or ones is None:
        return None
    return f"{text[: ones.start()]}{asked['noun']}{text[ones.end() :]}"


def asked_for(phrase: str, topic: str) -> str | None:
    """Return "any apprenticeship?" as "is there any apprenticeship for a cook?", or None."""
    some = _SOME.match(phrase.rstrip(_END))
    if some is None:
        return None
    verb = "are" if some["thing"].endswith("s") else "is"
    return f"{verb} there {some[0]} for {topic}?"


def merged(before: str, asking: str) -> str:
    """Return the question before, asked with other words: "since when?" of "Can nurses be …?"."""
    bare = asking.rstrip(_END)
    if re.match(r"(?:why|how come)\b", bare, re.IGNORECASE):
        return f"{before.rstrip(_END)}, and {bare}?"
    whole = _CONTRACTED.sub(r"\1 is", before.strip())
    counted = _COUNTED.match(whole)
    if counted is not None and bare.lower() == "how many":
        return f"{bare} {counted['noun']} {counted['rest'][:1].lower()}{counted['rest'][1:]}?"
    if _YES_NO.match(whole):
        return f"{bare} {whole[:1].lower()}{whole[1:].rstrip(_END)}?"
    manner = _MANNER.match(whole)
    if manner is not None and _TAKES.match(bare):
        return f"{bare} does it take to {manner['done'].rstrip(_END)}?"
    framed = _FRAMED.match(whole)
    if framed is not None and framed["own"].strip().lower() in {"", *_DEGREE}:
        return f"{bare} {framed['rest'].rstrip(_END)}?"
    return f"{before.rstrip(_END)}, and {bare}?"


def replaced_phrase(before: str, phrase: str, fixed: int = 0) -> str:
    """Return the question before with a phrase at its end, in place of one of the same kind.

    Args:
        before: the question.
        phrase: begins with a preposition.
        fixed: characters of the question that stay: up to the end of the last name in it.
    """
    bare = phrase.rstrip(_END)
    opening = bare.split()[0].lower()
    kind = r"(?:in|inside|outside|within)" if opening in _PLACES else re.escape(opening)
    ending = re.compile(rf"\s+{kind}\s+(?:(?!{kind}\b)\S+\s*){{1,8}}$", re.IGNORECASE)
    at_end = ending.search(before.rstrip(_END), fixed)
    same = at_end is not None and opening not in {"of", "to", "as", "by"}
    kept = before[: at_end.start()] if at_end is not None and same else before.rstrip(_END)
    return f"{kept} {bare}?"


def of_level(text: str, before: str) -> str | None:
    """Return "the level 5 one" in `text` as what the question before spoke of: "level 5 diploma"."""
    one = _LEVEL_ONE.search(text)
    kind = _KIND.search(before)
    if one is None or kind is None:
        return None
    return f"{text[: one.start()]}{one['level']} {kind[0].lower()}{text[one.end() :]}"


def renumbered(before: str, rest: str) -> str | None:
    """Return the question before with its number exchanged, or None where it has none to exchange."""
    new = _NUMBER.findall(rest)
    old = _NUMBER.findall(re.sub(r"\blevel \d", "", before, flags=re.IGNORECASE))
    telling = [
        w for w in stems(_NUMBER.sub("", rest)) if w not in {"year", "old", "age", "month", "week"}
    ]
    if len(new) != 1 or len(old) != 1 or telling:
        return None
    at = before.rindex(old[0])
    return f"{before[:at]}{new[0]}{before[at + len(old[0]) :]}"
