"""Update day as docs/maintaining.md tells it: its commands, in its order, on a copy."""

from __future__ import annotations

import datetime as dt
import functools
import io
import json
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
import tomlkit

from faqbot.assistant import Assistant
from faqbot.cli.main import main
from faqbot.evaluation.gate import settings_digest
from faqbot.index.encoder import load_encoder
from faqbot.journal import Journal

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "maintaining.md"
ID = "skills-for-care-vocational-qualifications"
OTHER = "level-2-health-and-social-care-article"
QUOTE = (
    "Level 2 and 3 Diplomas in Health and Social Care that have replaced the Health and Social "
    "Care NVQs."
)
NEW_NAME = "Level 2 and 3 Diplomas in Adult Care, which have replaced"
QUESTION = "Which diplomas replaced the NVQs?"
REFUSED = "Who won the football on Saturday?"
LOST = 8  # cases that were right and are not: enough for the gate to fail
SIZES = "There are three sizes of qualifications"
GATE_FAILED = ("index build --gate", 0)
# What a step must say, by its place among the commands with the same words.
EXPECTED = {
    ("index check", 0): "gen-",
    ("corpus add NEW-FILE --replaces ID", 0): "as before",
    ("corpus check", 0): "approved answer 'diplomas' needs review",
    ("index diff", 0): "Adult Care, which",
    ("index diff current GENERATION", 0): "Adult Care, which",
    ('index build --gate --force "The new version names other diplomas; read by J. Shah"', 0): (
        "Published against the evaluation gate"
    ),
    ("index history", 0): "read by J. Shah",
    (f'ask "{QUESTION}"', 0): NEW_NAME,
    ("index rollback", 0): "answers now in place of",
    ("index build --gate", 1): "The evaluation gate holds.",
    ("told", 0): "Adult Care, which",
    ("verify RECEIPT", 0): "Adult Care, which",
    ("verify -", 0): "Adult Care, which",
    (f'corpus approve "{QUESTION}" --by "J. Shah, training lead"', 0): "Approved anew: diplomas",
    ("gaps", 0): REFUSED,
    ("gaps draft 1 --variant DOCUMENT SECTION", 0): "Added to corpus/variants.toml",
    ("gaps draft 1 --case", 0): "draft-001",
    ("doctor", 1): "At fault: 0.",
}


def commands() -> list[str]:
    """Return the page's command lines, in order."""
    return re.findall(r"^    faqbot (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with corpus, index and a new version; a journal that knows of two questions."""
    for name in ("SETTINGS", "CORPUS", "INDEX", "JOURNAL_DAYS", "DEBUG"):
        monkeypatch.delenv(f"FAQBOT_{name}", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    # Every command would load the same encoder again, which other tests see to.
    for module in ("build", "generation"):
        monkeypatch.setattr(f"faqbot.index.{module}.load_encoder", functools.cache(load_encoder))
    # Somebody sits there who is asked, and says yes.
    monkeypatch.setattr("faqbot.cli.corpus_approve.is_terminal", lambda stream: True)
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    shutil.copytree(ROOT / "index", index, ignore=shutil.ignore_patterns("encoders", "*.jsonl"))
    (index / "encoders").mkdir()
    for folder in (ROOT / "index" / "encoders").iterdir():
        (index / "encoders" / folder.name).symlink_to(folder)
    _two_documents(corpus)
    _few_cases(corpus / "evaluation")
    (corpus / "approved.toml").write_text(
        f'schema = 1\n[[approved]]\nid = "diplomas"\nquestions = ["{QUESTION}"]\n'
        f'document = "{ID}"\nquote = "{QUOTE}"\n'
        'approved_by = "Training lead"\napproved = 2026-01-05\n',
        encoding="utf-8",
    )
    text = (corpus / "documents" / f"{ID}.txt").read_text(encoding="utf-8")
    old = "Level 2 and 3 Diplomas in Health and Social Care that have replaced"
    assert text.count(old) == 1
    (tmp_path / "new.txt").write_text(text.replace(old, NEW_NAME), encoding="utf-8")
    assert _run("index", "build") == 0
    assert _run("journal", "on") == 0
    return tmp_path


def _two_documents(folder: Path) -> None:
    """Write a corpus of two real documents, so that a build is quick."""
    (folder / "documents").mkdir(parents=True)
    for name in ("glossary.toml", "signposts.toml"):
        shutil.copy(ROOT / "corpus" / name, folder)
    manifest = tomlkit.parse((ROOT / "corpus" / "sources.toml").read_text(encoding="utf-8"))
    manifest["document"] = [d for d in manifest.unwrap()["document"] if d["id"] in {ID, OTHER}]
    for document in manifest["document"]:
        shutil.copy(ROOT / "corpus" / document["file"], folder / "documents")
    (folder / "sources.toml").write_text(tomlkit.dumps(manifest), encoding="utf-8")


def _few_cases(folder: Path) -> None:
    """Write cases, and a baseline that holds more of them for right than ever are."""
    folder.mkdir()
    evidence = [{"document": ID, "text": SIZES}]
    asked = {f"lost-{n}": f"Is there parking at place {n}?" for n in range(LOST)}
    asked["kept"] = "How many sizes of qualifications are there?"
    cases = [
        {"id": name, "turns": [words], "status": "answered", "evidence": evidence, "fact": name,
         "tags": ["own"]}
        for name, words in asked.items()
    ]  # fmt: skip
    (folder / "own.jsonl").write_text("\n".join(map(json.dumps, cases)) + "\n", encoding="utf-8")
    baseline = {
        "schema": 1,
        "generation": "gen-before",
        "settings": settings_digest(),
        "cases": {name: {"right": True} for name in asked},
    }
    (folder / "baseline.json").write_text(json.dumps(baseline), encoding="utf-8")


def _run(*words: str, stdin: str = "") -> int:
    """Run one command on the copy, in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        return main(["--corpus", "corpus", "--index", "index", *words])


def test_update_day_as_the_page_tells_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command ends as the page says; the gate fails once, as its step 5 foresees."""
    answer = Assistant.open(place / "index").ask(QUESTION).answer
    given = answer.citations[0].receipt
    at = dt.datetime.now().astimezone()
    Journal(place / "state/faqbot/journal.db").record_given_out(answer, at)
    assert _run("ask", REFUSED) == 0
    made = ""  # the generation that the gate did not let through
    seen: dict[str, int] = {}
    met = set()
    for command in commands():
        place_in_page = (command, seen.get(command, 0))
        seen[command] = place_in_page[1] + 1
        fill = {
            "NEW-FILE": ["new.txt"], "ID": [ID], "GENERATION": [made], "RECEIPT": [given],
            "DOCUMENT": [OTHER], "SECTION": ["What Is a Level 2 Qualification?"],
        }  # fmt: skip
        words = [part for word in shlex.split(command) for part in fill.get(word, [word])]
        capsys.readouterr()
        code = _run(*words, stdin=f"Told her: {given} on Monday." if words[-1] == "-" else "y\n")
        said = capsys.readouterr()
        told = said.out + said.err
        assert code == (4 if place_in_page == GATE_FAILED else 0), f"{command}: {told}"
        if place_in_page == GATE_FAILED:
            made = re.findall(r"gen-[0-9a-f]{12}", said.err)[0]
            assert made != (place / "index/CURRENT").read_text().strip()
        if place_in_page in EXPECTED:
            met.add(place_in_page)
            assert EXPECTED[place_in_page] in " ".join(told.split()), f"{command}: {told}"
        if command == "index rollback":
            assert _run("index", "check") == 3  # "stale", as the page says
    assert met == set(EXPECTED)
    assert (place / "index/CURRENT").read_text().strip() != made  # a wording was added since
    assert "Adult Care, which" in (place / "changes.html").read_text(encoding="utf-8")


def test_the_page_is_linked() -> None:
    """Whoever opens the README finds it."""
    assert "(docs/maintaining.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
