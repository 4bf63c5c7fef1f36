"""Does a sentence say all it says by itself, or does it lean on the one before?"""

from __future__ import annotations

import re

from faqbot.index.text import stem, stems

_CONNECTED = re.compile(
    r"^(?:however|but|therefore|thus|hence|otherwise|instead|likewise|similarly|nevertheless|beyond this"
    r"|besides|another|such(?! as)|if not|if so|where this|for this)\b",
    re.IGNORECASE,
)
# More of what the sentence before says of the same: "They can also …", "Additionally, they …".
_MORE = re.compile(
    r"^(?:(?:also|additionally|in addition|moreover|furthermore),?\s+(?P<next>[^,.;]+)"
    r"|(?!not only\b|both\b)(?P<subject>(?:[\w'’-]+,? ){1,5}?)also\b)",
    re.IGNORECASE,
)
_AUXILIARY = frozenset(
    "is are was were has have had do does did can could may might must shall should will would".split()
)
_SUBJECT = 4  # words of a sentence among which its subject is looked for
# A pronoun that stands alone; "this role" names what it is.
_PRONOUN = re.compile(
    r"^(?:they|he|she|it(?!(?:['’]s|\s+(?:is|was|will be|would be|has been))\b[^.]*\b(?:to|that)\b))\b"
    r"|^this (?:also )?(?:is|was|will|would|can|could|may|might|must|should|had|\w*[^\Wsui]s)\b"
    r"|^(?:these|those) (?:also )?(?:are|were|will|would|can|could|may|might|must|should|have|had|include|mean)\b",
    re.IGNORECASE,
)
# A condition whose terms were named before: "If you do not have this level …".
_CONDITION = re.compile(
    r"^(?:if|unless|where|when|once|until|after|before|without)\b(?:(?! - )[^,.;:–])*\b(?:this|these|those|such(?! as))\b"
    r"|^if (?:you|they|we|he|she|it|people|someone|somebody) (?:do|does|did|have|has|are|is|were|was|can|could)"
    r"(?: not|n['’]t)\b",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"^(?:it|also|additionally|in addition|moreover|furthermore|(?:this|these|those) (?P<noun>[^\W\d_]+))\b",
    re.IGNORECASE,
)
# What has been named before, too.
_KNOWN = re.compile(
    r"\b(?:this|these|those|that|such|its|our|your|their|his|her) \w+", re.IGNORECASE
)
_LEANING = (_CONNECTED, _PRONOUN, _CONDITION)
_PRONOUNS = frozenset("i you we they he she it this these those".split())
_WORD = re.compile(r"[^\W\d_]+")


def leans_back(sentence: str, before: str) -> bool:
    """Return whether a sentence cannot be understood without the one before.

    It goes on from it ("However …"), says more of the same thing ("… also …"),
    begins with a pronoun, or with a condition that the one before has named.

    Args:
        sentence: its words.
        before: the words of the one before it.
    """
    words = " ".join(sentence.split())
    if any(pattern.match(words) for pattern in _LEANING):
        return True
    more = _MORE.match(words)
    return more is not None and _same_subject(more["subject"] or more["next"], before)


def begins_inside(sentence: str, before: str) -> bool:
    """Return whether a quotation that begins with a sentence begins too late.

    It leans back, adds to what was said, or speaks of "this level" after one that
    names it.

    Args:
        sentence: its words.
        before: the words of the one before it.
    """
    opener = _OPENER.match(sentence)
    if opener is None or leans_back(sentence, before):
        return leans_back(sentence, before)
    return opener["noun"] is None or stem(opener["noun"].lower()) in stems(_KNOWN.sub(" ", before))


def names_its_condition_before(sentence: str) -> bool:
    """Return whether a sentence begins with a condition that the one before has named."""
    return bool(_CONDITION.match(" ".join(sentence.split())))


def _same_subject(subject: str, before: str) -> bool:
    """Return whether a sentence begins with the subject of another, given with a verb or without."""
    words = [w.lower() for w in _WORD.findall(subject)[:_SUBJECT]]
    verb = next((i for i, w in enumerate(words) if i and w in _AUXILIARY), len(words))
    first = [w.lower() for w in _WORD.findall(before)[:_SUBJECT]]
    if not words or words[0] in _PRONOUNS:
        return bool(words) and words[:1] == first[:1]
    return words[verb - 1] in first
