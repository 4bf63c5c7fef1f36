"""Turns that wish something of the answer before: to hear it again, where it stands, more of it."""

from __future__ import annotations

import re
from enum import Enum, auto

from faqbot.conversation.turns import without_opener

_POLITE = (
    r"(?:(?:ok(?:ay)?|thanks|thank you|right|and|please|yes|so|sorry|great|lovely|but)[,.!]* )*"
)
_PLEASE = r"(?:,? (?:please|then|now|again|to me|for me|thanks))*[.!?]*$"
_REPEAT = re.compile(
    rf"^{_POLITE}(?:(?:(?:can|could|would) you (?:please )?)?(?:say|repeat|read|tell me|give me|show me) (?:that|it|this)"
    rf"(?: (?:again|back|once more|one more time|slowly|out))*|(?:can|could) you (?:please )?repeat|repeat(?: please)?"
    r"|(?:come )?again|pardon(?: me)?|what (?:was|did) (?:that|you say|you just say|it say)|what was (?:that|the answer)"
    rf"|(?:i(?:'d| would) like|(?:can|could|may) (?:i|we) (?:have|hear|get)) (?:that|it|this) (?:again|once more|one more time)"
    rf"|i (?:didn'?t|did not) (?:catch|hear|get) (?:that|it|you)|sorry\?|one more time|once more|what\?|eh\?){_PLEASE}",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    rf"^{_POLITE}(?:where (?:does|do|is|did|was) (?:it|that|this|they|you|the guidance)(?: (?:say|said|says|written|stated|come from|from"
    r"|get|find|read|stand|that|this|it))*|where(?:'s| is| are| was) (?:that|it|this|your answer) (?:from|written|stated|come from)"
    r"|(?:(?:can|could|would) you )?(?:show|tell) me where (?:it|that|this|the guidance|you) (?:says?|said|is|was|gets?|got|found|written)(?: (?:that|it|this|so))*"
    r"|(?:who|which (?:document|page|section|guidance)|what document) (?:says|said|say|states|is|was|does|do)(?: (?:that|it|so|this|in|from|come|the answer))+"
    r"|says who|who (?:told|says to) you(?: that| so| this)?|(?:which|what) (?:page|document|section|part|guidance) (?:is|was) (?:that|this|it) (?:in|on|from)|according to (?:who|whom|what)|what(?:'s| is| are)? (?:the|your) (?:source|sources|evidence|reference)(?: (?:for|of) (?:that|this|it))?"
    r"|how do you know(?: that| this)?|(?:are|is) (?:you (?:really |quite |absolutely )?(?:sure|certain|positive)|(?:that|this|it) (?:really )?(?:official|right|correct|true|definite|certain)|(?:that|this) for sure)(?: (?:about|of) (?:that|this|it))?|source|sources|reference"
    rf"|can you (?:show|give) me (?:the|your) (?:source|reference|evidence)(?: for (?:that|it))?|(?:where|which) exactly|who says){_PLEASE}",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"^{_POLITE}(?:(?:(?:can|could|would) you )?(?:tell|give|show|read) me (?:some |an? (?:little|bit) )?more(?: (?:about|on) (?:that|it|this|them))?"
    r"|(?:can|could|may) (?:i|we) (?:hear|have|see|get|know) (?:some |an? (?:little|bit) )?more(?: (?:about|on) (?:that|it|this|them))?"
    r"|more(?: (?:about|on) (?:that|it|this)| details?| information| info)?|go on|carry on|continue|keep going|what else(?: does it say)?"
    r"|(?:is there )?anything (?:else|more)(?: (?:about|on) (?:that|it|this))?|is (?:that|there) (?:all|it|more)|and\?|say more|explain(?: (?:that|it|this))?"
    r"|(?:any|some) (?:more )?(?:details?|more)|(?:can|could) you (?:expand|elaborate)(?: (?:on|upon) (?:that|it|this))?|elaborate|expand"
    rf"|what(?:'s| is) the (?:rest|full answer)|the rest|read (?:me )?the rest|next){_PLEASE}",
    re.IGNORECASE,
)


class Wish(Enum):
    """What a turn wants of the answer before it."""

    REPEAT = auto()
    SOURCE = auto()
    MORE = auto()


def wished(text: str) -> Wish | None:
    """Return what a turn wants of the answer before it, or None for anything else."""
    text = without_opener(text)
    for pattern, found in ((_REPEAT, Wish.REPEAT), (_SOURCE, Wish.SOURCE), (_MORE, Wish.MORE)):
        if pattern.match(text):
            return found
    return None
