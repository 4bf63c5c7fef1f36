"""Two drawings in one SVG: risk against coverage, and confidence against share right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

_SIDE = 300  # of a drawing, in pixels
_LEFT, _TOP, _GAP, _FOOT = 60, 44, 96, 56
_WIDTH = 2 * _SIDE + _LEFT + _GAP + 24
_HEIGHT = _SIDE + _TOP + _FOOT
_INK, _FAINT, _BLUE = "#222222", "#c8c8c8", "#1d5fa8"


def plot(report: dict[str, Any]) -> str:
    """Return the drawings of a report, as from `report.build_report`, as an SVG document."""
    curve = report["risk_coverage"]
    errors = report["calibration"]
    points = [(coverage, risk) for coverage, risk in curve["curve"]]
    spots = [(b["confidence"], b["right"], b["count"]) for b in errors["bins"]]
    right = _LEFT + _SIDE + _GAP
    top = max((risk for _, risk in points), default=0.0)
    risk_top = min(1.0, max(0.1, -(-top * 10 // 1) / 10))
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
            f'width="{_WIDTH}" height="{_HEIGHT}" role="img" font-family="sans-serif" font-size="12">'
        ),
        "<title>Risk against coverage, and calibration</title>",
        f"<desc>{_words(report)}</desc>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        *_frame(
            _LEFT,
            f"Risk and coverage, AURC {_figure(curve['aurc'])}",
            "coverage: share answered, most sure first",
            "risk: share of these wrong",
            risk_top,
        ),
        *_line([(_LEFT + x * _SIDE, _y(risk / risk_top)) for x, risk in points]),
        *_frame(
            right,
            f"Calibration, expected error {_figure(errors['expected_error'])}",
            "confidence, mean of a bin",
            "share right",
            1.0,
        ),
        (
            f'<line x1="{right}" y1="{_y(0):.1f}" x2="{right + _SIDE}" y2="{_y(1):.1f}" '
            f'stroke="{_INK}" stroke-dasharray="4 4"/>'
        ),
        *_line([(right + x * _SIDE, _y(share)) for x, share, _ in spots]),
    ]
    parts += [
        f'<circle cx="{right + x * _SIDE:.1f}" cy="{_y(share):.1f}" r="4" fill="{_BLUE}">'
        f"<title>{count} questions: confidence {x:.3f}, right {share:.3f}</title></circle>"
        for x, share, count in spots
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _words(report: dict[str, Any]) -> str:
    """Return what the drawings show, in words."""
    curve, errors = report["risk_coverage"], report["calibration"]
    full = curve["curve"][-1][1] if curve["curve"] else None
    return (
        f"{curve['questions']} questions of the {report['split']} split. With everything answered "
        f"a share of {_figure(full)} is wrong; the mean over all coverages is "
        f"{_figure(curve['aurc'])}. Confidence is off by {_figure(errors['expected_error'])} "
        f"on average."
    )


def _frame(left: int, title: str, across: str, up: str, top: float) -> Iterator[str]:
    """Yield the frame of a drawing: title, axes from 0 to 1 and from 0 to `top`, names."""
    yield f'<text x="{left}" y="{_TOP - 18}" font-size="14" fill="{_INK}">{title}</text>'
    for step in range(6):
        share = step / 5
        x, y = left + share * _SIDE, _y(share)
        yield (
            f'<line x1="{left}" y1="{y:.1f}" x2="{left + _SIDE}" y2="{y:.1f}" stroke="{_FAINT}"/>'
        )
        yield (
            f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end" fill="{_INK}">'
            f"{share * top:.2f}</text>"
        )
        yield (
            f'<text x="{x:.1f}" y="{_y(0) + 18:.1f}" text-anchor="middle" fill="{_INK}">'
            f"{share:.1f}</text>"
        )
    middle = left + _SIDE / 2
    yield (
        f'<text x="{middle:.1f}" y="{_HEIGHT - 14}" text-anchor="middle" fill="{_INK}">'
        f"{across}</text>"
    )
    x, y = left - 44, _TOP + _SIDE / 2
    yield (
        f'<text x="{x}" y="{y:.1f}" text-anchor="middle" fill="{_INK}" '
        f'transform="rotate(-90 {x} {y:.1f})">{up}</text>'
    )


def _line(points: Sequence[tuple[float, float]]) -> Iterator[str]:
    if points:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{_BLUE}" stroke-width="2"/>'


def _y(share: float) -> float:
    return _TOP + (1 - share) * _SIDE


def _figure(value: float | None) -> str:
    return "nan" if value is None else f"{value:.3f}"
