"""The question encoder: unit vectors of questions, near where they ask for the same.

A cosine of the encoder's own vectors tells what questions speak of. Whether one sentence answers
both is another matter: "who pays for it?" and "what does it pay?" are near. So the last layers of
the encoder are there a second time, taught by questions of which it is known what answers them,
and a linear map to half of the dimensions. A question is read once by the layers below. Made by
training/fit_question_encoder.py.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from faqbot.errors import EncoderError
from faqbot.index.encoder import Encoder, Matrix, as_matrix, config_digest, file_sha256
from faqbot.index.onnx_session import first_line, open_session

WEIGHTS = Path(__file__).parent / "question_weights"
CARD = "questions.json"
MODEL_FILE = "model.onnx"
SCHEMA = 1
_THREADS = 2  # questions that are encoded at a time
_KEPT = 64  # vectors of the last questions: one turn is read by several stages
_RESTORE = "install faqbot again: pip install --force-reinstall faqbot"


@runtime_checkable
class StatesEncoder(Encoder, Protocol):
    """An encoder that tells what its last layers begin from."""

    def states(self, text: str) -> Matrix:
        """Return it for a text, shape (1, tokens, dimension)."""


class QuestionEncoder:
    """The taught layers, on top of the encoder that they are for.

    Args:
        encoder: reads the questions.
        session: an onnxruntime session from its states to one unit vector.
        card: the checked content of questions.json.
    """

    def __init__(self, encoder: StatesEncoder, session: Any, card: dict[str, Any]) -> None:
        self._encoder = encoder
        self._session = session
        self.name: str = f"questions of {encoder.name}"
        self.dimension: int = card["dimension"]
        self.digest: str = config_digest(card)
        self._vector = lru_cache(maxsize=_KEPT)(self._encode_one)
        self._pool = ThreadPoolExecutor(_THREADS, "questions")

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return unit vectors of shape (len(texts), dimension), row i for text i.

        Raises:
            EncoderError: a model failed, or a vector is not finite or has another shape.
        """
        found = self._pool.map(self._vector, texts) if len(texts) > 1 else map(self._vector, texts)
        return as_matrix(found, self.dimension, self.name)

    def _encode_one(self, text: str) -> Matrix:
        states = self._encoder.states(text)
        try:
            vector: Matrix = self._session.run(None, {"states": states})[0]
        except Exception as error:
            raise EncoderError(
                f"the question encoder failed ({first_line(error)})", where=self.name, fix=_RESTORE
            ) from error
        return vector


def question_encoder(encoder: Encoder, folder: Path = WEIGHTS) -> Encoder:
    """Return what encodes questions: the taught layers, or an encoder they are not for itself.

    Args:
        encoder: that of the index.
        folder: holds questions.json and model.onnx.

    Raises:
        EncoderError: a file is missing, changed or cannot be read.
    """
    card = _card(folder)
    if card["encoder"] != encoder.digest or not isinstance(encoder, StatesEncoder):
        return encoder
    model = folder / MODEL_FILE
    if file_sha256(model) != card["files"].get(MODEL_FILE):
        raise EncoderError(
            "a file of the question encoder has changed", where=str(model), fix=_RESTORE
        )
    return QuestionEncoder(encoder, open_session(model), card)


def write_card(folder: Path, encoder: str, dimension: int) -> None:
    """Write questions.json beside a model.

    Args:
        folder: holds model.onnx.
        encoder: digest of the one whose states it begins from.
        dimension: of its vectors.
    """
    files = {MODEL_FILE: file_sha256(folder / MODEL_FILE)}
    card = {"schema": SCHEMA, "encoder": encoder, "dimension": dimension, "files": files}
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def _card(folder: Path) -> dict[str, Any]:
    """Return the checked content of questions.json."""
    path = folder / CARD
    try:
        card = json.loads(path.read_bytes())
        usable = card["schema"] == SCHEMA and isinstance(card["dimension"], int)
        usable = usable and isinstance(card["encoder"], str) and isinstance(card["files"], dict)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderError(
            f"the question encoder cannot be loaded ({error})", where=str(path), fix=_RESTORE
        ) from error
    if not usable:
        raise EncoderError("the question encoder's card is damaged", where=str(path), fix=_RESTORE)
    return dict(card)
