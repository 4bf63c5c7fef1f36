"""What stands around a question and asks nothing: a greeting, who asks, who said so, "is that so?"."""

from __future__ import annotations

import re

from faqbot.index.text import stems

_ENOUGH = 2  # telling words that must be left; else nothing is taken away
_PAUSE = r"[,.!:;–—-]*\s+"
_WHO = (
    r"(?:(?:a|an|the|my|our|your|one of (?:my|our|the)|another|this|some)\s+(?:\w+\s+){0,2}?"
    r"(?:colleague|caller|manager|boss|friend|mate|supervisor|trainer|assessor|tutor|teacher|neighbour|lady|man|woman|gentleman|lad|girl"
    r"|carer|worker|nurse|employer|provider|rep|adviser|coach|learner|student|candidate|person|client|customer|mum|dad|sister|brother|son"
    r"|daughter|husband|wife|partner|cousin|niece|nephew|aunt|uncle|gran|nan)|someone|somebody|people|they|he|she)"
)
_TOLD = (
    r"(?:(?:has|have|had|just|also|always|keeps?|is|are|was|were)\s+)*(?:told|tells|telling|says|said|saying|asks|asked|asking|reckons|thinks"
    r"|claims|wants to know|wonders|is wondering|insists)"
)
_TO = r"(?:\s+(?:me|us|him|her|them|you|(?:a|the|my|our)\s+(?:caller|manager|boss|staff|team|colleague)))?"
_THAT = r"(?:\s*[,:]|\s+(?:that|if|whether))?\s+"
_BEFORE = re.compile(
    r"^(?:"
    rf"(?:hi|hiya|hello|hey|er+|um+|erm|yeah|yes|ok|okay|so|oh|sorry|please|(?:well|right)(?=[,.!:;–—-])|good (?:morning|afternoon|evening)|excuse me|thanks|thank you){_PAUSE}"
    rf"|(?:just\s+)?(?:(?:a\s+)?quick (?:one|question)|(?:just )?(?:wondering|checking|asking))(?:\s+(?:about|if|whether))?{_PAUSE}"
    rf"|i(?:['’]?m| am| was)\s+(?:just\s+)?(?:wondering|calling|ringing|phoning|asking|checking|enquiring)(?:\s+(?:to (?:ask|check|find out|know)))?(?:\s+(?:about|if|whether)|[,:])?\s+"
    rf"|{_WHO}\s+{_TOLD}{_TO}{_THAT}"
    rf"|(?:i|we)\s*(?:['’]ve|have|had|was|were|am|are|['’]m)?\s*(?:been\s+|just\s+)*(?:told|heard|hear|read|gather|understand|believe)(?:\s+(?:by|from)\s+{_WHO})?(?:\s+that)?\s+"
    r"|(?:is\s+)?(?:it|that)\s*(?:['’]?s|\s+is|\s+was)?\s+(?:right|true|correct|the case|fair|wrong|a mistake|okay|ok)\s+(?:that|to (?:say|think|assume|believe|tell people)(?:\s+that)?)\s+"
    r"|am i\s+(?:right|correct|wrong|mistaken)(?:\s+(?:in|to)\s+(?:think|thinking|say|saying|believe|believing|assume|assuming))?(?:\s+that)?[,:]?\s+"
    r"|(?:can|could|would|will)\s+(?:you|i|we)\s+(?:please\s+|just\s+)*(?:tell me|confirm|check|clarify|ask|explain)(?:\s+(?:that|if|whether|about))?[,:]?\s+"
    r"|(?:do|would)\s+you\s+(?:happen to\s+)?know(?:\s+(?:if|whether))?\s+"
    r"|(?:i|we)(?:['’]d| would)?\s+(?:like|want|need|wanted)\s+to\s+(?:know|ask|check|find out)(?:\s+(?:if|whether|about))?\s+"
    r"|it(?:['’]?s|\s+is)\s+(?:about|for)\s+(?:my|our|a|one of my)\s+\w+[,.:;]+\s+"
    r"|any idea\s+(?:if|whether)?\s*|(?:please\s+)?tell me\s+(?:if|whether)?\s*"
    r")",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:(?:[\s,.;:?!–—-]+(?:and\s+)?(?:is|was)\s+(?:that|this|it)\s+(?:so|right|true|correct|the case|really so)"
    r"|\s*[,.;:?!–—-]+\s*(?:am i\s+)?(?:right|correct|true|yes|yeah|is(?:n['’]?t)? (?:it|that)|true or false)"
    r"|[\s,.;:?!–—-]+(?:true or false|yes or no|yes\s*/\s*no|please|pls|thanks|thank you|ta|cheers)))[\s?.!]*$",
    re.IGNORECASE,
)


def unframed(text: str) -> str:
    """Return a question without what stands around it and asks nothing.

    "A colleague told a caller that carers need it, is that so?" asks whether carers need it. Where
    hardly anything would be left, the text stays as it is.

    Args:
        text: a question, cleaned.
    """
    rest = text
    while True:
        cut = _AFTER.sub("", _BEFORE.sub("", rest, count=1), count=1)
        if cut == rest or len(set(stems(cut))) < _ENOUGH:
            return rest
        rest = cut
