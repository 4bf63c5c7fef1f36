"""Other ways to write a name: shorter, in part, by its kind; and qualifications found in a corpus."""

from __future__ import annotations

import re
from collections.abc import Iterable

from faqbot.documents import Corpus
from faqbot.index.text import stem, words

_KIND = r"(?:Diplomas?|Certificates?|Awards?|Apprenticeships?|apprenticeships?|NVQs?|Qualifications?|qualifications?)"
_WORD = r"(?:[A-Z][\w-]*|and|of|for|in)"
# "Level 5 Diploma in Leadership for Health and Social Care": as documents write it, in capitals.
_QUALIFICATION = re.compile(
    rf"\bLevel\s+\d\s+(?:{_WORD}\s+){{0,6}}?{_KIND}(?:\s+(?:in|for|of)\s+[A-Z][\w-]*(?:\s+{_WORD})*)?\b"
)
_TRAILING = re.compile(r"(?:\s+(?:and|of|for|in))+$")
# Words that say what a name is called further on: "Diploma" in "Diploma in Adult Care".
_AFTER_HEAD = re.compile(r"\s+(?:in|for|of|such as|or|at|with)\s+", re.IGNORECASE)
_NO_HEAD = frozenset({"level", "staff", "new"})
# Words for any qualification: "the Level 2 course" may be a certificate or an apprenticeship.
KINDS = frozenset("award certificate course programme qualification standard training".split())
_EMPTY = frozenset("a an the this that my your our his her their new old same one ones".split())


def short_forms(role: str) -> list[str]:
    """Return other ways to write a role's name: without brackets, either side of "or"."""
    bare = re.sub(r"\s*\([^)]*\)", "", role)
    forms = [bare, *re.findall(r"\(([^)]+)\)", role)]
    for joiner in (" or ", " such as "):
        if joiner in bare:
            forms += [part for part in bare.split(joiner) if len(part) > 3]
    return [form for form in forms if form != role]


def head_of(form: str) -> str:
    """Return the word, in the singular, that says what a name is: "diploma", "manager"."""
    before = _AFTER_HEAD.split(re.sub(r"\s*\([^)]*\)", "", form), maxsplit=1)[0]
    told = [w for w in words(before) if not w.isdigit()]
    return singular(told[-1]) if told and told[-1] not in _NO_HEAD else ""


def singular(word: str) -> str:
    """Return a word without the s of a plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def stems_of(phrase: str) -> tuple[str, ...]:
    """Return the stems of a phrase that name something, determiners left out."""
    return tuple(stem(w) for w in words(phrase) if w not in _EMPTY)


def holds_name(longer: str, name: str) -> bool:
    """Return whether a longer name holds a shorter one as whole words."""
    inside, outside = words(name), words(longer)
    size = len(inside)
    return size < len(outside) and any(
        outside[i : i + size] == inside for i in range(len(outside) - size + 1)
    )


def same_words(one: str, other: str) -> bool:
    """Return whether two names differ in nothing but capitals and marks."""
    return words(one) == words(other)


def qualifications_in(corpus: Corpus, known: Iterable[str]) -> list[str]:
    """Return the full names of qualifications that the documents write in capitals.

    Args:
        corpus: its texts are read.
        known: names that are topics already; these and parts of them are left out.
    """
    found: set[str] = set()
    texts = [corpus.words_of(passage) for passage in corpus.passages]
    for text in [*texts, *(document.source.title for document in corpus.documents)]:
        for match in _QUALIFICATION.finditer(text):
            found.add(" ".join(_TRAILING.sub("", match.group(0)).split()))
    long = [name for name in known if len(words(name)) > 2]
    return sorted(
        name
        for name in found
        if len(words(name)) > 3 and not any(_same(name, other) for other in long)
    )


def _same(name: str, other: str) -> bool:
    return same_words(name, other) or holds_name(name, other) or holds_name(other, name)
