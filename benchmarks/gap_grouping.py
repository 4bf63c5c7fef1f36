"""How well questions that ask for one fact are put together, by the cosine that groups are cut at.

    python benchmarks/gap_grouping.py      prints the table in docs/ARCHITECTURE.md

Only the dev split is read. B-cubed: for each question, how many of those beside it ask
for its fact (precision), and how many that do stand beside it (recall); then their means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from faqbot.evaluation.cases import load_cases
from faqbot.gaps.gaps import THRESHOLD
from faqbot.gaps.grouping import groups
from faqbot.index.expansion import Expansion
from faqbot.index.generation import load_generation

ROOT = Path(__file__).resolve().parents[1]
CUTS = (0.45, 0.5, 0.55, 0.6, 0.65, 0.7)


def b_cubed(found: Sequence[Sequence[int]], facts: Sequence[str]) -> tuple[float, float]:
    """Return the mean precision and recall."""
    sizes = Counter(facts)
    precision = recall = 0.0
    for rows in found:
        counts = Counter(facts[row] for row in rows)
        for count in counts.values():
            precision += count * count / len(rows)
        for fact, count in counts.items():
            recall += count * count / sizes[fact]
    return precision / len(facts), recall / len(facts)


def main() -> None:
    generation = load_generation(ROOT / "index")
    cases = [case for case in load_cases(ROOT / "corpus", "dev") if len(case.turns) == 1]
    expansion = Expansion(generation.corpus.glossary, generation.corpus.main_topic)
    print("| questions | as | " + " | ".join(f"{cut:.2f}" for cut in CUTS) + " |")
    print("|---|---|" + "--:|" * len(CUTS))
    for name, chosen in (
        ("all", cases),
        ("not answered", [case for case in cases if case.status == "not_covered"]),
    ):
        asked = [case.turns[0] for case in chosen]
        facts = [case.fact for case in chosen]
        without = [expansion.without_topic(expansion.spelt_out(text)) for text in asked]
        for form, texts in (("asked", asked), ('topic as "it"', without)):
            vectors = np.vstack([generation.encoder.encode([text]) for text in texts])
            cells = []
            for cut in CUTS:
                precision, recall = b_cubed(groups(vectors, cut), facts)
                cell = f"{2 * precision * recall / (precision + recall):.3f}"
                cells.append(f"**{cell}**" if cut == THRESHOLD and form != "asked" else cell)
            print(f"| {name} ({len(asked)}) | {form} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
