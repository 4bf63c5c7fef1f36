"""Small talk that is told by its words, whatever their order: none is left over.

For what no pattern of talk_phrases.py expects. A turn is taken for such talk if
each of its words is among the few of that talk, and some of them say which it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from faqbot.conversation.talk_phrases import Talk

_PLAIN = frozenset(
    "what whats which who whos how hows are is was were do does did can could will would have has had you your youre youve u i im ive me we us my our"
    " a an the or and not no of to in on for with by about all any anywhere anyone anybody somebody someone ever really just then please exactly here this that thats these"
    " there be been being so such actually also else thing things stuff sort sorts kind kinds type types at like ok okay hi hello sorry now today".split()
)


@dataclass(frozen=True, slots=True)
class Worded:
    """A kind of talk and the words by which it is told."""

    talk: Talk
    telling: re.Pattern[str]  # held against the turn; says that it is this kind
    words: frozenset[str]  # no other may stand in the turn


def _worded(talk: Talk, telling: str, words: str) -> Worded:
    return Worded(talk, re.compile(telling), _PLAIN | frozenset(words.split()))


_YOU = r"\b(?:you|your|youre|youve|u)\b"
_ASKING = re.compile(
    r"^(?:(?:so|and|but|ok|please)\b )*(?:what|which|who|how|when|where|why|is|are|do|does|did|can|could|will|would|should|must)\b"
)
_OPENING = re.compile(r"\b(?:what|which|who|how|when|where|why)s?\b")
WORDED = (
    _worded(
        Talk.DOCUMENTS,
        rf"(?=.*(?:{_YOU}|\blist\b|\bhere\b)).*\b(?:sources|documents|documentation|publications|references|bibliography)\b",
        "sources documents documentation publications references bibliography list show give tell see name get use using used rely base based from come know hold full complete",
    ),
    _worded(
        Talk.PRIVACY,
        r"(?=.*\b(?:you|my|our|chat|conversation)\b).*\b(?:stored|saved|recorded|logged|tracked|private|privacy|confidential|anonymous|anonymously|offline|internet|cloud|gdpr)\b",
        "stored saved recorded logged tracked private privacy confidential anonymous anonymously offline internet cloud gdpr questions question messages chat chats conversation"
        " conversations data typing type ask say write asked said long kept keep work working run running connected use using store save this where safe secure",
    ),
    _worded(
        Talk.SELF,
        rf"(?=.*{_YOU}).*(?:(?<!how do )\byou (?:can |could |actually |are able to )?(?:do|know|answer|help|cover|offer)\b|\b(?:can|could|do) you (?:do|answer|help|cover|offer)\b"
        r"|\b(?:topics|subjects|human|robot|bot|chatbot|ai|machine|computer|clever|capable|alive|sentient|real|made|built|created)\b)",
        "do know answer answers answering help helping cover offer offering topics topic subjects subject areas human robot bot chatbot ai machine computer person people clever"
        " capable able alive sentient real made built created tell show explain questions question ask good best only am talking speaking chatting limited",
    ),
    _worded(
        Talk.COMPLAINT,
        rf"(?=.*(?:{_YOU}|\bthat)).*\b(?:misunderstood|misread|misheard|misunderstanding|unhelpful|useless|rubbish|nonsense|gibberish|missed)\b",
        "misunderstood misread misheard misunderstanding unhelpful useless rubbish nonsense gibberish missed think question point me it completely totally answer again still mean meant but",
    ),
    _worded(
        Talk.ENOUGH,
        r"\b(?:mistake|oops|whoops|typo|accidentally)\b",
        "mistake oops whoops typo accidentally pressed hit sent clicked typed entered enter button send return key too soon early wrong it only half",
    ),
    _worded(
        Talk.THANKS,
        r"\b(?:thanks|thank|thankyou|cheers|ta|appreciated|grateful)\b",
        "thanks thank thankyou cheers ta appreciated grateful got everything needed need wanted want know its answer much very again lot bunch clear clearer sorted understand"
        " makes sense get it helps helped help do nicely lovely brilliant great perfect good wonderful super fine mate love pal bye enough",
    ),
)


def worded(plain: str) -> Talk | None:
    """Return which talk a turn is by its words alone, or None.

    Args:
        plain: in small letters and single spaces, its marks and apostrophes left out.
    """
    said = set(plain.split())
    if len(_OPENING.findall(plain)) > 1:
        return None  # two questions: one of them may ask the guidance
    for kind in WORDED:
        if said <= kind.words and kind.telling.search(plain):
            rest = kind.telling.sub("", plain).strip() if kind.talk is Talk.THANKS else ""
            return None if _ASKING.match(rest) else kind.talk
    return None
