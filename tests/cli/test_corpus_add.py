"""`faqbot corpus add`: as a maintainer types it, with flags, on a terminal, and with bad input."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from faqbot.corpus.manifest import load_manifest

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.conftest import TinyCorpus

PAGE = """\
# Rules for staff

Published 25 January 2024 [Version 1.2]

Applies to England

## Badges

Everybody wears a badge at work, on every day of the week.

## Nothing here
"""


@pytest.fixture
def corpus(tiny_corpus: TinyCorpus) -> Path:
    return tiny_corpus({"a.md": "# A\n\nThe employer pays for all of it, every year, by March.\n"})


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "rules.md").write_text(PAGE)
    return tmp_path / "rules.md"


def test_what_the_file_says_is_taken(run: Run, corpus: Path, page: Path) -> None:
    """Without a terminal nothing is asked; what was parsed and what is next are shown."""
    ran = run("--corpus", str(corpus), "corpus", "add", str(page), "--as-of", "2026-11-22")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Added rules: documents/rules.md\n")
    assert "  title: Rules for staff (the first heading)" in ran.out
    assert "  published: 2024-01-25 (Published 25 January 2024 [Version 1.2])" in ran.out
    assert "  applies to: England (Applies to England)" in ran.out
    assert "sections," in ran.out
    assert "headings with no text under them: Nothing here" in ran.out
    assert "remark: not known: publisher, licence, url" in ran.out
    assert ran.out.endswith("Next: faqbot index build\n")
    source = load_manifest(corpus).sources[1]
    assert (source.version, source.applies_to, source.publisher) == ("1.2", ("England",), None)
    listed = run("--corpus", str(corpus), "corpus", "list").out
    assert "Rules for staff" in listed


def test_flags_win(run: Run, corpus: Path, page: Path) -> None:
    """Every fact may be given; what is given is taken, and the rest of the file's facts stay."""
    flags = ["--id", "r", "--title", "T", "--publisher", "P", "--version", "2", "--updated",
             "2025-01-01", "--applies-to", "Wales", "--applies-to", "Scotland", "--licence", "L",
             "--authority", "sector", "--url", "https://example.org/"]  # fmt: skip
    ran = run("--corpus", str(corpus), "corpus", "add", str(page), *flags, "--yes")
    assert ran.code == 0
    source = load_manifest(corpus).sources[1]
    assert (source.id, source.title, source.publisher, source.version) == ("r", "T", "P", "2")
    assert (str(source.published), str(source.updated)) == ("2024-01-25", "2025-01-01")
    assert (source.applies_to, source.licence) == (("Wales", "Scotland"), "L")
    assert (source.authority.value, source.url) == ("sector", "https://example.org/")


def test_the_next_version(run: Run, corpus: Path, page: Path) -> None:
    """The version before is kept, said, and superseded on the day."""
    ran = run("--corpus", str(corpus), "corpus", "add", str(page), "--replaces", "a",
              "--as-of", "2026-11-22")  # fmt: skip
    assert ran.code == 0
    assert "Replaced a: documents/rules.md" in ran.out
    assert re.search(r"the version before is kept as history/a/[0-9a-f]{8}\.md", ran.out)
    assert "  title: a (as before)" in ran.out
    manifest = load_manifest(corpus)
    assert [source.id for source in manifest.sources] == ["a"]
    assert str(manifest.superseded[0].replaced) == "2026-11-22"


def test_a_copy_is_said(run: Run, corpus: Path, tmp_path: Path) -> None:
    """The same text again, and most of it again, are added and said."""
    text = (corpus / "documents" / "a.md").read_text()
    (tmp_path / "b.md").write_text(text)
    (tmp_path / "c.md").write_text(
        text + "\n## More\n\nSomething else stands here, and it is new.\n"
    )
    assert (
        "the same text as a"
        in run("--corpus", str(corpus), "corpus", "add", str(tmp_path / "b.md")).out
    )
    ran = run("--corpus", str(corpus), "corpus", "add", str(tmp_path / "c.md"))
    assert "stand in a, too: if it is a newer version, add it with --replaces" in ran.out


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (["none.md"], 2, "cannot read the file (No such file or directory): none.md"),
        (["{}", "--published", "2024"], 2, "--published"),
        (["{}", "--applies-to", " "], 2, "--applies-to"),
        (["{}", "--authority", "royal"], 2, "authority"),
        (["{}", "--replaces", "zz"], 2, "Documents: a"),
        (["{}", "--replaces", "a", "--id", "b"], 2, "keeps the id"),
        (["{}", "--id", "a"], 2, "--replaces a"),
        (["{}", "--id", "Not so"], 3, "a-z, 0-9 and -"),
        (["{}", "--as-of", "soon"], 2, "--as-of"),
        ([], 2, "FILE"),
    ],
)
def test_wrong_usage(
    run: Run, corpus: Path, page: Path, arguments: list[str], code: int, said: str
) -> None:
    """Each is said with what to do, and nothing is changed."""
    before = (corpus / "sources.toml").read_bytes()
    words = [str(page) if word == "{}" else word for word in arguments]
    ran = run("--corpus", str(corpus), "corpus", "add", *words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert (corpus / "sources.toml").read_bytes() == before
    assert len(list((corpus / "documents").iterdir())) == 1


@pytest.mark.parametrize(
    "name, data, said",
    [
        ("empty.md", b"", "no text found: the file is empty"),
        ("a.odt", b"words", "no reader for this kind of file"),
        ("a.docx", b"%PDF-1.7", "is a PDF file, not .docx"),
        ("a.pdf", b"%PDF-1.7 and then nothing", "not a sound PDF"),
        ("e\x1b]0;x\x07.docx", b"PK\x03\x04nothing", "not a sound Word document"),
    ],
)
def test_what_cannot_be_read_is_refused(
    run: Run, corpus: Path, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    """The reason is said, by the command and by a build that meets the file; neither goes on."""
    (tmp_path / name).write_bytes(data)
    ran = run("--corpus", str(corpus), "corpus", "add", str(tmp_path / name))
    assert ran.code == 3
    assert said in ran.err
    assert "\x1b" not in ran.err
    (corpus / "documents" / name).write_bytes(data)
    with (corpus / "sources.toml").open("a") as manifest:
        escaped = name.encode("unicode_escape").decode().replace("\\x", "\\u00")
        manifest.write(f'\n[[document]]\nid = "z"\nfile = "documents/{escaped}"\ntitle = "Z"\n')
    built = run("--corpus", str(corpus), "--index", str(tmp_path / "i"), "index", "build")
    assert built.code == 3
    assert said in built.err
    checked = run("--corpus", str(corpus), "corpus", "check")
    assert checked.code == 3
    assert said in checked.out
    assert "\x1b" not in checked.out + built.err


def test_the_corpus_of_the_installation_is_left_alone(
    run: Run, page: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came with the program is not written to."""
    monkeypatch.setattr("faqbot.settings._BUNDLED", corpus)
    ran = run("--corpus", str(corpus), "corpus", "add", str(page))
    assert ran.code == 3
    assert "read-only" in ran.err


CTRL_C = "\x03"
Talk = Callable[..., tuple[int, str]]


@pytest.fixture
def talk(process: Callable[..., Any]) -> Talk:
    """A function that runs a command on a terminal and types lines when it asks."""

    def call(arguments: list[str], lines: list[str]) -> tuple[int, str]:
        main, other = pty.openpty()
        started = process(*arguments, stdin=other, stdout=other, stderr=other)
        os.close(other)
        said, waiting = "", list(lines)
        while select.select([main], [], [], 60)[0]:
            try:
                said += os.read(main, 4096).decode()
            except OSError:  # the terminal is closed: the program has ended
                break
            if waiting and said.rstrip().endswith("]:"):
                if (line := waiting.pop(0)) == CTRL_C:
                    started.send_signal(signal.SIGINT)  # the terminal is not the process's own
                else:
                    os.write(main, line.encode())
                said += "\n"
        os.close(main)
        return started.wait(60), said.replace("\r\n", "\n")

    return call


def test_on_a_terminal_it_asks(talk: Talk, corpus: Path, page: Path) -> None:
    """Enter takes what is proposed, - makes it unknown, and what cannot be is asked again."""
    flags = ["--corpus", str(corpus), "corpus", "add", str(page), "--licence", "L"]
    answers = ["\n", "The Publisher\n", "-\n", "\n", "soon\n", "2025-04-09\n", "England, Wales\n",
               "official\n", "\n", "y\n"]  # fmt: skip
    code, said = talk(flags, answers)
    assert code == 0
    assert "Title [Rules for staff]:" in said
    assert "'soon' is not a day such as 2026-11-22." in said
    assert "Licence [" not in said
    source = load_manifest(corpus).sources[1]
    assert (source.publisher, source.version, source.licence) == ("The Publisher", None, "L")
    assert (str(source.published), str(source.updated)) == ("2024-01-25", "2025-04-09")
    assert source.applies_to == ("England", "Wales")


@pytest.mark.parametrize("last, code", [("n\n", 0), (CTRL_C, 130), ("\x04", 2)])
def test_thinking_better_of_it(talk: Talk, corpus: Path, page: Path, last: str, code: int) -> None:
    """No, Ctrl-C and the end of input leave the corpus as it was."""
    flags = ["--corpus", str(corpus), "corpus", "add", str(page)]
    ended, said = talk(flags, ["\n"] * 9 + [last])
    assert ended == code
    assert "Traceback" not in said
    assert len(load_manifest(corpus).sources) == 1
    assert len(list((corpus / "documents").iterdir())) == 1
