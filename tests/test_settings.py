"""Settings: what overrides what, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from faqbot import settings
from faqbot.errors import CorpusError, IndexUnusableError, SettingsError, UsageError
from faqbot.settings import Settings, default_folders, load_settings, settings_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def _checkout(folder: Path) -> Path:
    (folder / "corpus").mkdir(parents=True)
    (folder / "corpus" / "sources.toml").touch()
    (folder / "index").mkdir()
    return folder


def test_nothing_set() -> None:
    assert load_settings({}) == Settings(None, None)


def test_flags_override_environment_overrides_file(file: Path) -> None:
    file.write_text('corpus = "a"\nindex = "b"\n')
    environment = {"FAQBOT_SETTINGS": str(file)}
    assert load_settings(environment) == Settings(file.parent / "a", file.parent / "b")
    environment["FAQBOT_INDEX"] = "c"
    assert load_settings(environment).index == Path("c")
    assert load_settings(environment, index="d") == Settings(file.parent / "a", Path("d"))


def test_a_number(file: Path) -> None:
    file.write_text("journal_days = 30\n")
    environment = {"FAQBOT_SETTINGS": str(file)}
    assert load_settings(environment).journal_days == 30
    environment["FAQBOT_JOURNAL_DAYS"] = "7"
    assert load_settings(environment).journal_days == 7


@pytest.mark.parametrize("given", ["0", "-1", "x", "1.5", "٣", "9" * 5_000, "3651"])
def test_a_number_in_a_variable_that_cannot_be_used(given: str) -> None:
    with pytest.raises(SettingsError, match=r"(?s)from 1 to 3650.*FAQBOT_JOURNAL_DAYS"):
        load_settings({"FAQBOT_JOURNAL_DAYS": given})


def test_empty_variables_are_unset() -> None:
    empty = {"FAQBOT_SETTINGS": "", "FAQBOT_CORPUS": "", "FAQBOT_INDEX": "", "HOME": ""}
    assert load_settings(empty) == Settings()


@pytest.mark.parametrize("variable", ["XDG_CONFIG_HOME", "HOME"])
def test_file_is_found(tmp_path: Path, variable: str) -> None:
    base = tmp_path if variable == "XDG_CONFIG_HOME" else tmp_path / ".config"
    (base / "faqbot").mkdir(parents=True)
    (base / "faqbot" / "settings.toml").touch()
    assert settings_file({variable: str(tmp_path)}) == base / "faqbot" / "settings.toml"


def test_a_relative_config_home_is_ignored(tmp_path: Path) -> None:
    assert settings_file({"XDG_CONFIG_HOME": "relative"}) is None
    assert settings_file({"XDG_CONFIG_HOME": "relative", "HOME": str(tmp_path)}) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'index = "x"\ncorpsu = "y"\n',
            ["unknown setting 'corpsu'", "line 2", "corpus, index, keep, journal_days"],
        ),
        ("\n\nindex = 3\n", ["'index' must be text, not int", "line 3"]),
        ('index = ["x"]\n', ["'index' must be text", "line 1"]),
        ("[index]\npath = 1\n", ["'index' must be text", "line 1"]),
        ('index = "x"\ncorpus = \n', ["not valid TOML", "line 2"]),
        ('index = ""\n', ["empty", "line 1"]),
        ("journal_days = 0\n", ["'journal_days' must be a number from 1 to 3650", "line 1"]),
        ('journal_days = "5"\n', ["must be a number", "line 1"]),
        ("journal_days = true\n", ["must be a number", "line 1"]),
        ("\njournal_days = 5.5\n", ["must be a number", "line 2"]),
    ],
)
def test_bad_file_is_refused(file: Path, text: str, said: list[str]) -> None:
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_settings({"FAQBOT_SETTINGS": str(file)})
    for words in [*said, str(file)]:
        assert words in str(caught.value)
    assert caught.value.exit_code == 2


def test_file_that_is_not_utf8(file: Path) -> None:
    file.write_bytes(b'index = "\xff"\n')
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings({"FAQBOT_SETTINGS": str(file)})


def test_named_file_must_be_there(file: Path) -> None:
    with pytest.raises(SettingsError, match="FAQBOT_SETTINGS names no file"):
        load_settings({"FAQBOT_SETTINGS": str(file)})


def test_empty_flag_is_refused() -> None:
    with pytest.raises(SettingsError, match="--index"):
        load_settings({}, index="")


def test_checkout_above_the_current_folder(tmp_path: Path) -> None:
    checkout = _checkout(tmp_path / "work")
    below = checkout / "a" / "b"
    below.mkdir(parents=True)
    found = default_folders(below)
    assert found is not None
    assert (found.corpus, found.index) == (checkout / "corpus", checkout / "index")


def test_source_tree_then_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree, installed = _checkout(tmp_path / "tree"), _checkout(tmp_path / "site" / "_data")
    (tmp_path / "here").mkdir()
    monkeypatch.setattr(settings, "_PACKAGE", tree / "faqbot")
    monkeypatch.setattr(settings, "_BUNDLED", installed)
    assert Settings().index_folder(tmp_path / "here") == tree / "index"
    monkeypatch.setattr(settings, "_PACKAGE", tmp_path / "site")
    assert Settings().index_folder(tmp_path / "here") == installed / "index"
    assert settings.is_bundled(installed / "index")
    assert not settings.is_bundled(tree / "index")


def test_nothing_to_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "_PACKAGE", tmp_path / "none")
    monkeypatch.setattr(settings, "_BUNDLED", tmp_path / "none")
    with pytest.raises(IndexUnusableError):
        Settings().index_folder(tmp_path)
    with pytest.raises(CorpusError):
        Settings().corpus_folder(tmp_path)


def test_a_corpus_of_ones_own_needs_its_index(tmp_path: Path) -> None:
    checkout = _checkout(tmp_path / "work")
    with pytest.raises(UsageError, match="--index DIR"):
        Settings(corpus=tmp_path).index_folder(checkout)
    assert Settings(corpus=checkout / "corpus").index_folder(checkout) == checkout / "index"
    assert Settings(index=tmp_path).corpus_folder(checkout) == checkout / "corpus"


def test_how_many_generations_are_kept(file: Path) -> None:
    """A number in the file, and the variable over it."""
    file.write_text("keep = 7\n")
    environment = {"FAQBOT_SETTINGS": str(file)}
    assert load_settings(environment).keep == 7
    assert load_settings(environment | {"FAQBOT_KEEP": "0"}).keep == 0
    assert load_settings({}).keep is None


@pytest.mark.parametrize("value", ['"7"', "-1", "true", "1.5", "[]", "1000000"])
def test_a_bad_number_is_refused(file: Path, value: str) -> None:
    file.write_text(f"\nkeep = {value}\n")
    with pytest.raises(SettingsError, match="'keep' must be a number from 0") as caught:
        load_settings({"FAQBOT_SETTINGS": str(file)})
    assert "line 2" in str(caught.value)


@pytest.mark.parametrize("value", ["-1", "x", "²", "1.5", "9" * 5000])
def test_a_bad_number_in_a_variable_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="FAQBOT_KEEP"):
        load_settings({"FAQBOT_KEEP": value})
