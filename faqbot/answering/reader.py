"""The reader: does this text answer this question?

A small cross-encoder that reads question and text together, as a person
would, where cosines compare what was read apart. It helps to decide whether to
answer, and which of the best passages does. Trained by training/reader.py, whose
model card (training/README.md) holds data, licences and figures.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from faqbot.answering.signals import Candidate
from faqbot.documents import Corpus, Passage, Sentence
from faqbot.errors import EncoderError
from faqbot.index.encoder import file_sha256
from faqbot.index.onnx_session import open_session, open_tokenizer

WEIGHTS = "reader_weights"  # folder beside this file
CARD = "reader.json"
MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
WINDOW_SENTENCES = 4  # as in training
WINDOW_WORDS = 80
HEADING_WORDS = 24
_NEXT = ">>"  # between the question before and the turn, as in training
_MOST_ASKED = 64  # tokens of a question; what came before its end is told, hardly asked
_KEPT = 64  # logits of the last pairs
_READ = 3  # passages whose best sentence is read: about 7 ms each
_RESTORE = "install faqbot again: pip install --force-reinstall faqbot"


class Reader:
    """A cross-encoder over (question, headings and a few sentences).

    Args:
        session: an onnxruntime session that gives one logit a pair.
        tokenizer: that of the model; it cuts the text of a pair that is too long.
    """

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer
        # Several readings of one turn find the same texts.
        self._logit = lru_cache(maxsize=_KEPT)(self._read)
        self._pool = ThreadPoolExecutor(_READ, thread_name_prefix="reader")

    def logits(self, question: str, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return how much speaks for each text as an answer, shape (texts,); 0 is even odds.

        Each text by itself, on cores of their own where there are any: what a text gets does not
        depend on what is read beside it.
        """
        logits = self._pool.map(self._logit, [question] * len(texts), texts)
        return np.array(list(logits), dtype=np.float64)

    def _read(self, question: str, text: str) -> float:
        row = self._tokenizer.encode(self._end_of(question), text)
        feeds = {
            "input_ids": np.array([row.ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(row.ids)), dtype=np.int64),
            "token_type_ids": np.array([row.type_ids], dtype=np.int64),
        }
        return round(float(self._session.run(["logits"], feeds)[0][0, 0]), 3)

    def _end_of(self, question: str) -> str:
        """Return a question, or the end of one that leaves no room for the text."""
        if len(question) <= _MOST_ASKED:  # a token has a letter at least
            return question
        offsets = self._uncut.encode(question, add_special_tokens=False).offsets
        return question[offsets[-_MOST_ASKED][0] :] if len(offsets) > _MOST_ASKED else question

    @cached_property
    def _uncut(self) -> Any:
        """The tokenizer, which cuts no question."""
        tokenizer = type(self._tokenizer).from_str(self._tokenizer.to_str())
        tokenizer.no_truncation()
        return tokenizer


@lru_cache(maxsize=1)
def load_reader() -> Reader:
    """Return the reader that comes with the package, its files verified by their SHA-256.

    Raises:
        EncoderError: a file is missing, changed or cannot be read.
    """
    with resources.as_file(resources.files("faqbot.answering") / WEIGHTS) as folder:
        return load_from(folder)


def load_from(folder: Path) -> Reader:
    """Return the reader in a folder.

    Raises:
        EncoderError: a file is missing, changed or cannot be read.
    """
    try:
        card = json.loads((folder / CARD).read_bytes())
        files, most = dict(card["files"]), int(card["max_tokens"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderError(
            f"the reader cannot be loaded ({error})", where=str(folder / CARD), fix=_RESTORE
        ) from error
    for name in (MODEL_FILE, TOKENIZER_FILE):
        if file_sha256(folder / name) != files.get(name):
            raise EncoderError(
                "a file of the reader has changed", where=str(folder / name), fix=_RESTORE
            )
    tokenizer = open_tokenizer(folder / TOKENIZER_FILE, max_tokens=most, cut="only_second")
    return Reader(open_session(folder / MODEL_FILE), tokenizer)


def in_conversation(before: str, turn: str) -> str:
    """Return a turn as the reader is asked it: with the question before it, which says what it is about.

    Args:
        before: the question before, complete in itself.
        turn: what was said next.
    """
    return f"{before} {_NEXT} {turn}"


def windows(corpus: Corpus, ranked: Sequence[Candidate]) -> dict[int, str]:
    """Return what the reader reads of each of the best passages, by passage row.

    Args:
        corpus: holds the passages.
        ranked: candidates, best first; each passage is read around its best one.
    """
    first: dict[int, Candidate] = {}
    for candidate in ranked:
        first.setdefault(candidate.passage_row, candidate)
        if len(first) == _READ:
            break
    texts = {}
    for row, c in first.items():
        document = corpus.document(c.passage.document_id)
        texts[row] = window(document.source.title, c.passage, c.sentence, document.text)
    return texts


def window(title: str, passage: Passage, telling: Sentence, text: str) -> str:
    """Return what the reader reads of a passage: its headings, and sentences around one.

    Args:
        title: of the passage's document.
        passage: the sentence's passage.
        telling: one of its sentences.
        text: the document's text.

    Returns:
        "title > heading. sentences" on one line: the last HEADING_WORDS words of
        the headings, and up to WINDOW_SENTENCES sentences of WINDOW_WORDS words.
    """
    sentences = passage.sentences
    low = high = sentences.index(telling)
    while high - low + 1 < WINDOW_SENTENCES:
        if high + 1 < len(sentences) and _count(sentences[low : high + 2], text) <= WINDOW_WORDS:
            high += 1
        elif low > 0 and _count(sentences[low - 1 : high + 1], text) <= WINDOW_WORDS:
            low -= 1
        else:
            break
    lead = sentences[low].lead_in
    pieces = [lead.of(text)] if lead else []
    pieces += [s.span.of(text) for s in sentences[low : high + 1]]
    headings = " > ".join((title, *passage.path)).split()[-HEADING_WORDS:]
    return f"{' '.join(headings)}. {' '.join(' '.join(pieces).split())}"


def _count(sentences: Sequence[Sentence], text: str) -> int:
    return sum(len(s.span.of(text).split()) for s in sentences)
