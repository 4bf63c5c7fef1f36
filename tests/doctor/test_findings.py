"""Findings: what an error becomes, and what the command ends with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from faqbot.doctor.findings import Area, Finding, State, exit_code, fault, guarded, ok, warning
from faqbot.errors import CorpusError, EncoderError, IndexUnusableError, SettingsError, UsageError


def missing() -> EncoderError:
    try:
        raise ImportError("no module")
    except ImportError as error:
        found = EncoderError("onnxruntime cannot be imported", fix="install it")
        found.__cause__ = error
        return found


@pytest.mark.parametrize(
    ("error", "area", "said"),
    [
        (IndexUnusableError("torn", where="here", fix="Build it."), Area.INDEX, "torn: here"),
        (EncoderError("changed"), Area.ENCODER, "changed"),
        (missing(), Area.INSTALLATION, "cannot be imported"),
        (CorpusError("bad"), Area.CORPUS, "bad"),
        (SettingsError("odd"), Area.SETTINGS, "odd"),
        (UsageError("which?"), Area.SETTINGS, "which?"),
        (ImportError("numpy"), Area.INSTALLATION, "numpy"),
        (PermissionError(13, "Permission denied", "/x"), Area.JOURNAL, "denied: /x"),
        (ZeroDivisionError("secret"), Area.JOURNAL, "ZeroDivisionError"),
    ],
)
def test_a_check_that_fails_is_a_finding(error: Exception, area: Area, said: str) -> None:
    """What a check found before it failed stays; the error says what is at fault, and a remedy."""

    def check() -> Iterator[Finding]:
        yield ok(Area.JOURNAL, "begun")
        raise error

    first, second = guarded(Area.JOURNAL, check)
    assert first.what == "begun"
    assert (second.area, second.state) == (area, State.FAULT)
    assert said in second.what
    assert "secret" not in second.what
    assert second.remedy


def test_exit_codes() -> None:
    """The guidance outweighs the settings, and these all else; warnings are no fault."""
    assert exit_code([]) == 0
    assert exit_code([warning(Area.INDEX, "x", "y"), ok(Area.JOURNAL, "x")]) == 0
    faults = {area: fault(area, "x", "y") for area in Area}
    assert exit_code([faults[Area.TERMINAL]]) == 1
    assert exit_code([faults[Area.SETTINGS], faults[Area.INSTALLATION]]) == 2
    for area in (Area.INDEX, Area.ENCODER, Area.CORPUS):
        assert exit_code([faults[Area.SETTINGS], faults[area], faults[Area.JOURNAL]]) == 3
