"""Turns that wish something of the answer before."""

from __future__ import annotations

import pytest

from faqbot.conversation.wishes import Wish, wished


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sorry, can you repeat that?", Wish.REPEAT),
        ("say that again please", Wish.REPEAT),
        ("where does it say that?", Wish.SOURCE),
        ("are you certain?", Wish.SOURCE),
        ("is this right?", Wish.SOURCE),
        ("who told you that?", Wish.SOURCE),
        ("ok, tell me more", Wish.MORE),
        ("go on", Wish.MORE),
        ("I would like that once more, please", Wish.REPEAT),
        ("could you show me where it says that", Wish.SOURCE),
        ("could I hear a bit more about it?", Wish.MORE),
        ("could I get more money?", None),
        ("where does it say that nurses can?", None),
        ("tell me more about the diploma", None),
    ],
)
def test_wished(text: str, wanted: Wish | None) -> None:
    """Again, whence, or more; a question with a thing of its own is none of these."""
    assert wished(text) is wanted
