"""Words with several senses: when the evidence speaks for one."""

from __future__ import annotations

from typing import cast

import pytest

from faqbot.answering.senses import FAR, Sense, Senses, evidence_by_sense, taken
from faqbot.answering.signals import Candidate
from faqbot.answering.topic import Topic

RED, BLUE = (Sense(Topic(name), f"{name}?") for name in ("red", "blue"))


@pytest.mark.parametrize(
    ("names", "scores", "found"),
    [
        (["red", "blue"], [5.0, 4.0], (RED, BLUE)),
        (["red", "blue"], [5.0, 5.0 - FAR - 0.1], (RED,)),
        (["red", "red"], [5.0, 4.0], (RED,)),
        (["", "blue"], [5.0, 4.0], ()),
        (["red blue", "blue"], [5.0, 4.9], ()),
        ([], [], ()),
    ],
)
def test_evidence(names: list[str], scores: list[float], found: tuple[Sense, ...]) -> None:
    """One that leads by far, all that are near the top, none where the best is of neither."""
    ranked = cast("list[Candidate]", names)

    def about(candidate: Candidate) -> frozenset[str]:
        return frozenset(str(candidate).split())

    assert evidence_by_sense((RED, BLUE), ranked, scores, about) == found


def test_what_is_said() -> None:
    """The words, and what they were taken for."""
    assert taken("it", Topic("cook", role=True)) == "I took “it” to be a cook."
    assert Senses("it", (RED, BLUE), ask=True).names == {"red", "blue"}
