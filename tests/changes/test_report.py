"""A difference as JSON: everything in it, and the same bytes for the same two sides."""

from __future__ import annotations

import json
from dataclasses import replace

from faqbot.changes.report import IndexDifference, difference_to_json
from faqbot.rendering import to_json


def test_json_holds_all_of_it(difference: IndexDifference) -> None:
    data = json.loads(to_json(difference_to_json(difference)))
    assert data["schema"] == 1
    assert data["old"]["generation"] == "gen-a"
    assert data["new"]["standing"] == "the corpus as it stands, not built"
    assert data["guidance"]["headings"] == {
        "changed": 1, "renamed": 0, "moved": 0, "added": 1, "removed": 1,
    }  # fmt: skip
    (document,) = data["guidance"]["documents"]
    assert document["facts"] == [{"fact": "version", "old": "1.2", "new": "<1.3>"}]
    assert document["renumbered"] == 1
    changed = document["headings"][0]
    assert changed["text"]["figures"] == [{"old": "£50", "new": "£60"}]
    assert ["removed", "£50"] in changed["text"]["words"]
    answers = data["answers"]
    counts = ("asked", "same", "changed", "now_refused", "now_answered", "lost_citation")
    assert [answers[key] for key in counts] == [9, 4, 3, 1, 1, 3]
    assert answers["same"] + answers["changed"] + answers["now_refused"] + answers[
        "now_answered"
    ] == answers["asked"]  # fmt: skip
    first = answers["changes"][0]
    assert first["old"]["citations"][0]["document_id"] == "a"
    assert first["new"]["status"] == "not_covered"


def test_time_taken_is_no_part_of_it(difference: IndexDifference) -> None:
    """Two runs give the same bytes."""
    slower = difference.answers
    assert slower is not None
    changes = tuple(
        replace(c, old=replace(c.old, elapsed_ms=9.0), new=replace(c.new, elapsed_ms=8.0))
        for c in slower.changes
    )
    other = replace(difference, answers=replace(slower, changes=changes))
    assert to_json(difference_to_json(other)) == to_json(difference_to_json(difference))


def test_without_questions_there_are_no_answers(difference: IndexDifference) -> None:
    assert difference_to_json(replace(difference, answers=None))["answers"] is None
