"""`faqbot corpus approve`: what is shown, who is asked, what is written, and what answers then."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot.corpus.load import load_corpus

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.conftest import TinyCorpus

ROOT = Path(__file__).resolve().parents[2]
FAQ = "dhsc-level-2-adult-social-care-certificate-faq"
QUESTION = "Is it mandatory?"
WORDS = "It is not the Department's intention to make the new level 2"


@pytest.fixture
def flags(tmp_path: Path) -> tuple[str, ...]:
    """The real corpus without evaluation, as a copy, and the committed index."""
    shutil.copytree(
        ROOT / "corpus", tmp_path / "corpus",
        ignore=shutil.ignore_patterns("evaluation", "approved.toml"),
    )  # fmt: skip
    return (
        "--corpus",
        str(tmp_path / "corpus"),
        "--index",
        str(ROOT / "index"),
        "corpus",
        "approve",
    )


@pytest.fixture
def small(tiny_corpus: TinyCorpus) -> tuple[str, ...]:
    """A corpus of one document, for what asks no index."""
    folder = tiny_corpus({"a.md": "# A\n\nIt is free for all. It is blue, if it is new.\n"})
    return ("--corpus", str(folder), "--index", str(ROOT / "index"), "corpus", "approve")


def approved_in(flags: tuple[str, ...]) -> Path:
    return Path(flags[1], "approved.toml")


def test_the_words_that_answer_are_pinned(run: Run, flags: tuple[str, ...], tmp_path: Path) -> None:
    """Shown, written, sound for `corpus check`; after a build it is the answer, with the name."""
    ran = run(*flags, QUESTION, "--by", "J Shah", "--yes", "--as-of", "2026-11-22")
    assert (ran.code, ran.err) == (0, "")
    assert WORDS in ran.out
    assert "Assumed: I took “it” to be" in ran.out
    assert f"({FAQ})" in ran.out
    assert ran.out.endswith(f"in {approved_in(flags)}\nNext: faqbot index build --gate\n")
    (entry,) = load_corpus(Path(flags[1])).approved
    assert (entry.id, entry.approved_by, str(entry.approved)) == (
        "is-it-mandatory", "J Shah", "2026-11-22",
    )  # fmt: skip
    assert "approved answer" not in run("--corpus", flags[1], "corpus", "check").out
    shutil.copytree(ROOT / "index", tmp_path / "index")
    folders = ("--corpus", flags[1], "--index", str(tmp_path / "index"))
    assert run(*folders, "index", "build").code == 0
    answer = json.loads(run(*folders, "ask", QUESTION, "--json").out)
    assert WORDS in answer["answer"]
    assert "Approved by J Shah on 22 November 2026." in [n["text"] for n in answer["notices"]]


def test_without_a_terminal_it_wants_to_be_told(run: Run, flags: tuple[str, ...]) -> None:
    """Nobody answers for what nobody saw: the words are shown, and nothing is written."""
    ran = run(*flags, QUESTION, "--by", "J Shah")
    assert ran.code == 2
    assert WORDS in ran.out
    assert "--yes" in ran.err
    assert not approved_in(flags).exists()


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("\n", 0), ("no\n", 0), ("", 2)])
def test_a_person_is_asked(
    run: Run, small: tuple[str, ...], typed: str, code: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Only yes is yes."""
    monkeypatch.setattr("faqbot.cli.corpus_approve.is_terminal", lambda stream: True)
    words = ("--document", "a", "--quote", "It is free")
    ran = run(*small, QUESTION, "--by", "Jo", *words, stdin=typed)
    assert ran.code == code
    assert "Remark: it quotes part of a sentence" in ran.out
    assert "Are these words the answer? [y/N]:" in ran.out
    assert approved_in(small).exists() == (typed == "y\n")
    assert ("Nothing was changed." in ran.out) == (code == 0 and typed != "y\n")


def test_it_is_approved_anew(run: Run, small: tuple[str, ...]) -> None:
    """The one entry of the question gets the new words, name and day."""
    words = ("--document", "a", "--quote", "It is free", "--yes")
    also = ("--also", "Do I have to?", "--id", "must", "--review-by", "2027-01-01")
    first = run(*small, QUESTION, "--by", "Al", "--as-of", "2026-01-02", *also, *words)
    assert first.out.splitlines()[-2].startswith("Approved: must,")
    second = run(*small, "do i have to", "--by", "Jo \x1b[2J", "--as-of", "2026-11-22", *words)
    assert "So far: must, these words, approved by Al on 2026-01-02" in second.out
    assert second.out.splitlines()[-2].startswith("Approved anew: must,")
    (entry,) = load_corpus(Path(small[1])).approved
    assert entry.questions == (QUESTION, "Do I have to?")
    assert (entry.approved_by, str(entry.approved), entry.review_by) == ("Jo", "2026-11-22", None)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("  ",), 2, "no words"),
        ((QUESTION, "--by", " "), 2, "no words"),
        ((QUESTION, "--quote", "x"), 2, "go together"),
        ((QUESTION, "--document", "a"), 2, "go together"),
        ((QUESTION, "--document", "none", "--quote", "x"), 2, "no document"),
        ((QUESTION, "--document", "a", "--quote", ""), 2, "no words"),
        ((QUESTION, "--document", "a", "--quote", "It is a must."), 2, "not in the document"),
        ((QUESTION, "--review-by", "2026-11-22"), 2, "--review-by"),
        ((QUESTION, "--review-by", "soon"), 2, "--review-by"),
        ((QUESTION, "--document", "a", "--quote", "It is free", "--id", "No Id"), 2, "other characters"),
    ],
)  # fmt: skip
def test_bad_input(
    run: Run, small: tuple[str, ...], arguments: tuple[str, ...], code: int, said: str
) -> None:
    ran = run(*small, "--by", "Jo", "--yes", "--as-of", "2026-11-22", *arguments)
    assert ran.code == code
    assert said in ran.err
    assert len(ran.err.splitlines()) == 2
    assert not approved_in(small).exists()


def test_what_the_guidance_does_not_answer(run: Run, flags: tuple[str, ...]) -> None:
    ran = run(*flags, "who won the cup?", "--by", "Jo", "--yes")
    assert (ran.code, ran.out) == (2, "")
    assert "does not answer" in ran.err
    assert "--quote" in ran.err
    assert not approved_in(flags).exists()


def test_an_index_of_another_corpus(run: Run, small: tuple[str, ...]) -> None:
    ran = run(*small, QUESTION, "--by", "Jo", "--yes")
    assert ran.code == 3
    assert "stale" in ran.err
    assert not approved_in(small).exists()


def test_words_that_only_an_old_index_has(run: Run, flags: tuple[str, ...]) -> None:
    """What is approved must stand in the guidance as it is now."""
    file = Path(flags[1], "documents", f"{FAQ}.md")
    file.write_text(file.read_text().replace("is not the Department", "is the Department"))
    manifest = Path(flags[1], "sources.toml")
    lines = manifest.read_text().splitlines()
    manifest.write_text("\n".join(line for line in lines if not line.startswith("sha256")))
    ran = run(*flags, QUESTION, "--by", "Jo", "--yes")
    assert (ran.code, ran.out.count("Approved")) == (3, 0)
    assert "stale" in ran.err
    assert not approved_in(flags).exists()


def test_the_installed_corpus_is_not_written(
    run: Run, flags: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faqbot.settings._BUNDLED", Path(flags[1]).parent)
    ran = run(*flags, QUESTION, "--by", "Jo", "--yes")
    assert ran.code == 3
    assert "read-only" in ran.err
