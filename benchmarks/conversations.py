"""How well turns that lean on what was said are read: right and wrong answers, and those of the whole question.

    python benchmarks/conversations.py                 prints the counts
    python benchmarks/conversations.py --failures      and each later turn that was answered wrongly
    python benchmarks/conversations.py --of FILE       of other conversations

conversations.jsonl holds 130 conversations as callers and helpline workers hold them, and
conversations-held.jsonl 60 of another writer, all written from the documents alone. A turn has what is said; the question that it asks in
full (`reading`), if it does not stand alone; and words of a document that answer it
(`answer`), if any do. A turn that only wishes for something (`wish`: repeat, more, where,
smalltalk) is played, not judged. Their failures were looked at, so they are for
developing: what is measured on them is no estimate for conversations that nobody has seen.
Their turns are also among the sayings that the model of danger is fitted on, and how sure a turn's
answer is was calibrated on them (training/fit_readings.py). Those held are
measured on only: nobody has looked at what becomes of them, and their failures are not printed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path
from typing import Any

from faqbot.answering.answer import Answer, Status
from faqbot.assistant import Assistant
from faqbot.conversation.conversation import Conversation
from faqbot.evaluation.judging import folded

ROOT = Path(__file__).resolve().parents[1]
CONVERSATIONS = Path(__file__).parent / "conversations.jsonl"
HELD = Path(__file__).parent / "conversations-held.jsonl"
AS_OF = dt.date(2024, 9, 1)  # the funding was open


def is_right(turn: dict[str, Any], answer: Answer) -> bool:
    """Return whether the words that answer are quoted; or nothing, where nothing answers."""
    wanted = turn.get("answer")
    if wanted is None:
        return answer.status in (Status.NOT_COVERED, Status.ABOUT)
    return any(folded(wanted) in folded(citation.quote) for citation in answer.citations)


def measure(assistant: Assistant, conversations: Path, *, failures: bool) -> None:
    """Hold each conversation, and print how many turns were answered rightly."""
    names = ("first turns", "later turns", "later turns, asked in full")
    counts = {name: [0, 0, 0] for name in names}
    alarms = 0

    def count(name: str, turn: dict[str, Any], answer: Answer) -> bool:
        right = is_right(turn, answer)
        shown = answer.status is Status.ANSWERED
        counts[name] = [
            n + one for n, one in zip(counts[name], (right, shown and not right, 1), strict=True)
        ]
        return right

    for line in conversations.read_text(encoding="utf-8").splitlines():
        conversation = Conversation()
        for i, turn in enumerate(json.loads(line)["turns"]):
            said = assistant.ask(turn["say"], conversation, AS_OF)
            conversation, answer = said.conversation, said.answer
            alarms += answer.status is Status.SIGNPOST
            if "wish" in turn:
                continue
            right = count("later turns" if i else "first turns", turn, answer)
            if not i:
                continue
            full = assistant.ask(turn.get("reading", turn["say"]), None, AS_OF).answer
            count("later turns, asked in full", turn, full)
            if failures and not right:
                print(f"{turn['say']}\n  wanted  {turn.get('reading', turn['say'])}")
                print(f"  read    {answer.standalone_question} ({answer.status.value})")
    print(f"| {conversations.stem} | right | a wrong answer shown | of |\n|---|--:|--:|--:|")
    for name, numbers in counts.items():
        print(f"| {name} | {' | '.join(map(str, numbers))} |")
    print(f"\nNobody is in danger in them; signposts shown: {alarms}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--of", type=Path, help="conversations in the same form")
    options = parser.parse_args()
    assistant = Assistant.open(options.index)
    if options.of is not None:
        measure(assistant, options.of, failures=options.failures)
        return
    measure(assistant, CONVERSATIONS, failures=options.failures)
    measure(assistant, HELD, failures=False)


if __name__ == "__main__":
    main()
