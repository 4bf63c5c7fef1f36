"""What the person chose is kept where that is possible, and never stands in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from faqbot.preferences import PreferenceFile, Preferences, journal_file, preferences_file


def test_there_and_back(tmp_path: Path) -> None:
    file = PreferenceFile(tmp_path / "new" / "preferences.json")
    assert file.load() == Preferences()
    assert file.save(Preferences("contrast", True))
    assert file.load() == Preferences("contrast", True)
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["preferences.json"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"theme": 7, "recording": "yes"}', b"\xff\xfe", b"[" * 9_000],
)
def test_damaged_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(content)
    assert PreferenceFile(path).load() == Preferences()


def test_no_place_to_keep_them(tmp_path: Path) -> None:
    assert not PreferenceFile(None).save(Preferences())
    blocked = tmp_path / "file"
    blocked.touch()
    assert not PreferenceFile(blocked / "preferences.json").save(Preferences())
    assert PreferenceFile(blocked / "preferences.json").load() == Preferences()


def test_places() -> None:
    assert preferences_file({}) is None
    assert preferences_file({"HOME": "relative"}) is None
    assert preferences_file({"HOME": "/h"}) == Path("/h/.config/faqbot/preferences.json")
    assert preferences_file({"HOME": "/h", "XDG_CONFIG_HOME": "/c"}) == Path(
        "/c/faqbot/preferences.json"
    )
    assert journal_file({"HOME": "/h", "XDG_STATE_HOME": "x"}) == Path(
        "/h/.local/state/faqbot/journal.db"
    )
