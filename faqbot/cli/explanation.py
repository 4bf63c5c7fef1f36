"""What `faqbot ask --explain` shows: why this passage, and why not the others."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from faqbot.answering.answer import Explanation
from faqbot.cleaning import clean_line
from faqbot.rendering import wrapped


def explanation_to_text(explanation: Explanation | None, *, width: int | None = None) -> str:
    """Return why this passage was chosen, and why not the others."""
    if explanation is None:
        return "Nothing was searched for this: the reply is a fixed text."
    e = explanation
    lines = [
        f"Decided by: {e.decided_by}.",
        f"Confidence {e.confidence:.3f}; an answer is given from {e.threshold:.3f}.",
        f"Searched for: {e.searched}",
    ]
    if e.mended:
        lines.append("Spelling: " + ", ".join(f"{a} read as {b}" for a, b in e.mended.items()))
    if e.unmet:
        lines.append("Words of the question that the best sentence lacks: " + ", ".join(e.unmet))
    if e.shares:
        lines.append(f"Shares in the confidence: {_numbers(e.shares)}")
    out = ["Why this answer:"]
    out += [wrapped(clean_line(line), width, indent=2, hanging=2) for line in lines]
    out += ["", "Sentences weighed, best first:" if e.candidates else "No sentence was found."]
    for n, candidate in enumerate(e.candidates, 1):
        place = " > ".join(candidate.section) or candidate.passage_id
        head = clean_line(f"{n}. {candidate.score:.3f}  {place}  ({candidate.passage_id})")
        out.append(wrapped(head, width, indent=2, hanging=3))
        sentence = f"“{clean_line(candidate.sentence, 400)}”"
        out.append(wrapped(sentence, width, indent=5))
        out.append(wrapped(_numbers(candidate.signals), width, indent=5))
    return "\n".join(out)


def explanation_to_dict(explanation: Explanation | None) -> dict[str, Any] | None:
    """Return an explanation as JSON has it, numbers rounded to 4 decimals."""
    if explanation is None:
        return None
    rounded: dict[str, Any] = _rounded(asdict(explanation))
    return rounded


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return round(value, 4) if isinstance(value, float) else value


def _numbers(values: dict[str, float]) -> str:
    ordered = sorted(values.items(), key=lambda item: (-abs(item[1]), item[0]))
    return ", ".join(f"{name} {value:.3g}" for name, value in ordered)
