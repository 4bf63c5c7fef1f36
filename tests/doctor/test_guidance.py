"""Index, encoder and corpus as doctor sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from faqbot.doctor.findings import State
from faqbot.doctor.guidance import check_age, check_generation
from faqbot.index.build import build_index

TinyCorpus = Callable[..., Path]
TODAY = dt.date(2026, 11, 22)


def test_age(tiny_corpus: TinyCorpus, root: Path) -> None:
    """Old, undated and future documents, and an overdue review, are warned of with what to do."""
    corpus = tiny_corpus(
        dict.fromkeys(("new.md", "old.md", "undated.md", "future.md"), "# T\n\nText.\n")
    )
    manifest = (corpus / "sources.toml").read_text()
    dates = {"new": "2026-01-01", "old": "2024-11-01", "future": "2027-01-01"}
    for name, day in dates.items():
        manifest = manifest.replace(f'id = "{name}"', f'id = "{name}"\npublished = {day}')
    manifest = manifest.replace('id = "old"', 'id = "old"\nurl = "https://example.org/old"')
    (corpus / "sources.toml").write_text(manifest)
    signposts = (root / "corpus" / "signposts.toml").read_text()
    (corpus / "signposts.toml").write_text(signposts)
    findings = list(check_age(corpus, TODAY))
    warned = {f.what.split("”")[0].strip("“"): f for f in findings if f.what.startswith("“")}
    assert set(warned) == {"old", "undated", "future"}
    assert "https://example.org/old" in str(warned["old"].remedy)
    assert "clock" in str(warned["future"].remedy)
    assert "-" not in warned["future"].what  # no negative age
    assert "1 of 4 documents" in next(f.what for f in findings if f.state is State.OK)
    assert not any("signpost" in f.what for f in findings)
    late = [f for f in check_age(corpus, dt.date(2199, 1, 1)) if "signpost" in f.what]
    assert len(late) == signposts.count("[[signpost]]")
    assert {f.state for f in late} == {State.WARNING}


def test_approved_answers(tiny_corpus: TinyCorpus) -> None:
    """An approved answer whose review is overdue, or whose words are gone, is named."""
    corpus = tiny_corpus({"a.md": "# T\n\nThe employer pays.\n"})
    entry = (
        'schema = 1\n[[approved]]\nid = "who-pays"\nquestions = ["Who pays?"]\ndocument = "a"\n'
        'quote = "The employer pays."\napproved_by = "Lead"\napproved = 2026-01-01\n'
        "review_by = 2026-12-01\n"
    )
    (corpus / "approved.toml").write_text(entry)
    assert not any("who-pays" in f.what for f in check_age(corpus, TODAY))
    (found,) = (f for f in check_age(corpus, dt.date(2026, 12, 2)) if "who-pays" in f.what)
    assert found.state is State.WARNING
    assert "reviewed by 2026-12-01" in found.what


def test_earlier_generations(tmp_path: Path, tiny_corpus: TinyCorpus, quick_encoder: Any) -> None:
    """A generation that could be gone back to is looked at, too; damage there is no fault."""
    index = tmp_path / "index"
    first = build_index(tiny_corpus({"a.md": "# A\n\nText.\n"}), index).generation
    build_index(tiny_corpus({"a.md": "# A\n\nOther text.\n"}), index)
    findings = list(check_generation(index))
    assert {f.state for f in findings} == {State.OK}
    assert findings[-1].what == f"{first} is whole, and can be gone back to"
    (index / first / "tokens.json").write_bytes(b"[]")
    found = list(check_generation(index))[-1]
    assert found.state is State.WARNING
    assert "tokens.json" in found.what
    assert str(index / first) in str(found.remedy)
