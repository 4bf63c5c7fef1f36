"""`faqbot index`: build, check, gate, history, rollback, diff, and refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faqbot import settings

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.conftest import HashEncoder, TinyCorpus

FILES = {"a.md": "# A\n\nThe certificate takes 369 hours.\n", "b.md": "# B\n\nStaff are paid.\n"}


@pytest.fixture
def folders(
    tmp_path: Path, tiny_corpus: TinyCorpus, quick_encoder: HashEncoder
) -> tuple[str, str, str, str]:
    corpus = tiny_corpus(FILES)
    return ("--corpus", str(corpus), "--index", str(tmp_path / "index"))


def test_build_says_what_changed(run: Run, folders: tuple[str, ...], tmp_path: Path) -> None:
    first = run(*folders, "index", "build")
    assert (first.code, first.err) == (0, "")
    assert "2 documents" in first.out
    assert "encoded:   6 of 6 texts\n" in first.out
    assert "created:   a, b\n" in first.out
    (tmp_path / "corpus" / "documents" / "a.md").write_text("# A\n\nIt takes 400 hours.\n")
    stale = run(*folders, "index", "check")
    assert (stale.code, stale.out) == (3, "")
    assert "changed since: a" in stale.err
    assert f"faqbot --corpus {folders[1]} --index {folders[3]} index build" in stale.err
    second = run("index", "build", *folders, "--keep", "0")
    assert "updated:   a\n" in second.out
    assert "unchanged: b\n" in second.out
    assert "Earlier generations removed: gen-" in second.out
    assert "It answers now in place of gen-" in second.out
    third = run("index", "build", *folders)
    assert "encoded:   0 of " in third.out
    assert "It answered before; nothing was switched." in third.out
    assert run(*folders, "index", "check").out.startswith("gen-")


def test_the_committed_index_is_sound(run: Run) -> None:
    assert run("index", "check").code == 0


def test_an_absent_index_names_the_command(run: Run, tmp_path: Path) -> None:
    index = [("index", name) for name in ("check", "history", "diff")]
    for command in (("ask", "x"), ("chat",), ("batch",), *index):
        ran = run("--index", str(tmp_path / "no where"), *command)
        assert (ran.code, ran.out) == (3, "")
        assert f"faqbot --index '{tmp_path}/no where' index build" in ran.err
        assert not (tmp_path / "no where").exists()


def test_the_installed_index_is_not_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_corpus: TinyCorpus
) -> None:
    monkeypatch.setattr(settings, "_BUNDLED", tmp_path)
    for command in ("build", "export-encoder", "rollback"):
        ran = run("--index", str(tmp_path / "index"), "index", command)
        assert ran.code == 3
        assert "read-only" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_corpus_alone_does_not_say_which_index(run: Run, tmp_path: Path) -> None:
    ran = run("--corpus", str(tmp_path), "index", "build")
    assert ran.code == 2
    assert "--index DIR" in ran.err


@pytest.mark.parametrize("keep", ["-1", "x", "²", ""])
def test_bad_keep(run: Run, keep: str) -> None:
    assert run("index", "build", "--keep", keep).code == 2


def test_keep_is_a_setting(
    run: Run, folders: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The flag overrides the variable, which overrides what is built in."""
    index = tmp_path / "index"

    def build(text: str, *flags: str) -> int:
        (tmp_path / "corpus" / "documents" / "a.md").write_text(f"# A\n\n{text}\n")
        assert run(*folders, "index", "build", *flags).code == 0
        return len(list(index.glob("gen-*")))

    assert [build(f"{n} hours.") for n in (1, 2, 3, 4)] == [1, 2, 3, 3]
    monkeypatch.setenv("FAQBOT_KEEP", "3")
    assert build("5 hours.") == 4
    assert build("6 hours.", "--keep", "1") == 2
    monkeypatch.setenv("FAQBOT_KEEP", "-3")
    assert run(*folders, "index", "build").code == 2


# --- history and rollback


def rebuilt(run: Run, folders: tuple[str, ...], text: str, *flags: str) -> str:
    """Change document a, build, and return the name of the generation."""
    Path(folders[1], "documents", "a.md").write_text(f"# A\n\n{text}\n")
    ran = run(*folders, "index", "build", *flags)
    assert ran.code == 0
    return ran.out.partition(":")[0]


def history(run: Run, folders: tuple[str, ...]) -> list[dict[str, object]]:
    ran = run(*folders, "index", "history", "--json")
    assert (ran.code, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert data["schema"] == 1
    assert [g["generation"] for g in data["generations"] if g["current"]] == [data["current"]]
    rows: list[dict[str, object]] = data["generations"]
    return rows


def test_history_lists_what_answered(run: Run, folders: tuple[str, ...]) -> None:
    """The one that last began to answer first; removed ones are told, and told so."""
    first, second, third = (
        rebuilt(run, folders, f"It takes {n} hours.", "--keep", "1") for n in (1, 2, 3)
    )
    rows = history(run, folders)
    assert [row["generation"] for row in rows] == [third, second, first]
    assert [row["kept"] for row in rows] == [True, True, False]
    assert all(row["documents"] == 2 and row["answered_from"] for row in rows)
    text = run(*folders, "index", "history").out
    lines = text.splitlines()
    assert lines[1].startswith(f"*  {third}")
    assert lines[3].endswith("removed")


def test_rollback_is_told_and_undone(run: Run, folders: tuple[str, ...]) -> None:
    first, second = (rebuilt(run, folders, f"It takes {n} hours.") for n in (1, 2))
    back = run(*folders, "index", "rollback")
    assert (back.code, back.err) == (0, "")
    assert f"{first} answers now in place of {second}." in back.out
    assert f"faqbot index rollback {second}" in back.out
    assert "1 hours" in run(*folders, "corpus", "text", "a").out
    rows = history(run, folders)
    assert [row["generation"] for row in rows] == [first, second]
    assert "gone back to" in run(*folders, "index", "history").out
    assert run(*folders, "index", "rollback", second[:8]).code == 0
    assert "2 hours" in run(*folders, "corpus", "text", "a").out


def test_rollback_with_nothing_to_go_back_to(run: Run, folders: tuple[str, ...]) -> None:
    rebuilt(run, folders, "One hour.")
    back = run(*folders, "index", "rollback")
    assert (back.code, back.out) == (2, "")
    assert "--keep N" in back.err
    unknown = run(*folders, "index", "rollback", "\x1b]0;x\x07gen-x")
    assert unknown.code == 2
    assert "\x1b" not in unknown.err


def test_rollback_begins_no_index(run: Run, tmp_path: Path) -> None:
    """A slip in the folder's name leaves nothing behind."""
    ran = run("--corpus", str(tmp_path), "--index", str(tmp_path / "x"), "index", "rollback")
    assert (ran.code, ran.out) == (3, "")
    assert "there is no index" in ran.err
    assert not (tmp_path / "x").exists()


def test_an_index_without_history_answers_and_says_what_is_not_known(
    run: Run, folders: tuple[str, ...], tmp_path: Path
) -> None:
    first, second = (rebuilt(run, folders, f"It takes {n} hours.") for n in (1, 2))
    path = tmp_path / "index" / "history.jsonl"
    path.unlink()
    rows = history(run, folders)
    assert {row["generation"] for row in rows} == {first, second}
    assert [row["answered_from"] for row in rows] == [[], []]
    assert [row["passages"] for row in rows] == [2, 2]
    assert "not recorded" in run(*folders, "index", "history").out
    assert run(*folders, "index", "rollback").code == 0
    path.write_bytes(b"{\n" + path.read_bytes())
    ran = run(*folders, "index", "history")
    assert "1 line is not readable" in ran.err
    assert first in ran.out


# --- the gate


@pytest.fixture
def gated(run: Run, folders: tuple[str, ...]) -> tuple[str, ...]:
    """The folders, with one evaluation case, a baseline, and a first generation."""
    case = {
        "id": "k-1",
        "turns": ["how long does the certificate take?"],
        "status": "answered",
        "evidence": [{"document": "a", "text": "The certificate takes 369 hours."}],
        "fact": "hours",
        "tags": ["k"],
    }
    evaluation = Path(folders[1], "evaluation")
    evaluation.mkdir()
    (evaluation / "k.jsonl").write_text(json.dumps(case) + "\n")
    rebuilt(run, folders, "The certificate takes 369 hours.")
    assert run(*folders, "eval", "--update-baseline").code == 0
    return folders


def test_the_gate_keeps_back_and_force_says_why(run: Run, gated: tuple[str, ...]) -> None:
    """The old one answers until somebody gives a reason, which the history keeps."""
    assert "The evaluation gate holds." in run(*gated, "index", "build", "--gate").out
    documents = Path(gated[1], "documents")
    (documents / "a.md").write_text("# A\n\nThe certificate takes 400 hours.\n")
    kept_back = run(*gated, "index", "build", "--gate")
    assert (kept_back.code, kept_back.out) == (4, "")
    assert "nothing was published" in kept_back.err
    assert "the evidence of 1 case is in no passage any more [k-1]" in kept_back.err
    assert "369 hours" in run(*gated, "corpus", "text", "a").out
    rows = history(run, gated)
    assert [(row["current"], row["refused"]) for row in rows] == [(True, False), (False, True)]
    assert "kept back by the gate" in run(*gated, "index", "history").out
    candidate = str(rows[1]["generation"])
    assert f"index diff current {candidate}" in kept_back.err
    seen = run(*gated, "index", "diff", "current", candidate)
    assert seen.code == 0
    assert "369 hours → 400 hours" in seen.out
    forced = run(*gated, "index", "build", "--force", "The label\nfollows \x1b[2Jon Friday.")
    assert forced.code == 0
    assert "Published against the evaluation gate" in forced.err
    assert history(run, gated)[0]["forced"] == "The label\nfollows \x1b[2Jon Friday."
    text = run(*gated, "index", "history").out
    assert "forced: The label follows on Friday." in text
    assert "400 hours" in run(*gated, "corpus", "text", "a").out


def test_a_reason_that_was_not_needed_is_not_recorded(run: Run, gated: tuple[str, ...]) -> None:
    Path(gated[1], "documents", "b.md").write_text("# B\n\nStaff are paid in full.\n")
    ran = run(*gated, "index", "build", "--force", "In case.")
    assert ran.code == 0
    assert "not needed" in ran.err
    assert history(run, gated)[0]["forced"] is None


def test_force_on_what_answers_already_is_recorded(run: Run, gated: tuple[str, ...]) -> None:
    """The gate objects later, to an index that answers: whoever stands by it says why."""
    case = Path(gated[1], "evaluation", "k.jsonl")
    case.write_text(case.read_text().replace("369", "400"))  # what the gate asks for has changed
    assert "answers already" in run(*gated, "index", "build", "--gate").err
    (before,) = history(run, gated)
    ran = run(*gated, "index", "build", "--gate", "--force", "The case is wrong.")
    assert ran.code == 0
    assert "It answered before; nothing was switched." in ran.out
    assert "It goes on answering against the evaluation gate" in ran.err
    (row,) = history(run, gated)
    assert row["forced"] == "The case is wrong."
    assert "1 case is in no passage" in str(row["objection"])
    assert row["answered_from"] == before["answered_from"]
    assert "forced: The case is wrong." in run(*gated, "index", "history").out


@pytest.mark.parametrize("reason", ["", " ", "\n"])
def test_force_needs_a_reason(run: Run, gated: tuple[str, ...], reason: str) -> None:
    ran = run(*gated, "index", "build", "--force", reason)
    assert (ran.code, ran.out) == (2, "")
    assert "REASON" in ran.err


def test_the_gate_needs_a_baseline(run: Run, folders: tuple[str, ...]) -> None:
    ran = run(*folders, "index", "build", "--gate")
    assert (ran.code, ran.out) == (3, "")
    assert "baseline" in ran.err


# --- diff


def test_diff_of_what_is_not_built_yet(run: Run, gated: tuple[str, ...], tmp_path: Path) -> None:
    """What changed in the folder is shown before it is published; files hold the same."""
    Path(gated[1], "documents", "a.md").write_text("# A\n\nThe certificate takes 400 hours.\n")
    data, page = tmp_path / "d.json", tmp_path / "d.html"
    ran = run(*gated, "index", "diff", "--json", str(data), "--html", str(page))
    assert (ran.code, ran.err) == (0, "")
    assert "the corpus as it stands, not built" in ran.out
    assert "[-369-] {+400+} hours." in ran.out
    assert "Questions asked of both: 1" in ran.out
    assert json.loads(data.read_text())["answers"]["asked"] == 1
    assert "<del>369</del> <ins>400</ins>" in page.read_text()
    printed = run(*gated, "index", "diff", "--json", "-", "--no-answers")
    assert json.loads(printed.out)["answers"] is None


def test_diff_chooses_what_a_maintainer_looks_for(run: Run, folders: tuple[str, ...]) -> None:
    """Unbuilt changes first; else the last step; else it says that there is nothing."""
    first = rebuilt(run, folders, "It takes 1 hour.")
    alone = run(*folders, "index", "diff")
    assert (alone.code, alone.err) == (0, "")
    assert "nothing to compare" in alone.out
    second = rebuilt(run, folders, "It takes 2 hours.")

    def sides(*names: str) -> list[str]:
        ran = run(*folders, "index", "diff", "--no-answers", *names)
        assert ran.code == 0
        return [line.split()[1] for line in ran.out.splitlines()[:2]]

    assert sides() == [first, second]
    assert sides("previous") == [first, second]
    assert sides(first) == [first, second]
    assert sides(second, first) == [second, first]
    assert sides("current") == [second, second]  # against the corpus, which matches it
    third = sides("previous", "corpus")
    assert third == [first, second]
    run(*folders, "index", "rollback")
    assert sides() == [first, second]  # the folder still holds the newer text


@pytest.mark.parametrize("names", [("nowhere",), ("current", "gen-x"), ("..",)])
def test_diff_of_what_is_not_there(
    run: Run, folders: tuple[str, ...], names: tuple[str, ...]
) -> None:
    rebuilt(run, folders, "It takes 1 hour.")
    ran = run(*folders, "index", "diff", *names)
    assert (ran.code, ran.out) == (2, "")
    assert "no such generation" in ran.err


def test_diff_names_a_damaged_generation(
    run: Run, folders: tuple[str, ...], tmp_path: Path
) -> None:
    first = rebuilt(run, folders, "It takes 1 hour.")
    rebuilt(run, folders, "It takes 2 hours.")
    (tmp_path / "index" / first / "corpus.json").write_bytes(b"{}")
    ran = run(*folders, "index", "diff")
    assert (ran.code, ran.out) == (3, "")
    assert f"{first}/corpus.json" in ran.err


def test_diff_that_cannot_be_written(run: Run, folders: tuple[str, ...], tmp_path: Path) -> None:
    rebuilt(run, folders, "It takes 1 hour.")
    rebuilt(run, folders, "It takes 2 hours.")
    for flag in ("--html", "--json"):
        ran = run(*folders, "index", "diff", flag, str(tmp_path / "no" / "where"))
        assert (ran.code, ran.out) == (1, "")
        assert "no/where" in ran.err
