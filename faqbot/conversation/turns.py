"""What kind of turn it is: a choice, a correction, a return, a remark; and its shape."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from faqbot.index.text import words

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "one": 1, "two": 2, "three": 3,
    "four": 4, "five": 5, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
}  # fmt: skip
_CHOICE = re.compile(
    r"^(?:(?:ok|okay|yes|um|er|oh|well|i think|i mean|i meant|probably|let'?s say|make it|please|maybe)[, ]+)*"
    r"(?:it'?s |i'?d like |i want )?(?:the |number |no\.? |option |answer |choice )*"
    rf"(?P<n>\d|{'|'.join(_ORDINALS)}|last|former|latter)"
    r"(?:[.)]|(?: one| option| question)?(?:,? (?:please|then|thanks|thank you))?[.!?]*)$",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"^(?:i'?m )?(?:(?:i )?(?:don'?t|do not) know|not sure|no idea|unsure|either|any(?: of them)?|whichever|both"
    r"|all(?: of them)?|doesn'?t matter|(?:i )?don'?t mind|never mind which)"
    # What is said besides asks nothing: "any chance of funding?" leaves no choice.
    r"(?:[, ]+(?:really|honestly|to be honest|tbh|sorry|actually|at all|then|please|thanks|thank you|one|will do|would do|is fine|i (?:think|guess)"
    r"|you (?:choose|pick|decide|tell me)|which(?: one)?(?: (?:it is|(?:s?he|they|i) (?:means?|meant)))?|what (?:s?he|they|i) (?:means?|meant)))*[.! ]*$",
    re.IGNORECASE,
)
_RETURN = re.compile(
    r"^(?:(?:ok(?:ay)?|thanks|right|so|and|anyway|sorry|well|but)[,.!]* )*(?:(?:can|could|may) (?:we |us )?|let'?s |let me "
    r"|(?:can|could|may) i (?=[^?]*[,.:;–—-]\s*\w))?"  # "can I go back to work?" asks something
    r"(?:(?:go(?:ing)? |come |coming |get(?:ting)? |jump(?:ing)? |turn(?:ing)? )?back to|return(?:ing)? to"
    r"|as (?:for|regards)|(?P<once>(?:the|that) [^,.?:;–—]{2,40}) again\b(?=\s*[,.:;–—-]|$)|(?:about|on|regarding) (?P<again>[^,?]{2,50}) again\b)\s*(?P<name>(?:(?! - )[^,.?:;–—]){2,60})?"
    r"(?:\s*[,.:;–—?-]+\s*(?P<rest>\w.+))?[?.!]*$",
    re.IGNORECASE,
)
# What is said before the right word: that the one before was wrong.
_WRONG = (
    r"wrong (?:one|way|question|thing)|my (?:mistake|fault|bad)|not (?:that|this)(?: one)?(?= ?[,.!;–-])"
    r"|(?:the )?other (?:one|course|qualification|certificate|kind)(?= ?[,:;–-])"
)
_SPEAKER = r"(?:i|we|he|she|they|(?:(?:the|my|our|this) )?(?:caller|lady|gentleman|man|woman|lad|girl|colleague|manager|boss|client|customer))"
_CORRECTION = re.compile(
    rf"^(?:(?:no|nope|nah|sorry|actually|wait|hang on|oh|oops|apologies|not quite|well|{_WRONG})\b[,.! ]*)*"
    rf"(?:{_SPEAKER} (?:actually |really )?(?:meant|means?)"
    r"|(?:i|we|he|she|they) (?:was asking about|were asking about|am asking about|asked about|said)"
    r"|i'?m asking about|my question (?:is|was) about|it(?:'s| is| was)(?= (?:the|a|an) )|make that|not (?:the |that |a )?(?P<not>[^,]{1,50}),(?: but| i meant| i mean)?)"
    r"\s+(?P<rest>.+?)[?.!]*$",
    re.IGNORECASE,
)
# "No, nurses" and "no the award" say that it was wrong; "no experience, can I start?" does not.
_NO_MORE = r"no(?=\s*[,.!:;–—-]|\s+(?:the|an?|i|it|its|it's|my|that|this|not|no|for|what|is|in|sorry|wait|actually|about)\b)"
_NO = re.compile(
    rf"^(?:(?:{_NO_MORE}|nope|sorry(?! to \w)|actually|(?:wait|hang on)(?: a (?:second|sec|minute|moment|mo))?|oops|{_WRONG})\b[,.!:;–— -]+)+(?P<rest>.+?)[?.!]*$",
    re.IGNORECASE,
)
_EXCHANGED = re.compile(
    r"^(?:(?:no|nope|sorry|oh|actually|wait)\b[,.! ]*)*(?:not|i said|i don'?t mean|i didn'?t mean) (?:the |an? |that )?(?P<wrong>[^,.]{2,50})[,.]"
    r"\s*(?:but |and )?(?:i (?:mean|meant) )?(?!\s*not\b)(?P<right>[^,.?]{2,50})[?.!]*$",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^(?:why(?: on earth| not)?(?: (?:is|was|are) (?:that|this|it|they)(?: so)?| so| that)?|how come|how so|for what reason)[?.! ]*$",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"^(?P<rest>.{3,60}?),? (?:i (?:mean|meant)|(?:is|that(?:'s| is| was)) what i (?:mean|meant))[?.!]*$",
    re.IGNORECASE,
)
# "The diploma, not the award": what is not meant. Without a comma it needs an article.
_NOT_MEANT = re.compile(
    r"(?:,\s*(?:and |but )?not|\s+not (?:the|a|an|that|this))\s[^,.?!]{1,40}$", re.IGNORECASE
)
_INSTEAD = re.compile(
    r"^(?:(?:no|actually|ok|okay|sorry)[,. ]+)*(?:and )?(?P<rest>(?:the |a |an |for |about |what about )?[^?]{2,60}?),? instead[?.!]*$",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"^(?:(?:and|but|so|or|also|ok(?:ay)?|right|oh|ah|great|lovely|cheers|(?:thanks(?: you)?|thank you)(?: for [^.!?,]{1,40}(?=[.!,]))?"
    r"|yes|yeah|yep|well|then|alright|fine|sure|now|um+|er+|hmm+|i see|got it|perfect|brilliant|in that case|hi|hello|wow"
    r"|by the way|btw|excuse me|to be honest|tbh|if so|no (?:worries|problem|bother|rush)|please"
    r"|sorry to (?:bother|trouble|interrupt|ask|keep)(?: you)?(?: again)?(?=\s*[,.!;–—-])|(?:just )?(?:a )?quick (?:one|question)(?=\s*[,.:;–—-])"
    r"|yeh|yea|aye|k|lol|haha|hiya|hey|ooh+|aw+|ugh|urgh|ta|gosh|blimey|goodness|fair enough|makes sense|understood|noted|(?:good|nice|cool|interesting|really|shame|pity|oh no)(?=\s*[,.!?;–—])"
    r"|(?:wait|just) a (?:second|minute|moment)|are you sure\?"
    r"|(?:(?:on|about) )?(?:(?:an|a|one|the) ?)?(?:other|different|new|separate|further|more|last|next) (?:subject|topic|note|matter|thing|question)(?: has come up| comes to mind| please| though)?(?= ?[,.:;–—-])"
    r"|(?:something else|changing (?:the )?subject|to change the subject)(?= ?[,.:;–—-]))(?!\w)[ ,.!;:–—-]*)+",
    re.IGNORECASE,
)
# A sentence before the question that only says how the last answer was taken.
_REMARK = re.compile(
    r"^(?:that|this)(?:['’]s| (?:is|was|sounds?|seems?|means|must))\s[^.!?;]{1,40}[.!;]+\s+(?=\w+\W+\w)",
    re.IGNORECASE,
)
_AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|had|need"
    r"|isn'?t|aren'?t|wasn'?t|weren'?t|don'?t|doesn'?t|didn'?t|can'?t|couldn'?t|won'?t|wouldn'?t|shouldn'?t|hasn'?t|haven'?t|hadn'?t)"
)
WH = r"(?:what|which|who|whom|whose|when|where|why|how)"  # a pattern: words that ask
_PREPOSITION = (
    r"(?:(?:even|only|just|also|not) )?(?:for|in|at|with|from|by|outside|inside|within|under|over|before|after|to|into|as|without|since|until|till|during"
    r"|through|via|on|of|up to|because of|instead of|if|when|unless|once|while)"
)
_CLAUSE = re.compile(
    rf"\b{_AUXILIARY}\b|\b(?:{WH}|it|that|there|he|she)(?:'s|'ll|'re|'d)\b|\b(?:i|you|we|they)(?:'m|'ve|'ll|'re|'d)\b"
    r"|\w['’]s (?:the|an?|not)\b"  # "uni's the only way"
    r"|^(?:tell|explain|describe|give|show|list|let|help|i want|i need|i'd like)\b"
    r"|(?:^|,\s)(?:which (?:of (?:them|these|those)|ones?) \w+|who (?!else\b|by\b|for\b|with\b|from\b|to\b|about\b|exactly\b)\w+|what (?!about\b)\w+s\b|how come \w+)"
    r"|^which \w{3,}s (?:an?|the|no|more|most)\b|^how (?:long|much|hard|easy) to \w+",
    re.IGNORECASE,
)
_WH_FRAGMENT = re.compile(rf"^(?:(?:{_PREPOSITION}) )?{WH}\b", re.IGNORECASE)
# "Which colleges run it?": what has something it does something to has a verb.
_OBJECT = re.compile(
    r"\b(?:it|them|that|this|those|these)\b(?!\s+(?:for|many|much)\b)", re.IGNORECASE
)
_PREPOSITIONAL = re.compile(rf"^{_PREPOSITION}\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"^(?:(?:even|only|just|also|not) )?(?:if|when|unless|once|while|after|before|because|since)\b",
    re.IGNORECASE,
)
_INVERTED = re.compile(rf",\s*(?:{WH}\b|{_AUXILIARY}\s+\w)", re.IGNORECASE)
_TAG = re.compile(
    r"[, ]+(?:i|you|we|they|he|she) (?:can|could|do|would|will|may|am|are|is)(?: too| as well)?$"
    r"|[, ]+(?:too|as well|then|right|correct)$",
    re.IGNORECASE,
)
# Said of oneself after a question, not asked: where one is, or what one is.
_CIRCUMSTANCE = re.compile(
    r"^(?:(?:i|we|they|you)(?:['’](?:m|re)| am| are)|(?:he|she)(?:['’]s| is)) "
    r"(?:(?:only|just|still|already|not) )?"
    r"(?:in|at|from|based|part|full|self|under|over|near|aged|\d+|an?(?! (?:bit|little|lot)\b))\b[^,.?!]{0,50}$"
    r"|^(?:i|we) (?:only |just |already )?(?:work|live|have)\b(?! to\b|(?: \w+)? (?:questions?|idea|problem)\b)[^,.?!]{1,50}$",
    re.IGNORECASE,
)
_ASKED_TOO = re.compile(  # "I'm a senior carer can I start it now"
    r"\b(?:can|could|do|does|will|would|should|may|must|am|is|are) (?:i|we|it|he|she|they|that)\b",
    re.IGNORECASE,
)
# Words that say when or how, and are put to the question before as they are.
_ADVERB = re.compile(
    r"^(?:ever|always|still|already|yet|now|today|forever|at all|anywhere|everywhere|online|remotely|locally"
    r"|(?:part|full)[ -]time|free|for free|at home|at work|abroad|overseas)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:what|how) about\s+(?P<rest>.+?)[?.!]*$|^what (?P<case>(?:if|when)\s[^,]+?)[?.!]*$|^(?:same (?:question )?for|and what of)\s+(?P<same>.+?)[?.!]*$"
    r"|^(?:(?:is|are|was|would|will) (?:it|that|this|they) (?:also |still )?(?:be )?)?(?:the )?same (?P<where>(?:in|at|if|when|for|outside|with)\s.+?)[?.!]*$"
    r"|^(?:does|would|will) (?:that|the same|this) (?:also |still )?(?:apply|go|hold) (?P<where2>(?:in|if|for|outside)\s.+?)[?.!]*$",
    re.IGNORECASE,
)
_NAMED_FIRST = re.compile(r"^(?P<name>[^,.;:?!–—]{2,40}?)(?:,|:|\s+[–—-])\s+(?P<asked>.+)$")
_ASKS = re.compile(
    rf"\?|(?:^|[,.;:–—-]\s*|\b(?:and|but|so|or)\s+)(?:{WH}|{_AUXILIARY})\b"
    r"|^(?:tell|explain|describe|give|show|list|let|i want|i need|i'd like)\b"
    r"|\b(?:ask(?:s|ing)|wonder(?:s|ing)|wants? to know)\b",  # "she's asking when that starts"
    re.IGNORECASE,
)
MAX_FRAGMENT = 7  # words; a longer turn is read as a question of its own


class Shape(Enum):
    """How much of a question a turn is."""

    CLAUSE = auto()  # has a verb of its own
    ASKING = auto()  # "since when?", "how many people?"
    JOINED = auto()  # "for healthcare staff?", "if I'm 17?"
    NAME = auto()  # "the diploma", "18"


@dataclass(frozen=True, slots=True)
class Return:
    """A turn that goes back to something."""

    name: str  # what it goes back to
    rest: str | None  # the question asked of it, if any


def chosen(text: str, count: int) -> int | None:
    """Return the number that a turn chooses, from 1; None when it chooses none of `count`."""
    match = _CHOICE.match(text.strip())
    if match is None:
        return None
    word = match["n"].lower()
    number = {"last": count, "former": 1, "latter": 2}.get(word) or _ORDINALS.get(word)
    number = number or int(word)
    return number if 0 < number <= count else None


def is_number(text: str) -> bool:
    """Return whether a turn is nothing but a number or an ordinal, as one that chooses is."""
    return bool(_CHOICE.match(text.strip()))


def is_unsure(text: str) -> bool:
    """Return whether a turn leaves a choice to the assistant."""
    return bool(_UNSURE.match(text.strip()))


def returning(text: str) -> Return | None:
    """Return what a turn goes back to ("back to the funding, is that still on?"), or None."""
    match = _RETURN.match(text.strip())
    if match is None:
        return None
    name = match["again"] or match["once"] or match["name"]
    return Return(name.strip(" .!?"), match["rest"]) if name and name.strip() else None


def corrected(text: str) -> str | None:
    """Return what is meant instead ("no, I meant the diploma"), or None."""
    for pattern in (_CORRECTION, _INSTEAD, _NO, _MEAN):
        match = pattern.match(text.strip())
        if match is not None and match["rest"].strip():
            rest = match["rest"].strip(" ,")
            said_last = _MEAN.match(rest)
            rest = said_last["rest"] if said_last else rest
            return _NOT_MEANT.sub("", rest) if shape(rest) is not Shape.CLAUSE else rest
    return None


def exchanged(text: str) -> tuple[str, str] | None:
    """Return what was wrong and what is meant: "not nursing, pharmacy", "I said X, I meant Y"."""
    match = _EXCHANGED.match(text.strip())
    return None if match is None else (match["wrong"].strip(), match["right"].strip())


def is_why(text: str) -> bool:
    """Return whether a turn asks only for the reason: "why is that?"."""
    return bool(_WHY.match(text.strip()))


def as_condition(text: str) -> str:
    """Return what somebody says of themselves as a condition: "I'm in Leeds" as "if I'm in Leeds"."""
    bare = text.rstrip("?!. ")
    told = _CIRCUMSTANCE.match(bare) and not _ASKED_TOO.search(bare)
    return f"if {bare}" if told else text


def without_opener(text: str) -> str:
    """Return a turn without "and", "thanks,", "that's odd." in front; the whole if nothing is left."""
    rest = _REMARK.sub("", _OPENER.sub("", text.strip(), count=1), count=1)
    rest = _OPENER.sub("", rest, count=1) or rest  # "that's odd; and who pays?"
    return rest if re.search(r"\w", rest) else text.strip()


def asked_about(text: str) -> str | None:
    """Return what "what about X?" asks about, or None."""
    match = _ABOUT.match(text)
    return None if match is None else next(part for part in match.groups() if part)


def named_first(text: str) -> tuple[str, str] | None:
    """Return what a turn names and what it then asks of it: "HR managers, do they need one?"."""
    match = _NAMED_FIRST.match(text)
    if match is None or shape(match["name"]) is Shape.CLAUSE:
        return None
    return (match["name"], match["asked"]) if shape(match["asked"]) is Shape.CLAUSE else None


def is_remark(text: str) -> bool:
    """Return whether a turn tells something and asks nothing: "I'm not filling in more forms!"."""
    rest = without_opener(text)
    return shape(rest) is Shape.CLAUSE and not _ASKS.search(rest)


def without_tag(text: str) -> str:
    """Return a fragment without its marks and what only asks for a yes: "at 19 I can?"."""
    bare = text.rstrip("?!. ")
    match = _TAG.search(bare)
    return bare[: match.start()] if match and _PREPOSITIONAL.match(bare) else bare


def shape(text: str) -> Shape:
    """Return how much of a question a turn is; openers are left out by the caller."""
    bare = without_tag(text)
    short = len(words(bare)) <= MAX_FRAGMENT
    if _ADVERB.match(bare):
        return Shape.JOINED
    if short and _PREPOSITIONAL.match(bare) and not _WH_FRAGMENT.match(bare):
        joined = bool(_CONDITION.match(bare)) or not _CLAUSE.search(bare)
        if joined and not _INVERTED.search(bare):
            return Shape.JOINED
    asks = bool(_WH_FRAGMENT.match(bare))
    if asks and short and not _CLAUSE.search(bare) and not _OBJECT.search(bare):
        return Shape.ASKING
    if asks or _CLAUSE.search(bare) or not short:
        return Shape.CLAUSE
    return Shape.NAME
