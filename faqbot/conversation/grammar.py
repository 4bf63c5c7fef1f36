"""Words that stand for a topic, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from faqbot.answering.names import singular
from faqbot.answering.topic import Topic
from faqbot.index.text import stems, words

# What follows a word that stands by itself, and does not belong to a noun or a name after it.
_ALONE = (
    r"(?=[?!.,;]|$|\s+(?:is|are|was|were|be|been|can|could|will|would|should|may|must|do|does|did"
    r"|has|have|had|for|in|on|at|to|as|with|and|or|but|if|when|work|works|cover|covers|take|takes"
    r"|mean|means|apply|count|cost|costs|run|last|lasts|still|also|then|about|compare|compared|only|just|free"
    r"|worth|involve|need|needs|change|changes|happen|happens|start|starts|begin|end|ends|expire|include|includes|exist"
    r"|a|an|the|any|available|mandatory|compulsory|optional|official|legal|enough|part|\w{3,}ed|myself|now|yet|again|online|please|yourself|because|from|than|get|really|even)\b)"
)
_KINDS = r"(?:course|qualification|certificate|diploma|apprenticeship|training|job|role|position|award|certification)"
# "The qualification for running a home" says itself which one it is.
_KIND_ALONE = rf"(?!\s+for\s+\w+ing\b){_ALONE}"
_OWN_KINDS = frozenset({"certificate", "diploma", "apprenticeship", "award", "certification"})
_PRONOUN = re.compile(
    r"\b(?:it(?!['’]?s own\b)|its(?! own\b)|they|them|their|theirs|(?:this|that) one"
    rf"|(?:this|that|those|these){_ALONE}"
    rf"|(?:this|that|the|these|those) {_KINDS}s?{_KIND_ALONE}"
    r"|(?:(?:which|what|any of|some of|all|the) )?(?:(?!(?:little|loved|young|younger|older|wee|only|just|are)\b)\w+ )?(?<!little )(?<!loved )(?<!young )ones)\b"
    r"(?!\s+(?:possible|true|ok|okay|likely|better|raining|right|correct|fair|wrong|normal|usual|common)\b)",
    re.IGNORECASE,
)
_THE_KIND = re.compile(rf"\b(?:the|this|that) {_KINDS}{_KIND_ALONE}", re.IGNORECASE)
_ONE = re.compile(r"\b(?:become|be|being|becoming|as) (?P<one>one)\b(?! of\b)", re.IGNORECASE)
# "Can I do one online?": only where something was spoken of.
_ONE_OF = re.compile(
    r"\b(?:do|doing|done|get|getting|take|taking|start|starting|on|find|finish|for|need|want|have|join|choose|there) (?P<one>one)"
    r"(?=[?!.,;]|$|\s+(?:if|when|while|before|after|at|in|without|with|and|or|myself|online|too|as)\b)",
    re.IGNORECASE,
)
_EVENT = re.compile(  # "after that": what was said, not what it was said of
    r"\b(?:after|before|until|since|by|besides|like|than) $", re.IGNORECASE
)
# "It's right that …", "is it worth taking …": what is judged is said after it.
_JUDGED = (
    r"right|true|correct|wrong|fair|possible|impossible|likely|okay|ok|fine|normal|usual|common|allowed|enough|best|better"
    r"|good|bad|hard|easy|difficult|useful|important|necessary|essential|mistake|lie|myth|case|fact|worth|worthwhile|up"
)
_EMPTY_IT = re.compile(
    r"\bit\b(?=\s+(?:matter|take to (?:become|be|get|train|qualify|do)|rain|cost to (?:become|be|train|get)|says?|like to (?:be|work))\b)"
    r"|\bthat\b(?=\s+(?:is|are|can|i|you|we|they|he|she|will|has|have)\b)(?<=\w that)"
    r"|\bit(?=['’]s\s+(?:compulsory|mandatory)\s+(?:to|that)\b)"
    r"|\bit\s+(?=(?:is|was|be)\s+\w+\s+(?:to|that|for)\b)"
    rf"|\bit(?:['’]?s|\s+(?:is|was|isn['’]?t|be))\s+(?:not\s+|really\s+|also\s+|still\s+)?(?:{_JUDGED})\b(?=\s+(?:that|to|for|if|when|\w+ing)\b|\s*[,?]|\s+(?:i|you|we|they|he|she|it|the|an?)\b)"
    rf"|\bit(?=\s+(?:an?\s+)?(?:{_JUDGED})\s+(?:that|to|for|if|when|\w+ing)\b)"
    r"|\bit(?:['’]?s|\s+(?:is|was))(?=\s+(?:(?:about|regarding|for)\s+)?(?:my|our|me|a friend|someone|somebody|one of)\b)"
    r"|(?<=\bto )it(?=\s+that\b)|(?<=\blike )it(?=\s+or\s+not\b)"
    r"|(?<=\band )that(?=\s*(?:[?!.,;]|$))"  # "taking blood and that"
    r"|(?<=\bin )it(?=\s+for\b)"  # "what's in it for the staff?"
    r"|(?<=\bis )it\b(?=\s+(?:[\w'’]+\s+){1,6}who\b)|(?<=\bis )it\b(?=\s+(?:that|who)\b)|(?<=\bwas )it\b(?=\s+(?:that|who)\b)|(?<=[ai]s it )that\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
# "His sister", "her manager": of whoever is on the phone, hardly of a job that was spoken of.
_OF_SOMEBODY = re.compile(
    r"\b(?:his|her)\s+(?:own\s+)?(?:sister|brother|mum|mother|dad|father|wife|husband|partner|son|daughter|friend|cousin|niece|nephew"
    r"|aunt|uncle|manager|boss|employer|colleague|home|old|gran|nan)\b",
    re.IGNORECASE,
)
_POINTING = frozenset({"this", "that"})
PLURALS = frozenset({"they", "them", "their", "theirs", "those", "these"})
# People, or several things; never one course.
PEOPLE = frozenset({"they", "them", "their", "theirs"})
_BEFORE_PRONOUN = 2  # telling words before a pronoun that may still mean an earlier turn's topic
_AGE = 0.75  # what a question further back takes off
_CLOSE = 0.7  # a topic that fits worse by more than this is no second reading
_PAUSE = re.compile(r"[,;:.!?–—]\s+|\s+-\s+")
# "I did a first aid course, does it count?": what somebody has or does is the nearer thing.
_INTRODUCED = re.compile(
    r"\b(?:do|did|done|doing|have|had|has|got|get|hold|holds|took|take|taking|taken|passed|finished|completed|started|want|wants|found|bought|saw|read"
    r"|heard|offered|about|there(?:['’]s| is| are| was))\s+(?:already\s+)?(?:a|an|my|some|another|the|this|that|their|our)\b",
    re.IGNORECASE,
)
_INTRODUCED_MANY = re.compile(
    rf"{_INTRODUCED.pattern}|\b(?:have|had|got|did|done|hold|took|passed|finished|completed) (?:already |only )?"
    r"(?:\w+ )?\w{3,}s\b",
    re.IGNORECASE,
)
CROWD = frozenset({"staff", "people", "team", "workforce"})  # plural without an s
# "Do nurses get their own record?": theirs, whoever was spoken of before.
_THEIR_OWN = re.compile(
    r"(?:^|\b(?:and|but|so|or|what|when|where|why|how|which)\s)(?:are|do|did|can|will|have|should|would|could|must|may|were)\s+"
    r"(?!(?:i|we|you|they|he|she|it|this|that|these|those)\b)(?:\w+\s+){0,3}?(?:\w{3,}(?<!s)s|staff|people|workforce)\b.*\btheirs?$",
    re.IGNORECASE,
)
_EXISTS = re.compile(r"^(?:is|are|was|were|will) there\b|^any\b", re.IGNORECASE)
# Where "that" stands for something; elsewhere it joins a clause: "the outfit that could help".
_AS_SUBJECT = re.compile(
    r"(?:^|[?!.,;:–—]\s+|\s-\s+|\b(?:and|but|so|or|if|when|because|while|whether|then|than|is|are|was|were|am|do|does|did|has|have|had"
    r"|can|could|will|would|should|shall|may|might|must|what|who|whom|which|where|why|how|\w+n['’]?t|what['’]s|who['’]s|how['’]s) )$",
    re.IGNORECASE,
)
_AS_OBJECT = re.compile(
    r"that(?=[?!.,;]|$|\s+(?:for|in|on|at|to|as|with|and|or|but|if|when|then|about|only|just|still|also|again|now|yet|online|please|myself"
    rf"|yourself|because|from|than|too|first|before|after|instead|part|really|even|ones?|{_KINDS})\b)",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(r"that\s+(?:the|an?|my|our|your|his|her|their)\b", re.IGNORECASE)
# "I think that at a surgery …": what is thought or said comes after it.
_SAYING = re.compile(
    r"\b(?:think|thinking|thought|say|says|saying|said|tell|told|telling|know|knows|believe|believing|hear|heard|sure|true|right|correct|possible"
    r"|clear|check|insist|understand|matter|matters|mean|means|show|shows|so|such|fact|idea) $",
    re.IGNORECASE,
)
_LEANING = re.compile(r"\b(?:then|instead|still|yet|too|afterwards|otherwise)\b", re.IGNORECASE)
_HE = re.compile(  # with nobody before it: "my manager says she …" is about the manager
    r"(?P<before>(?:(?!\b(?:an?|the|my|our|your|this|that)\b).)*?)\b(?:he|she|they|him|her|them|his|hers|theirs?)\b",
    re.IGNORECASE,
)
# What is got, applied for or over is the funding, not what it is for.
_GOT = re.compile(
    r"\b(?:get|gets|apply for|applies for|applying for|claim|claims|claiming|receive|ask for|pays?) (?:it|that|this)\b"
    r"|\b(?:it|that|this) (?:still (?:on|open|there|running)|end|ends|close|closes|run out|runs out|over|gone|enough)\b",
    re.IGNORECASE,
)
A_THING = re.compile(r"(?:the|my|our|an?) (?:\S+ )?\S+$", re.IGNORECASE)  # "the jobcentre, do they"
DEFINITE = re.compile(r"\bthe \w+|\b(?:would|do|can|could|will|should) i\b", re.IGNORECASE)
JOBS = frozenset({"job", "role", "position", "jobs", "roles", "positions"})


def pronoun_in(text: str, topic: Topic | None) -> tuple[int, int] | None:
    """Return where a turn has a word that stands for a topic.

    Args:
        text: the turn.
        topic: what the conversation is about, if anything yet.
    """
    if topic is not None and (topic.person or topic.role):
        person = _PERSON.search(text)
        if person is not None and not (topic.role and _OF_SOMEBODY.match(text, person.start())):
            return person.span()
    one = _ONE.search(text) or (_ONE_OF.search(text) if topic is not None else None)
    if one is not None:
        return one.span("one")
    for match in _PRONOUN.finditer(text):
        # What stands earlier in the turn is the nearer thing to refer to.
        before = _PAUSE.split(text[: match.start()])
        word = match.group(0).lower()
        introduced = _INTRODUCED_MANY if word in PLURALS else _INTRODUCED
        own = any(introduced.search(clause) for clause in before[:-1])
        spoken_of = own or len(stems(before[-1])) > _BEFORE_PRONOUN
        plural = topic is None and word in PLURALS
        if word == "that" and _joins(text, match.start()):
            continue
        if _THEIR_OWN.search(text[: match.end()]):
            continue
        event = word in _POINTING and _EVENT.search(text[: match.start()])
        if not spoken_of and not plural and not event and not _EMPTY_IT.match(text, match.start()):
            return match.span()
    return None


def _joins(text: str, at: int) -> bool:
    """Return whether "that" joins a clause to what stands before it, and stands for nothing."""
    before = text[:at]
    if _AS_SUBJECT.search(before):
        return before.endswith((", ", "; ")) and _NOUN_AFTER.match(text, at) is not None
    # "I was told that at college …", but "do that at college".
    saying = _SAYING.search(before) is not None and re.match(r"that\s+\w+\s+\w", text[at:])
    return bool(saying) or _AS_OBJECT.match(text, at) is None


def kind_in(text: str) -> tuple[int, int] | None:
    """Return where a text has "the certificate" or "this course" with nothing that says which."""
    found = _THE_KIND.search(text)
    return found.span() if found and found[0].split()[-1].lower() not in JOBS else None


def leans(text: str) -> bool:
    """Return whether a turn speaks of somebody it does not name, or says "then", "instead"."""
    someone = _HE.match(text)
    nobody_nearer = someone is not None and len(stems(someone["before"])) <= 1
    return nobody_nearer or _LEANING.search(text) is not None


def is_got(text: str) -> bool:
    """Return whether "it" is something that is got, or over: the funding, not what it is for."""
    return _GOT.search(text) is not None


def refers_back(text: str, pronoun: tuple[int, int], named_at: int | None) -> bool:
    """Return whether a pronoun means something said before the turn.

    Args:
        text: the turn.
        pronoun: where it stands.
        named_at: where the turn first names something itself; None if it does not.
    """
    # "Is there an apprenticeship for it?": what is only looked for is not yet spoken of.
    return named_at is None or pronoun[0] <= named_at or bool(_EXISTS.match(text))


def antecedents(word: str, named: Sequence[Sequence[Topic]], *, loose: bool = False) -> list[Topic]:
    """Return what a pronoun may stand for, the likeliest first; those that fit worse are left out.

    Args:
        word: the pronoun, or a noun with "the": "that course".
        named: topics by question, the last first.
        loose: no pronoun was said: a job fits as well as anything.
    """
    scored: dict[Topic, float] = {}
    for age, group in enumerate(named):
        alone = len([t for t in group if not t.term]) == 1
        for place, topic in enumerate(group):
            fit = _fit(word.lower(), topic, alone=alone, loose=loose)
            if fit > 0:
                scored.setdefault(topic, fit - _AGE * age - 0.1 * place)
    best = max(scored.values(), default=0.0)
    order = sorted(scored, key=lambda topic: -scored[topic])
    return [topic for topic in order if scored[topic] > best - _CLOSE]


def agrees(word: str, topic: Topic) -> bool:
    """Return whether a noun may stand for a topic: "the diploma" for no certificate."""
    noun = singular(word.rsplit(maxsplit=1)[-1].lower())
    return noun not in _OWN_KINDS or noun in words(topic.name)


def _fit(word: str, topic: Topic, *, alone: bool, loose: bool) -> float:
    """Return how well a word agrees with a topic: 0 for not at all."""
    noun = word.rsplit(maxsplit=1)[-1]
    if _PERSON.fullmatch(noun):
        return 3.0 if topic.person else 1.0 * topic.role
    if topic.person:
        return 1.0 if loose else 0.0
    if noun in JOBS:
        return 3.0 * topic.role
    if not agrees(noun, topic) or (noun in PEOPLE and not _may_be_they(topic)):
        return 0.0
    if re.fullmatch(_KINDS + "s?", noun):
        other = 2.0 * alone * (topic.section or topic.subject)
        return 3.0 if topic.qualification else other
    if topic.role:
        return 3.0 if loose or noun in {*PLURALS, "one", "ones"} else 1.8
    if noun in PLURALS or noun == "ones":
        return 2.5 if _many(topic) else 1.5
    if topic.term:
        return 1.2
    if topic.subject:
        return 2.8 if alone else 3.2 if word in {"that", "this"} else 2.2
    return 3.0


def _may_be_they(topic: Topic) -> bool:
    """Return whether people, a body or several things are spoken of, and not the funding."""
    body = not topic.qualification and topic.phrase.removeprefix("the ")[:1].isupper()
    return topic.role or topic.term or body or _many(topic)


def _many(topic: Topic) -> bool:
    """Return whether a topic's name stands for several: "apprenticeships", "staff"."""
    last = topic.phrase.rsplit(maxsplit=1)[-1]
    return last in CROWD or (last.endswith("s") and not last.endswith("ss"))
