"""Row 17: what was taken out of a document, or a document that was taken out, is never cited."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from faqbot.assistant import Assistant
from faqbot.cli.main import main

TinyCorpus = Callable[..., Path]
DAY = dt.date(2026, 11, 22)
OLD = "The induction course lasts 14 days."
NEW = "The induction course lasts 21 days."
BADGE = "Visitors must wear a yellow badge."
QUESTIONS = (
    "How long does the induction course last?",
    "Does the induction course last 14 days?",
    "What must visitors wear?",
    "Is the badge yellow?",
    "visitors yellow badge",
)


def documents(course: str) -> dict[str, str]:
    visits = f"# Visits\n\n## Who may visit?\n\nAnybody may visit. {BADGE}\n"
    return {
        "course.md": f"# Training\n\n## How long is the induction course?\n\n{course}\n",
        "visits.md": visits,
    }


def test_withdrawn_text_is_never_cited(
    tmp_path: Path,
    tiny_corpus: TinyCorpus,
    root: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """After the update no answer, explanation or list holds it, though the old index is kept."""
    index = tmp_path / "index"
    (index / "encoders").mkdir(parents=True)
    for folder in (root / "index" / "encoders").iterdir():
        (index / "encoders" / folder.name).symlink_to(folder)
    flags = ["--corpus", str(tiny_corpus(documents(OLD))), "--index", str(index)]
    assert main([*flags, "index", "build"]) == 0
    before = Assistant.open(index)
    assert OLD in before.ask(QUESTIONS[0], None, DAY).answer.answer
    assert BADGE in before.ask(QUESTIONS[2], None, DAY).answer.answer

    tiny_corpus({"course.md": documents(NEW)["course.md"]})
    assert main([*flags, "index", "build"]) == 0
    kept = [path.read_text() for path in index.glob("gen-*/corpus.json")]
    assert any(OLD in text for text in kept)  # to go back to
    capsys.readouterr()
    for question in QUESTIONS:
        assert main([*flags, "ask", question, "--json", "--explain"]) == 0
        out = capsys.readouterr().out
        fields = json.loads(out)
        for text in (fields["question"], fields["standalone_question"]):
            out = out.replace(json.dumps(text), "")
        assert OLD not in out
        assert BADGE not in out
        assert "visits" not in [c["document_id"] for c in fields["citations"]]
    assert NEW in Assistant.open(index).ask(QUESTIONS[0], None, DAY).answer.answer
    assert main([*flags, "corpus", "list"]) == 0
    assert "visits" not in capsys.readouterr().out
    assert main([*flags, "corpus", "text", "visits"]) == 2
    assert "there is no document of that id" in capsys.readouterr().err
