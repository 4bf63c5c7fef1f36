"""Words for matching: tokens, stop words and stems.

The same analysis is used for passages, questions and sentences. ANALYSIS
names it in the index manifest: an index made with another one is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

ANALYSIS = "english-snowball-1"

_WORD = re.compile(r"£?\d+(?:[.,]\d+)*[a-z%]*|[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_STOP = frozenset(
    """
    a an and any are as at be been being but by can could did do does doing done for from get
    gets getting got had has have having he her here hers him his how i if in into is it its
    itself just let ll may me might mine my myself of off on or our ours please shall she should
    so some such than that the their theirs them then there these they this those to too us ve
    very was we were what when where which who whom whose why will with would yes you your yours
    re s t d m about also am tell know want need think like going go say said im ive id ill dont
    doesnt didnt cant wont isnt arent wasnt havent hasnt shouldnt couldnt wouldnt whats whos
    wheres whens hows thats theres theyre theyll youre youve youll weve well hes shes lets
    anyone someone anybody somebody everyone everybody thing things something anything ok okay
    hi hello thanks thank oh er um just really actually exactly cos because
    """.split()
)
_stemmer = Stemmer.Stemmer("english")


def words(text: str) -> list[str]:
    """Return the words of `text` in order, lower case, apostrophes normalised."""
    return [_without_ordinal(w) for w in _WORD.findall(text.lower().replace("’", "'"))]


def word_counts(texts: Iterable[str]) -> Counter[str]:
    """Return the words of all texts, as `words` gives them, with how often each stands there."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(_WORD.findall(text.lower().replace("’", "'")))
    counts: Counter[str] = Counter()
    for word, count in found.items():
        counts[_without_ordinal(word)] += count
    return counts


def _without_ordinal(word: str) -> str:
    # What begins with a letter holds no digit, so it is no ordinal.
    return word if word[0].isalpha() else _ORDINAL.sub(r"\1", word)


def is_stop(word: str) -> bool:
    """Return whether a word (lower case) says nothing about what is asked."""
    bare = word.split("'", maxsplit=1)[0] if "'" in word else word
    return word in _STOP or bare in _STOP or word.replace("'", "") in _STOP


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the Snowball (Porter2) stem of a lower-case word, possessives removed."""
    word = word.removesuffix("'s")
    return str(_stemmer.stemWord(word.replace("'", "")))


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that are not stop words, in order."""
    return [stem(w) for w in words(text) if not is_stop(w)]


def mid_sentence(name: str) -> str:
    """Return a heading's name as it stands inside a sentence: "Care Worker" as "care worker"."""
    parts = (w if w.strip("()").isupper() else w.lower() for w in name.split())
    return " ".join(parts)


def with_article(name: str) -> str:
    """Return a job's name with its article: "a care worker", "an HR manager"."""
    inside = mid_sentence(name)
    spelt = inside.split()[0]
    vowel = spelt[:1] in "AEFHILMNORSX" if spelt.isupper() else spelt[:1] in "aeio"
    return f"{'an' if vowel else 'a'} {inside}"
