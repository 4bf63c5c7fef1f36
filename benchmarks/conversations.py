"""How well turns that lean on what was said are read: right answers, and those of the whole question.

    python benchmarks/conversations.py             prints the counts
    python benchmarks/conversations.py --failures  and each later turn that was answered wrongly

conversations.jsonl holds 130 conversations as callers and helpline workers hold them,
written from the documents alone. A turn has what is said; the question that it asks in
full (`reading`), if it does not stand alone; and words of a document that answer it
(`answer`), if any do. A turn that only wishes for something (`wish`: repeat, more, where,
smalltalk) is played, not judged. Their failures were looked at, so they are for
developing: what is measured here is no estimate for conversations that nobody has seen.
Their turns are also among the sayings that the model of danger is fitted on.
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
AS_OF = dt.date(2024, 9, 1)  # the funding was open


def is_right(turn: dict[str, Any], answer: Answer) -> bool:
    """Return whether the words that answer are quoted; or nothing, where nothing answers."""
    wanted = turn.get("answer")
    if wanted is None:
        return answer.status not in (Status.ANSWERED, Status.CLARIFY)
    return any(folded(wanted) in folded(citation.quote) for citation in answer.citations)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()
    assistant = Assistant.open(options.index)
    counts = {"first turns": [0, 0], "later turns": [0, 0], "later turns, asked in full": [0, 0]}
    alarms = 0

    def count(name: str, right: bool) -> None:
        counts[name][0] += right
        counts[name][1] += 1

    for line in CONVERSATIONS.read_text(encoding="utf-8").splitlines():
        conversation = Conversation()
        for i, turn in enumerate(json.loads(line)["turns"]):
            said = assistant.ask(turn["say"], conversation, AS_OF)
            conversation, answer = said.conversation, said.answer
            alarms += answer.status is Status.SIGNPOST
            if "wish" in turn:
                continue
            right = is_right(turn, answer)
            count("later turns" if i else "first turns", right)
            if not i:
                continue
            full = assistant.ask(turn.get("reading", turn["say"]), None, AS_OF).answer
            count("later turns, asked in full", is_right(turn, full))
            if options.failures and not right:
                print(f"{turn['say']}\n  wanted  {turn.get('reading', turn['say'])}")
                print(f"  read    {answer.standalone_question} ({answer.status.value})")
    print("| | right | of |\n|---|--:|--:|")
    for name, (right_ones, of) in counts.items():
        print(f"| {name} | {right_ones} | {of} |")
    print(f"\nNobody is in danger in them; signposts shown: {alarms}")


if __name__ == "__main__":
    main()
