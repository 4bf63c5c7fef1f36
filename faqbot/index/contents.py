"""What a generation holds of a corpus beside its vectors, and the name that follows from it.

Made once for a build: the texts, the stems and the JSON of 2,000 documents
take seconds each. The JSON is put together entry by entry, because the whole
of it as one string takes several times its size on the disk.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from faqbot.documents import Corpus
from faqbot.index import store
from faqbot.index.codec import corpus_to_json
from faqbot.index.generation import SCHEMA
from faqbot.index.lexical import passage_tokens
from faqbot.index.text import ANALYSIS
from faqbot.index.vectors import Texts, texts_of
from faqbot.index.wordings import variant_tokens

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Contents:
    """What is stored of a corpus, and what is encoded of it."""

    corpus_file: bytes  # corpus.json
    tokens: dict[str, list[list[str]]]  # row i: the stems of passage i, and of its variants
    tokens_file: bytes  # tokens.json, the same
    texts: Texts
    texts_digest: str  # of all texts: vectors are good only for the same ones

    @classmethod
    def of(cls, corpus: Corpus) -> Contents:
        """Return what a generation stores of a corpus."""
        texts = texts_of(corpus)
        tokens = {"passages": passage_tokens(corpus), "variants": variant_tokens(corpus)}
        return cls(
            corpus_file=b"".join(_json(corpus_to_json(corpus), depth=2)),
            tokens=tokens,
            tokens_file=b"".join(_json(tokens, depth=2)),
            texts=texts,
            texts_digest=texts_digest(texts),
        )

    def name(self, *encoders: str) -> str:
        """Return the name of the generation that these and encoders of these digests make."""
        files = [hashlib.sha256(data).hexdigest() for data in (self.corpus_file, self.tokens_file)]
        inputs = json.dumps([SCHEMA, ANALYSIS, *encoders, *files, self.texts_digest])
        return store.PREFIX + hashlib.sha256(inputs.encode("utf-8")).hexdigest()[:12]


def texts_digest(texts: Texts) -> str:
    """Return the SHA-256, hexadecimal, of all texts that are encoded."""
    digest = hashlib.sha256()
    for piece in _json(texts.all(), depth=2):
        digest.update(piece)
    return digest.hexdigest()


def _json(data: object, depth: int) -> Iterator[bytes]:
    """Yield a file of JSON in pieces: its entries, or with a depth of 2 the entries of those."""
    yield from _pieces(data, depth)
    yield b"\n"


def _pieces(data: object, depth: int) -> Iterator[bytes]:
    entries: Iterator[tuple[str, object]]
    if depth and data and isinstance(data, Mapping):
        marks, entries = "{}", ((f"{_encode(key)}:", value) for key, value in data.items())
    elif depth and data and isinstance(data, list | tuple):
        marks, entries = "[]", (("", value) for value in data)
    else:
        yield _encode(data).encode("utf-8")
        return
    before = marks[0]
    for key, value in entries:
        yield f"{before}{key}".encode()
        yield from _pieces(value, depth - 1)
        before = ","
    yield marks[1].encode()
