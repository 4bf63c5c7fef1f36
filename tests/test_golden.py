"""Whole answers held against files: a change in what people read shows as a diff.

FAQBOT_UPDATE_GOLDEN=1 python -m pytest tests/test_golden.py    writes the files anew
"""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from faqbot.assistant import Assistant
from faqbot.rendering import to_dict, to_text

GOLDEN = Path(__file__).parent / "golden"
AS_OF = dt.date(2026, 11, 22)
CONVERSATIONS = {
    "mandatory": ["Is it mandatory?", "and for healthcare staff?"],
    "funding": ["Who can get funding for the certificate?"],
    "duration": ["how long does the certifcate take"],
    "role": ["What does a volunteer coordinator do?", "What about a phlebotomist?"],
    "article": ["What are the core responsibilities of Level 2 practitioners?"],
    "refused": ["What is the capital of Peru?"],
    "abroad": ["Is the funding available in Wales?"],
    "documents": ["What documents do you have?"],
    "empty": [""],
}


@pytest.mark.parametrize("name", sorted(CONVERSATIONS))
def test_answers_are_those_of_the_file(assistant: Assistant, name: str) -> None:
    """JSON and plain text of each turn, the time it took and the index's name aside."""
    turns = []
    conversation = None
    for question in CONVERSATIONS[name]:
        turn = assistant.ask(question, conversation, AS_OF)
        conversation = turn.conversation
        data = to_dict(turn.answer)
        del data["elapsed_ms"], data["index"]
        data["confidence"] = round(data["confidence"], 2)  # the last digits differ by processor
        text = to_text(turn.answer, width=80).splitlines()
        turns.append({"json": data, "text": text})
    path = GOLDEN / f"{name}.json"
    shown = json.dumps(turns, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("FAQBOT_UPDATE_GOLDEN"):
        path.write_text(shown, encoding="utf-8")
    assert shown.splitlines() == path.read_text(encoding="utf-8").splitlines()
