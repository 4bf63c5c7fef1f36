"""Turns as they are typed in messages."""

from __future__ import annotations

import pytest

from faqbot.conversation.texting import spelt_out


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("im in leeds", "I'm in leeds"),
        ("thats it n whats next", "that's it and what's next"),
        ("Thats all", "That's all"),
        ("u dont pay ur fees", "you don't pay your fees"),
        ("its fee was ill paid, were it well", "its fee was ill paid, were it well"),
        ("T&N, n.b. the R number, COS", "T&N, n.b. the R number, COS"),
        ("that's it, I'm done", "that's it, I'm done"),
        ("r we r/n", "are we r/n"),
    ],
)
def test_spelt_out(typed: str, whole: str) -> None:
    """Only what is no word without its apostrophe, and stays as it is the second time."""
    assert spelt_out(typed) == whole
    assert spelt_out(whole) == whole
