"""A question that stands alone, and what is known beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from faqbot.answering.answer import Alternative
from faqbot.answering.found import Chosen
from faqbot.answering.senses import Senses
from faqbot.answering.signals import Place


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, and all that bears on its answer."""

    asked: str  # as the person put it, cleaned
    standalone: str  # the same, complete in itself; this is what is searched for
    as_of: dt.date  # the day the answer is for
    assumption: str | None = None  # what was assumed to make it stand alone, in words
    alternatives: Sequence[Alternative] = ()  # other readings to offer
    focus: Place | None = None  # the section that a follow-up goes on from; it is read again
    context: str | None = None  # with the question before it, for a turn that may lean on that
    said: str | None = None  # the same as the reader is asked it (in_conversation)
    worded: Collection[Place] = ()  # sections that a maintainer has written this very question for
    chosen: Chosen | None = None  # what a person has chosen to quote; weighing only explains
    nation: str | None = None  # where somebody said before that they are
    senses: Senses | None = None  # what ambiguous words in it may stand for
