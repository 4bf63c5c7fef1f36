"""`faqbot corpus`: list, check, text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from faqbot.documents import Corpus

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.conftest import TinyCorpus


def test_list(run: Run, real_corpus: Corpus) -> None:
    ran = run("corpus", "list")
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert lines[0].split() == [
        "id", "title", "publisher", "version", "date", "authority", "passages",
    ]  # fmt: skip
    assert len(lines) == 1 + len(real_corpus.documents)
    assert "undated" in ran.out


def test_list_as_json(run: Run, real_corpus: Corpus) -> None:
    rows = json.loads(run("corpus", "list", "--json").out)
    assert [row["id"] for row in rows] == [d.id for d in real_corpus.documents]
    assert sum(row["passages"] for row in rows) == len(real_corpus.passages)
    assert rows[0]["published"] == "2024-01-25"


def test_text_is_exact(run: Run, real_corpus: Corpus) -> None:
    for document in real_corpus.documents:
        assert run("corpus", "text", document.id).out == document.text


def test_text_of_an_unknown_document(run: Run) -> None:
    ran = run("corpus", "text", "none\x1b[2J")
    assert (ran.code, ran.out) == (2, "")
    assert "dhsc-level-2" in ran.err
    assert "\x1b" not in ran.err


def test_text_without_an_index(run: Run, tiny_corpus: TinyCorpus) -> None:
    folder = tiny_corpus({"a.md": "# A\n\nWords.\n"})
    assert run("--corpus", str(folder), "corpus", "text", "a").out == "A\n\nWords."


def test_check_of_the_committed_corpus(run: Run) -> None:
    ran = run("corpus", "check")
    assert (ran.code, ran.err) == (0, "")
    assert "left out: contents list" in ran.out
    assert "remark: undated" in ran.out
    assert "PROBLEM" not in ran.out


def test_check_names_every_problem(run: Run, tiny_corpus: TinyCorpus) -> None:
    folder = tiny_corpus(
        dict.fromkeys(("a.md", "b.md", "c.md", "d.md"), "# A\n\nWords.\n"),
        a={"sha256": "0" * 64},
        b={"file": "../outside.md"},
    )
    (folder / "documents" / "e\x1b[2J.md").write_text("stray")
    (folder / "documents" / "c.md").unlink()
    tiny = run("--corpus", str(folder), "corpus", "check")
    assert tiny.code == 3
    assert tiny.out.count("PROBLEM") == 3
    assert "is not named in sources.toml" in tiny.out
    assert "3 problems" in tiny.err
    assert "\x1b" not in tiny.out


def test_check_says_duplicates(run: Run, tiny_corpus: TinyCorpus) -> None:
    folder = tiny_corpus({"a.md": "# A\n\nWords.\n", "b.md": "# A\n\nWords.\n"})
    ran = run("--corpus", str(folder), "corpus", "check")
    assert ran.code == 0
    assert "the same text as a" in ran.out


def test_check_counts_many_files(run: Run, tiny_corpus: TinyCorpus) -> None:
    """A folder full of files that nobody named is no flood of lines."""
    folder = tiny_corpus({"a.md": "# A\n\nWords.\n"})
    for number in range(2_000):
        (folder / "documents" / f"x{number:04}.md").write_text("x")
    ran = run("--corpus", str(folder), "corpus", "check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("is not named in sources.toml") == 10
    assert "documents/x0000.md is not named" in ran.out
    assert "1,990 more files are not named in sources.toml" in ran.out


LONG = "Everybody who works here wears a badge on every day of the week.\n"


def test_check_says_what_is_not_sound(run: Run, tiny_corpus: TinyCorpus) -> None:
    """Headings without text, copied passages, dates to come and versions without their file."""
    folder = tiny_corpus(
        {
            "a.md": f"# A\n\n## Badges\n\n{LONG}\n## Coats\n\n{LONG}Also this one.\n\n## Empty\n",
            "b.md": f"# B\n\n## Badges\n\n{LONG}\n## Shoes\n\nOne.\n\n## Hats\n\nTwo.\n",
        }
    )
    with (folder / "sources.toml").open("a") as manifest:
        manifest.write("published = 2027-01-01\nupdated = 2026-12-01\n\n[[superseded]]\n")
        manifest.write('id = "b"\nfile = "history/b/1.md"\ntitle = "B"\nreplaced = 2026-01-01\n')
    (folder / "history" / "b").mkdir(parents=True)
    (folder / "history" / "b" / "0.md").write_text("stray")
    ran = run("--corpus", str(folder), "corpus", "check", "--as-of", "2026-11-22")
    assert ran.code == 0
    for said in (
        "headings with no text under them: Empty\n",
        "1 of its 1 passages stand in a, too: if it is a newer version, add it with --replaces",
        "published lies in the future: 2027-01-01",
        "updated lies in the future: 2026-12-01",
        "updated (2026-12-01) before it was published (2027-01-01)",
        "the version of b replaced on 2026-01-01: the document's file is missing",
        "history/b/0.md is not named in sources.toml",
    ):
        assert said in ran.out, said
    later = run("--corpus", str(folder), "corpus", "check", "--as-of", "2028-01-01")
    assert "in the future" not in later.out


def test_check_looks_at_what_stands_beside_the_documents(run: Run, tiny_corpus: TinyCorpus) -> None:
    """Glossary names nobody uses, reviews that are due, labels that no longer hold."""
    folder = tiny_corpus({"a.md": f"# A\n\n{LONG}"})
    (folder / "glossary.toml").write_text(
        'schema = 1\n[[term]]\nname = "Badge"\n[[term]]\nname = "Care  Certificate"\n'
        '[[term]]\nname = "Coat"\naliases = ["works here"]\n'
    )
    (folder / "signposts.toml").write_text(
        'schema = 1\n[[signpost]]\nid = "danger"\ntitle = "T"\ntext = "Call 999."\nreviewer = "R"\n'
        'reviewed = 2025-01-01\nreview_by = 2026-01-01\nnumbers = ["999"]\nexamples = ["help"]\n'
    )
    (folder / "evaluation").mkdir()
    case = {"turns": ["q"], "status": "answered", "fact": "f", "tags": ["t"]}
    cases = [
        {"id": "e1", **case, "evidence": [{"document": "a", "text": "wears a  badge"}]},
        {"id": "e2", **case, "evidence": [{"document": "a", "text": "wears a coat"}]},
        {"id": "e3", **case, "evidence": [{"document": "zz", "text": "wears a badge"}]},
    ]
    (folder / "evaluation" / "a.jsonl").write_text("\n".join(map(json.dumps, cases)))
    ran = run("--corpus", str(folder), "corpus", "check", "--as-of", "2026-01-02")
    assert ran.code == 0
    assert "in the glossary, but in no document: Care Certificate\n" in ran.out
    assert "signpost danger: its review was due by 2026-01-01 (R)" in ran.out
    assert "evaluation case e2: 'a' no longer holds the evidence 'wears a coat'" in ran.out
    assert "evaluation case e3: the corpus has no document 'zz'" in ran.out
    assert "e1" not in ran.out
    ran = run("--corpus", str(folder), "corpus", "check", "--as-of", "2026-01-01")
    assert "review was due" not in ran.out
    (folder / "signposts.toml").write_text("schema = 2\n")
    ran = run("--corpus", str(folder), "corpus", "check")
    assert ran.code == 3
    assert "PROBLEM: schema is 2" in ran.out


def test_check_without_a_manifest(run: Run, tiny_corpus: TinyCorpus) -> None:
    folder = tiny_corpus({"a.md": "x"})
    (folder / "sources.toml").unlink()
    assert run("--corpus", str(folder), "corpus", "check").code == 3


def test_check_names_approved_answers_to_review(run: Run, tiny_corpus: TinyCorpus) -> None:
    folder = tiny_corpus({"a.md": "# A\n\nIt is free. It is blue, if new.\n"})
    entry = (
        '[[approved]]\nid = "{0}"\nquestions = ["{0}?"]\ndocument = "a"\nquote = "{1}"\n'
        'approved_by = "Jo"\napproved = 2020-01-01\n'
    )
    entries = [
        entry.format("sound", "It is free."),
        entry.format("gone", "It was free."),
        entry.format("late", "It is free.") + "review_by = 2020-02-01\n",
        entry.format("half", "It is blue"),
    ]
    path = folder / "approved.toml"
    path.write_text("schema = 1\n" + "".join(entries), encoding="utf-8")
    ran = run("--corpus", str(folder), "corpus", "check")
    assert (ran.code, ran.err) == (0, "")
    remarks = [line for line in ran.out.splitlines() if "approved answer" in line]
    assert [line.split("'")[1] for line in remarks] == ["gone", "late", "half"]
    assert "needs review: the words it quotes are not in a" in remarks[0]
    assert "needs review: it was to be reviewed by 2020-02-01" in remarks[1]
    assert "part of a sentence" in remarks[2]
    path.write_text(path.read_text(encoding="utf-8").replace('"a"', '"b"'), encoding="utf-8")
    broken = run("--corpus", str(folder), "corpus", "check")
    assert broken.code == 3
    assert "PROBLEM: there is no document 'b'" in broken.out


def test_check_reads_the_variants(run: Run, tiny_corpus: TinyCorpus) -> None:
    folder = tiny_corpus({"a.md": "# A\n\nWords.\n"})
    entry = '[[variant]]\ndocument = "a"\nsection = "B"\nquestions = ["what"]\n'
    (folder / "variants.toml").write_text("schema = 1\n" + entry, encoding="utf-8")
    ran = run("--corpus", str(folder), "corpus", "check")
    assert ran.code == 0
    assert "there is no such section, so its wordings are left out" in ran.out
