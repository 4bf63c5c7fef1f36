"""Copying: what is done, and what is said of it."""

from __future__ import annotations

import base64

import pyperclip
import pytest

from faqbot import clipboard


def test_osc52_carries_the_text_in_base64() -> None:
    text = "ä\x1b]0;x\x07 \ud800"
    sequence = clipboard.osc52(text)
    assert sequence is not None
    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\a")
    payload = sequence[len("\x1b]52;c;") : -1]
    assert payload.isascii()
    assert "\x1b" not in payload
    assert base64.b64decode(payload).decode() == "ä\x1b]0;x\x07 ?"


def test_too_long_a_text_is_not_sent() -> None:
    assert clipboard.osc52("x" * 100_000) is None


def test_over_ssh_the_other_machine_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyperclip, "copy", lambda _text: pytest.fail("copied"))
    assert not clipboard.to_system("x", {"SSH_CONNECTION": "a b c d"})


def test_system_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", taken.append)
    assert clipboard.to_system("x", {})
    assert taken == ["x"]

    def none_there(_text: str) -> None:
        raise pyperclip.PyperclipException("none")

    monkeypatch.setattr(pyperclip, "copy", none_there)
    assert not clipboard.to_system("x", {})


def test_words_are_honest() -> None:
    assert clipboard.in_words(system=True, terminal=True, save="X", environment={}) == "Copied."
    only = clipboard.in_words(system=False, terminal=True, save="X", environment={})
    assert "Not every terminal" in only
    tmux = clipboard.in_words(system=False, terminal=True, save="X", environment={"TMUX": "1"})
    assert "set-clipboard on" in tmux
    none = clipboard.in_words(system=False, terminal=False, save="X", environment={})
    assert none.startswith("Not copied")
    assert all("X saves" in words for words in (only, tmux, none))
