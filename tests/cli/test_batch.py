"""`faqbot batch`: JSON Lines in, JSON Lines out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from faqbot.assistant import Assistant
from faqbot.cli.batch import LONGEST, BadLine, read_line

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def _rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_conversations_in_order(run: Run) -> None:
    lines = [
        {"id": "x1", "turns": ["Is it mandatory?", "and how long does it take?"]},
        {"id": 7, "turns": ["Who pays?"], "as_of": "2024-06-01"},
    ]
    ran = run("batch", stdin="\n".join(map(json.dumps, lines)))
    assert (ran.code, ran.err) == (0, "")
    rows = _rows(ran.out)
    assert [(row["id"], len(row["answers"])) for row in rows] == [("x1", 2), (7, 1)]
    follow_up = rows[0]["answers"][1]
    assert follow_up["question"] == "and how long does it take?"
    assert "Certificate" in follow_up["standalone_question"]


def test_bad_lines_are_answered_and_the_run_goes_on(run: Run) -> None:
    lines = ["", "nonsense", '{"id": "a"}', " ", '{"id": 1.5, "turns": ["hello"]}', b"\xff".hex()]
    ran = run("batch", stdin="\r\n".join(lines))
    rows = _rows(ran.out)
    assert ran.code == 0
    assert [(row["id"], row.get("line")) for row in rows] == [
        (None, 2),
        ("a", 3),
        (1.5, None),
        (None, 6),
    ]
    assert list(rows[0]) == ["id", "line", "error"]
    assert "3 of 4 lines" in ran.err


def test_a_byte_order_mark_is_no_error(run: Run) -> None:
    ran = run("batch", stdin=b'\xef\xbb\xbf{"id": "a", "turns": ["hello"]}')
    assert "answers" in _rows(ran.out)[0]


def test_an_overlong_line_costs_only_itself(run: Run) -> None:
    good = b'{"id": "b", "turns": ["hello"]}'
    ran = run("batch", stdin=b'"' + b"x" * (2 * LONGEST) + b'"\n' + good)
    first, second = _rows(ran.out)
    assert first == {"id": None, "line": 1, "error": "the line is longer than 4 MB"}
    assert second["id"] == "b"


def test_a_failure_costs_only_its_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = Assistant.ask

    def fail(self: Assistant, question: str, *rest: Any) -> Any:
        if "07700" in question:
            raise ValueError(question)
        return ask(self, question, *rest)

    monkeypatch.setattr(Assistant, "ask", fail)
    lines = ['{"id": "a", "turns": ["07700 900123"]}', '{"id": "b", "turns": ["hello"]}']
    ran = run("batch", stdin="\n".join(lines))
    assert ran.code == 1
    first, second = _rows(ran.out)
    assert first == {"id": "a", "line": 1, "error": "unexpected failure: ValueError"}
    assert second["answers"]


@pytest.mark.parametrize(
    ("line", "id_", "said"),
    [
        (b"\xff", None, "not UTF-8"),
        (b"[1]", None, "not a JSON object"),
        (b"[" * 100_000, None, "not valid JSON"),
        (b'{"turns": ["x"]}', None, "id is missing"),
        (b'{"id": null, "turns": ["x"]}', None, "id is not text or a number"),
        (b'{"id": true, "turns": ["x"]}', None, "id is not text or a number"),
        (b'{"id": NaN, "turns": ["x"]}', None, "id is not text or a number"),
        (b'{"id": 1e999, "turns": ["x"]}', None, "id is not text or a number"),
        (b'{"id": 1, "id": 2, "turns": ["x"]}', None, "given twice"),
        (b'{"id": 1, "turns": ["x"], "asof": "2026-11-22"}', 1, "unknown key 'asof'"),
        (b'{"id": 1, "turns": "x"}', 1, "turns must be a list"),
        (b'{"id": 1, "turns": []}', 1, "turns must be a list"),
        (b'{"id": 1, "turns": [1]}', 1, "turns must be a list"),
        (b'{"id": 1, "turns": ["x"], "as_of": 20261122}', 1, "as_of must be a day in quotes"),
        (b'{"id": 1, "turns": ["x"], "as_of": "2026-02-30"}', 1, "'2026-02-30' is not a day"),
    ],
)
def test_lines_that_cannot_be_used(line: bytes, id_: int | None, said: str) -> None:
    with pytest.raises(BadLine, match=said) as caught:
        read_line(line)
    assert caught.value.id == id_
