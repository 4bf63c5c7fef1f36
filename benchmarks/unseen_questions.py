"""How well questions of unknown writers are answered: right answers, refusals, false alarms.

    python benchmarks/unseen_questions.py

questions-held.jsonl holds questions of two writers, who went through their part of the documents
fact by fact and asked as many kinds of people would: with a story in front, without the official
words, as a text message, as a check of what a colleague said. None is trained on or fitted on, and
nobody looks at what becomes of them: the failures are not printed. (They kept to the same brief as the five
writers of the last questions in training/questions.jsonl, so how a question is put is alike in both.) `evidence` is one sentence
that answers; another may, too, so "quoted" is a lower bound.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter
from pathlib import Path

from faqbot.answering.answer import Answer, Status
from faqbot.assistant import Assistant
from faqbot.evaluation.judging import folded

ROOT = Path(__file__).resolve().parents[1]
HELD = Path(__file__).parent / "questions-held.jsonl"
AS_OF = dt.date(2024, 9, 1)  # the funding was open


def what_came(answer: Answer, evidence: str | None) -> str:
    """Return in a word or two what became of a question."""
    if answer.status is Status.SIGNPOST:
        return "taken for danger"
    if answer.status is not Status.ANSWERED:
        return "asked back" if answer.status is Status.CLARIFY else "refused"
    quotes = [folded(citation.quote) for citation in answer.citations]
    if evidence is not None and any(folded(evidence) in quote for quote in quotes):
        return "quoted"
    return "answered" if evidence is None else "something else quoted"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--questions", type=Path, default=HELD)
    options = parser.parse_args()
    assistant = Assistant.open(options.index)
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for line in options.questions.read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        answer = assistant.ask(asked["question"], None, AS_OF).answer
        counts[asked["answerable"]][what_came(answer, asked.get("evidence"))] += 1
    for answerable, came in counts.items():
        of = came.total()
        print(f"\n| {'answerable' if answerable else 'not answerable'}, {of} | share |\n|---|--:|")
        for name, count in came.most_common():
            print(f"| {name} | {count / of:.3f} |")


if __name__ == "__main__":
    main()
