"""Turns as they are typed in messages, spelt out: "thats it n whats next" as "that's it and what's next"."""

from __future__ import annotations

import re
from collections.abc import Mapping

# No word that is one without its apostrophe, too: not "its", "were", "well", "ill", "id".
_SPELT: Mapping[str, str] = {
    "im": "I'm", "ive": "I've", "youre": "you're", "youve": "you've", "weve": "we've",
    "theyre": "they're", "theyve": "they've", "theyll": "they'll", "theyd": "they'd",
    "hes": "he's", "shes": "she's", "thats": "that's", "theres": "there's", "whats": "what's",
    "wots": "what's", "whos": "who's", "wheres": "where's", "whens": "when's", "hows": "how's",
    "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "isnt": "isn't", "arent": "aren't",
    "wasnt": "wasn't", "werent": "weren't", "havent": "haven't", "hasnt": "hasn't",
    "hadnt": "hadn't", "couldnt": "couldn't", "wouldnt": "wouldn't", "shouldnt": "shouldn't",
    "cant": "can't", "wont": "won't", "u": "you", "ur": "your", "r": "are", "n": "and",
    "wot": "what", "cud": "could", "wud": "would", "shud": "should", "gonna": "going to",
    "wanna": "want to", "cos": "because", "coz": "because",
}  # fmt: skip
# A letter by itself is one in small letters: "R" and "N" stand for other things.
_TYPED = re.compile(
    rf"(?<![\w'’&/-])(?:(?i:{'|'.join(w for w in _SPELT if len(w) > 1)})|[urn])(?![\w'’&/-]|\.\w)"
)


def spelt_out(text: str) -> str:
    """Return a turn with its apostrophes, and short forms as words; grammar reads it by these."""
    return _TYPED.sub(_whole, text)


def _whole(typed: re.Match[str]) -> str:
    word = typed[0]
    if word.isupper() and len(word) > 1:
        return word  # "COS" and "UR" stand for other things
    whole = _SPELT[word.lower()]
    return whole[0].upper() + whole[1:] if word[0].isupper() else whole
