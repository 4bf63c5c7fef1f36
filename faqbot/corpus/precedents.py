"""precedents.jsonl: questions that were asked before, with the words that answer, or that none do.

The first line says against which texts of the documents they were held:
`{"schema": 1, "held_against": {"document-id": "SHA-256 of its text"}}`. Each further
one is a question: `{"question": "…", "document": "…", "answer": "…"}`, the answer
word for word as the document has it, with `section` where these words stand in several;
without `answer`, no document answers it, and `document` is the one that looks as if it did. Where a document has changed since,
what is said of its questions tells no longer whether it answers.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from faqbot.aids import Precedent, Precedents
from faqbot.corpus.changing import rewrite
from faqbot.corpus.sections import headings_of, sections_named
from faqbot.corpus.tables import only, text_of
from faqbot.documents import Document
from faqbot.errors import CorpusError

PRECEDENTS = "precedents.jsonl"
SCHEMA = 1


def load_precedents(folder: Path, documents: Sequence[Document]) -> Precedents:
    """Return the precedents of a corpus folder in their order; none when it has no file.

    Those whose document or words are gone are left out: a new version of a document is not
    held up by them. `precedents_astray` names them.

    Args:
        folder: may hold precedents.jsonl.
        documents: that the answers stand in.

    Raises:
        CorpusError: the file cannot be read, a line is not JSON, or a key is unknown, missing
            or of the wrong type.
    """
    path = folder / PRECEDENTS
    if not path.is_file():
        return Precedents()
    lines = _lines(path)
    held = _held_against(next(lines, None), documents, path)
    return Precedents(tuple(p for p, _ in _entries(lines, documents) if p is not None), held)


def precedents_astray(folder: Path, documents: Sequence[Document]) -> list[str]:
    """Return, in words, what no longer holds of the precedents of a corpus folder.

    Raises:
        CorpusError: as `load_precedents`.
    """
    path = folder / PRECEDENTS
    if not path.is_file():
        return []
    lines = _lines(path)
    held = _held_against(next(lines, None), documents, path)
    astray = [where for precedent, where in _entries(lines, documents) if precedent is None]
    changed = [d.id for d in documents if d.id not in held]
    found = [f"{where}: its answer is in no document, so it is left out" for where in astray[:3]]
    if len(astray) > len(found):
        found.append(f"{path}: {len(astray) - len(found):,} more answers are in no document")
    if changed:
        found.append(
            f"{path}: not held against {', '.join(changed)} as it is now; read the document against "
            "the questions without an answer, then: faqbot corpus precedents --held"
        )
    return found


def hold(folder: Path, documents: Sequence[Document]) -> None:
    """Write that the precedents were held against the documents as they are.

    Call while holding `changing`.

    Raises:
        CorpusError: there is no such file, or it cannot be read or written; it is as it was.
    """
    path = folder / PRECEDENTS
    lines = _lines(path)
    _held_against(next(lines, None), documents, path)
    for _ in lines:  # all of it can be read
        pass
    _, _, rest = path.read_text(encoding="utf-8").partition("\n")
    first = {"schema": SCHEMA, "held_against": {d.id: d.digest for d in documents}}
    rewrite(folder, PRECEDENTS, f"{json.dumps(first)}\n{rest}")


def _lines(path: Path) -> Iterator[tuple[Any, str]]:
    """Yield what each line holds, and where it stands.

    Raises:
        CorpusError: the file cannot be read, or a line is not JSON.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"the precedents cannot be read ({error})", where=str(path), fix="Mend the file."
        ) from error
    for number, line in enumerate(lines, 1):
        where = f"{path}, line {number}"
        if not line.strip():
            continue
        try:
            yield json.loads(line), where
        except (ValueError, RecursionError) as error:
            raise CorpusError(
                f"not JSON ({error})", where=where, fix="Mend that line, or take it out."
            ) from error


def _held_against(
    first: tuple[Any, str] | None, documents: Sequence[Document], path: Path
) -> frozenset[str]:
    """Return the ids of the documents that are as they were when the precedents were held against them."""
    data, where = first or ({}, str(path))
    only(data, ("schema", "held_against"), where)
    if data.get("schema") != SCHEMA or not isinstance(data.get("held_against"), dict):
        raise CorpusError(
            "the first line does not say what the precedents were held against",
            where=where,
            fix='Begin the file with: {"schema": 1, "held_against": {}}',
        )
    then: Mapping[str, Any] = data["held_against"]
    return frozenset(d.id for d in documents if then.get(d.id) == d.digest)


def _entries(
    lines: Iterator[tuple[Any, str]], documents: Sequence[Document]
) -> Iterator[tuple[Precedent | None, str]]:
    """Yield each precedent, None where its document or words are gone, and where it stands."""
    texts = {document.id: _Words(document) for document in documents}
    for entry, where in lines:
        only(entry, ("question", "document", "section", "answer"), where)
        question = text_of(entry, "question", where)
        document = text_of(entry, "document", where)
        section = headings_of(entry, where) if "section" in entry else None
        if document not in texts:
            yield None, where
        elif "answer" not in entry:
            yield Precedent(question, document, None), where
        else:
            place = texts[document].place(text_of(entry, "answer", where), section)
            yield (None if place is None else Precedent(question, document, place)), where


class _Words:
    """The words of a document, to find many quotations in it, white space aside."""

    def __init__(self, document: Document) -> None:
        text = document.text
        spans = [match.span() for match in re.finditer(r"\S+", text)]
        self._joined = " ".join(text[start:end] for start, end in spans)
        self._starts: list[int] = []  # character of the joined text -> character of the text
        for start, end in spans:
            self._starts += range(start, end + 1)
        self._sections = lru_cache(maxsize=None)(partial(sections_named, document))
        self.place = lru_cache(maxsize=None)(self._place)

    def _place(self, quote: str, headings: tuple[str, ...] | None) -> tuple[int, int] | None:
        """Return where words stand, start and end; the first place of several.

        Args:
            quote: the words.
            headings: of a section where they are looked for before; None for none.
        """
        wanted = " ".join(quote.split())
        spans = () if headings is None else (s.span for s in self._sections(headings))
        within = [self._find(wanted, s.start, s.end) for s in spans if s is not None]
        return next(filter(None, [*within, self._find(wanted)]), None)

    def _find(self, words: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Return the first place of words between two characters of the text."""
        last = None if end is None else bisect_left(self._starts, end)
        at = self._joined.find(words, bisect_left(self._starts, start), last)
        return None if at < 0 else (self._starts[at], self._starts[at + len(words) - 1] + 1)
