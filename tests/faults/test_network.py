"""Row 29: every command in a network namespace without routes; and no socket is opened.

Python's own sockets are seen by an audit hook, those of native libraries among the
files that are open afterwards. What asyncio wakes itself up with is a pair inside
the process, not a connection.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from faqbot.cli.main import build_parser

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = "dhsc-level-2-adult-social-care-certificate-faq"
# One line for each command of the program: its arguments, its input, and how it ends.
COMMANDS: dict[str, tuple[list[str], str, int]] = {
    "ask": (["ask", "Is it mandatory?", "--json", "--explain"], "", 0),
    "chat": (["chat"], "Is it mandatory?\nsource\nquit\n", 0),
    "batch": (["batch"], '{"id": 1, "turns": ["Is it mandatory?"]}\n', 0),
    "index build": (["index", "build"], "", 0),
    "index check": (["index", "check"], "", 0),
    "index diff": (["index", "diff", "--no-answers", "current", "corpus"], "", 0),
    "index history": (["index", "history"], "", 0),
    "index rollback": (["index", "rollback"], "", 2),  # there is nothing to go back to
    "corpus add": (["corpus", "add", "nowhere.md", "--yes"], "", 2),
    "corpus approve": (["corpus", "approve", "Is it mandatory?", "--by", "Jo"], "", 2),  # no --yes
    "corpus list": (["corpus", "list"], "", 0),
    "corpus check": (["corpus", "check"], "", 0),
    "corpus text": (["corpus", "text", DOCUMENT], "", 0),
    "corpus precedents": (["corpus", "precedents"], "", 0),
    "eval": (["eval", "--slice", "window"], "", 0),
    "verify": (["verify", "no-receipt"], "", 2),
    "journal": (["journal"], "", 0),
    "journal on": (["journal", "on"], "", 0),
    "journal list": (["journal", "list"], "", 0),
    "journal export": (["journal", "export"], "", 0),
    "told": (["told"], "", 0),
    "gaps": (["gaps"], "", 0),
    "gaps draft": (["gaps", "draft", "1", "--case"], "", 2),  # nothing was asked
    "journal off": (["journal", "off"], "", 0),
    "journal purge": (["journal", "purge"], "", 0),
    "doctor": (["doctor"], "", 0),
}
NAMES_A_MODEL = {"index export-encoder"}  # which the person asks to have loaded
WATCHED = """
import io, json, os, socket, sys
opened = []
def watch(event, arguments):
    if event == "socket.__new__" and arguments[1] != socket.AF_UNIX:
        opened.append(f"socket of family {arguments[1]}")
    elif event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        opened.append(event)
sys.addaudithook(watch)

def still_open():
    for number in os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else ():
        try:
            target = os.readlink(f"/proc/self/fd/{number}")
        except OSError:
            continue
        if target.startswith("socket:"):
            opened.append(f"{target} is still open")

def run(arguments, given):
    from faqbot.cli.main import main
    sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode()))
    return main([*flags, *arguments])

def interface():
    from faqbot.tui.app import FaqbotApp
    from faqbot.tui.state import Setup
    async def person(pilot):
        while not pilot.app.state.assistant:
            await pilot.pause(0.01)
        await pilot.press(*"cost", "enter")
        while not pilot.app.state.session.exchanges:
            await pilot.pause(0.01)
        await pilot.press("ctrl+q")
    app = FaqbotApp(Setup(index=__import__("pathlib").Path(flags[3])))
    app.run(headless=True, auto_pilot=person)
    return app.return_value or 0

flags, commands = json.loads(sys.argv[1])
found = {}
for name, (arguments, given, _) in commands.items():
    code = run(arguments, given) if arguments else interface()
    still_open()
    found[name] = [code, opened[:]]
    opened.clear()
print(json.dumps(found), file=sys.stderr)
"""


def alone() -> list[str]:
    """Return what runs a command without a network, where this machine lets us."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return []
    command = [unshare, "--map-root-user", "--net"]
    allowed = subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    return command if allowed else []


def watched(script: str, *arguments: Any) -> Any:
    """Return what a script tells that runs without a network."""
    ran = subprocess.run(
        [*alone(), sys.executable, "-c", script, json.dumps(arguments)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return json.loads(ran.stderr.splitlines()[-1])


def commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """Yield every command of a parser that can be run, with the names above it."""
    found = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    for name, sub in (pair for action in found for pair in action.choices.items()):
        if sub.get_default("run") is not None:
            yield f"{before}{name}"
        yield from commands(sub, f"{before}{name} ")


def test_no_command_is_left_out() -> None:
    """A command that is added gets a line above."""
    assert sorted(commands(build_parser())) == sorted({*COMMANDS, *NAMES_A_MODEL})


def test_every_command_works_without_a_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tried: Callable[[int], None]
) -> None:
    """Each ends as it does with one, and opens no connection; the interface, too."""
    for name in [n for n in os.environ if n.startswith(("FAQBOT_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    (tmp_path / "index" / "encoders").mkdir(parents=True)
    for folder in (ROOT / "index").iterdir():
        if folder.name.startswith("gen-"):
            shutil.copytree(folder, tmp_path / "index" / folder.name)
    for folder in (ROOT / "index" / "encoders").iterdir():
        (tmp_path / "index" / "encoders" / folder.name).symlink_to(folder)
    shutil.copy(ROOT / "index" / "CURRENT", tmp_path / "index")
    flags = ["--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index")]
    everything = {**COMMANDS, "interface": ([], "", 0)}
    found = watched(WATCHED, flags, everything)
    assert found == {name: [code, []] for name, (_, _, code) in everything.items()}
    tried(len(found))


@pytest.mark.nightly
@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace")
@pytest.mark.parametrize("name", ["ask", "index check", "doctor", "eval"])
def test_no_system_call_opens_a_socket(tmp_path: Path, name: str) -> None:
    """The kernel sees what native libraries do, too."""
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(trace)]
    arguments = COMMANDS[name][0]
    ran = subprocess.run(
        [*command, sys.executable, "-m", "faqbot.cli", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    assert ran.returncode == 0
    assert trace.read_text() == ""


def test_the_watch_sees_a_socket() -> None:
    """The check above would fail if one were opened."""
    script = WATCHED.replace(
        "return main([*flags, *arguments])", "run.s = socket.socket(); return 0"
    )
    ((code, opened),) = watched(script, [], {"x": (["x"], "", 0)}).values()
    assert code == 0
    assert len(opened) == 2
