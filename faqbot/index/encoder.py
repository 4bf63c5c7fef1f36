"""Text encoders: sentences in, unit vectors out.

`ExportedEncoder` runs a sentence-transformers model that `faqbot.index.export`
wrote as ONNX into a folder of the index; it needs onnxruntime and tokenizers.
`SentenceTransformerEncoder` runs the original, and needs `faqbot[models]`.
Both encode one text at a time: the sums inside a matrix product depend on the
shape of the batch, and a text must have the same vector whatever is encoded
beside it, or a partial re-index would differ from a full build.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from faqbot.errors import EncoderError
from faqbot.index.onnx_session import (
    first_line,
    import_or_explain,
    open_session,
    open_tokenizer,
    turn_telemetry_off,
)

Matrix = npt.NDArray[np.float32]

SCHEMA = 1
MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
CONFIG_FILE = "encoder.json"

_FIELDS: dict[str, type] = {
    "schema": int,
    "name": str,
    "source_sha256": str,
    "dimension": int,
    "max_tokens": int,
    "precision": str,
    "pooling": str,
    "normalise": bool,
    "files": dict,
}
_RESTORE = "restore the index from version control, or export the encoder again"
_THREADS = 2  # texts that are encoded at a time
_KEPT = 8  # texts whose states are kept: the question encoder goes on from them


class Encoder(Protocol):
    """What the index and the retriever need of a text encoder."""

    @property
    def name(self) -> str:
        """The model, as people call it."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def digest(self) -> str:
        """SHA-256 (hex) that changes with the weights, precision or tokenizer."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return unit vectors of shape (len(texts), dimension), row i for text i.

        Raises:
            EncoderError: the model gave unusable vectors.
        """


class ExportedEncoder:
    """A sentence-transformers model exported to ONNX, run by onnxruntime on the CPU.

    Args:
        session: onnxruntime session with inputs input_ids and attention_mask.
        tokenizer: `tokenizers.Tokenizer` that truncates and does not pad.
        config: the checked content of encoder.json.
    """

    def __init__(self, session: Any, tokenizer: Any, config: dict[str, Any]) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.name: str = config["name"]
        self.dimension: int = config["dimension"]
        self.precision: str = config["precision"]
        self.digest: str = config_digest(config)
        self._read = lru_cache(maxsize=_KEPT)(self._run)
        self._pool = ThreadPoolExecutor(_THREADS, "encoder")

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1) -> ExportedEncoder:
        """Load the encoder in a folder after checking its files against encoder.json.

        Args:
            folder: holds model.onnx, tokenizer.json and encoder.json.
            threads: threads inside one matrix product; 1 leaves the other cores free.

        Returns:
            The encoder, ready to encode.

        Raises:
            EncoderError: a file or library is missing, changed or cannot be read.
        """
        config = read_config(folder)
        for name, expected in config["files"].items():
            if file_sha256(folder / name) != expected:
                raise EncoderError(
                    "an encoder file is not the one that was exported",
                    where=str(folder / name),
                    fix=_RESTORE,
                )
        session = open_session(folder / MODEL_FILE, threads=threads)
        tokenizer = open_tokenizer(folder / TOKENIZER_FILE, max_tokens=config["max_tokens"])
        return cls(session, tokenizer, config)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return unit vectors of shape (len(texts), dimension), row i for text i.

        Text beyond the model's token limit is left out. The same text has the
        same vector in every call on one machine; between kinds of CPU the last
        bits of a number can differ.

        Raises:
            EncoderError: the model failed, or a vector is not finite or has another shape.
        """
        # Each by itself, on cores of their own where there are any.
        found = self._pool.map(self._read, texts) if len(texts) > 1 else map(self._read, texts)
        return as_matrix((one[0] for one in found), self.dimension, self.name)

    def states(self, text: str) -> Matrix:
        """Return what the layers below the last ones make of a text, shape (1, tokens, dimension).

        Raises:
            EncoderError: the model failed, or does not tell.
        """
        found = self._read(text)
        if len(found) < 2:
            raise EncoderError("the encoder does not tell its states", where=self.name, fix=_RESTORE)
        return found[1]

    def _run(self, text: str) -> list[Matrix]:
        """Return the vector of a text, shape (1, dimension), and its states, if the model tells them."""
        encoding = self._tokenizer.encode(_encodable(text))
        inputs = {
            "input_ids": np.array([encoding.ids], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
        }
        try:
            found: list[Matrix] = self._session.run(None, inputs)
        except Exception as error:
            raise EncoderError(
                f"the encoder failed ({first_line(error)})", where=self.name, fix=_RESTORE
            ) from error
        return found


class SentenceTransformerEncoder:
    """A sentence-transformers model, by name or path; needs `faqbot[models]`.

    Only safetensors weights are read, never pickle.

    Args:
        source: folder of a model, or its name on a hub where there is a network.

    Raises:
        EncoderError: sentence-transformers is missing, or the model cannot be loaded.
    """

    def __init__(self, source: Path | str) -> None:
        turn_telemetry_off()
        library = import_or_explain("sentence_transformers", "install faqbot[models]")
        import_or_explain(
            "transformers.utils.logging", "install faqbot[models]"
        ).disable_progress_bar()
        try:
            self.model = library.SentenceTransformer(
                str(source),
                device="cpu",
                local_files_only=Path(source).is_dir(),
                model_kwargs={"use_safetensors": True},
            )
        except Exception as error:  # any of several libraries below
            raise EncoderError(
                f"the model cannot be loaded ({first_line(error)})",
                where=str(source),
                fix="name a folder or a hub model with safetensors weights",
            ) from error
        self.name: str = Path(source).name if Path(source).is_dir() else str(source)
        self.dimension: int = self.model.get_embedding_dimension()
        self.digest: str = self._digest()

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return unit vectors of shape (len(texts), dimension), row i for text i.

        Raises:
            EncoderError: a vector is not finite or has another shape.
        """
        return as_matrix((self._encode_one(text) for text in texts), self.dimension, self.name)

    def _encode_one(self, text: str) -> Matrix:
        vectors: Matrix = self.model.encode(
            [_encodable(text)],
            batch_size=1,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return vectors

    def _digest(self) -> str:
        digest = hashlib.sha256(f"{self.model.max_seq_length}\n".encode())
        digest.update(self.model.tokenizer.backend_tokenizer.to_str().encode())
        for name, tensor in sorted(self.model.state_dict().items()):
            digest.update(f"\n{name} {tuple(tensor.shape)} {tensor.dtype}\n".encode())
            digest.update(tensor.contiguous().numpy().tobytes())
        return digest.hexdigest()


def load_encoder(folder: Path) -> Encoder:
    """Load the exported encoder in a folder of the index.

    Raises:
        EncoderError: a file or library is missing, changed or cannot be read.
    """
    return ExportedEncoder.load(folder)


def read_config(folder: Path) -> dict[str, Any]:
    """Read and check encoder.json, without looking at the files it names.

    Returns:
        Its fields: name, dimension, max_tokens, precision and the rest.

    Raises:
        EncoderError: it is missing, not JSON, or has missing or wrong fields.
    """
    path = folder / CONFIG_FILE
    try:
        config = json.loads(path.read_bytes())
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise EncoderError(f"no encoder ({reason})", where=str(path), fix=_RESTORE) from error
    except ValueError as error:
        raise EncoderError(f"not JSON ({error})", where=str(path), fix=_RESTORE) from error
    if not isinstance(config, dict) or any(
        type(config.get(field)) is not kind for field, kind in _FIELDS.items()
    ):
        raise EncoderError("fields are missing or wrong", where=str(path), fix=_RESTORE)
    supported = (config["schema"], config["pooling"], config["normalise"]) == (SCHEMA, "mean", True)
    if not supported or set(config["files"]) != {MODEL_FILE, TOKENIZER_FILE}:
        raise EncoderError(
            "the encoder is of a kind that this version does not know",
            where=str(path),
            fix="update faqbot, or export the encoder again",
        )
    return config


def config_digest(config: dict[str, Any]) -> str:
    """Return the SHA-256 (hex) of encoder.json's content, line ends and order aside.

    It covers the SHA-256 of the model and the tokenizer, so it names the whole encoder.
    """
    text = json.dumps(config, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 (hex) of a file.

    Raises:
        EncoderError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise EncoderError(
            f"an encoder file cannot be read ({error.strerror})", where=str(path), fix=_RESTORE
        ) from error


def as_matrix(vectors: Iterable[Matrix], dimension: int, name: str) -> Matrix:
    """Return one-row vectors as one matrix.

    Raises:
        EncoderError: one is not finite, or not of shape (1, dimension).
    """
    rows: list[Matrix] = []
    for vector in vectors:
        if vector.shape != (1, dimension) or not np.isfinite(vector).all():
            raise EncoderError(
                f"the encoder gave an unusable vector for text {len(rows)}",
                where=f"{name}, shape {vector.shape}, {dimension} finite numbers expected",
                fix=_RESTORE,
            )
        rows.append(vector)
    empty = np.zeros((0, dimension), dtype=np.float32)
    return np.concatenate([empty, *rows]).astype(np.float32, copy=False)


def _encodable(text: str) -> str:
    """Return the text with lone surrogates, which no encoder takes, as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
