"""Write corpus/precedents.jsonl: the questions written for training, as what was asked before.

    python training/precedents.py            writes the file
    python training/precedents.py --check    says whether it is what this script would write

A question that asks what a case of the test split asks in nearly the same words (cosine of 0.95) is left
out, and so is one that stands there already in other capitals. The others may ask for what a test case asks for, in
other words, as maintainers' wordings do; `faqbot eval --without precedents` leaves all out. From 0.8 on, as
for what is learnt on, the questions that people ask most would be missing, and their near misses would not: then who
pays is refused.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from questions import same_as, written

from faqbot.corpus.precedents import PRECEDENTS, SCHEMA
from faqbot.documents import Document
from faqbot.evaluation.cases import load_cases
from faqbot.index.encoder import Encoder
from faqbot.index.generation import load_generation

_ALIKE = 0.95  # cosine of two questions in nearly the same words


def lines(
    corpus: Path, encoder: Encoder, documents: Sequence[Document]
) -> Iterator[dict[str, Any]]:
    """Yield the lines of the file.

    Args:
        corpus: holds the cases.
        encoder: tells which questions ask the same.
        documents: that answer.
    """
    yield {"schema": SCHEMA, "held_against": {d.id: d.digest for d in documents}}
    texts = {d.id: " ".join(d.text.split()) for d in documents}
    test = encoder.encode([c.turns[-1] for c in load_cases(corpus) if c.split == "test"])
    seen: set[str] = set()
    for _, asked in written():
        question = asked["question"].strip()
        if question.casefold() in seen or np.any(same_as(question, test, encoder, _ALIKE)):
            continue
        seen.add(question.casefold())
        line = {"question": question, "document": asked["document"]}
        if asked.get("evidence"):
            answer = " ".join(asked["evidence"].split())
            if texts[asked["document"]].count(answer) > 1:
                line["section"] = asked["section"]
            line["answer"] = answer
        yield line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    generation = load_generation(args.index)
    made = lines(args.corpus, generation.encoder, generation.corpus.documents)
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in made)
    target = args.corpus / PRECEDENTS
    if args.check:
        if target.read_text(encoding="utf-8") != text:
            raise SystemExit(f"{target} is not what this script writes; run it without --check")
        print(f"{target} is what this script writes")
        return
    target.write_text(text, encoding="utf-8")
    print(f"wrote {target}: {text.count(chr(10)) - 1:,} questions")


if __name__ == "__main__":
    main()
