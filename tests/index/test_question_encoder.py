"""The encoder of questions: what it is for, what it tells, and which files are refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from faqbot.errors import EncoderError
from faqbot.index.generation import Generation, load_generation
from faqbot.index.question_encoder import (
    CARD,
    MODEL_FILE,
    WEIGHTS,
    QuestionEncoder,
    question_encoder,
    write_card,
)


@pytest.fixture(scope="module")
def generation(root: Path) -> Generation:
    return load_generation(root / "index")


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    return tmp_path / "weights"


class Stub:
    """An encoder whose states are numbers of its own."""

    name, dimension = "stub", 2

    def __init__(self, digest: str = "0" * 64) -> None:
        self.digest = digest
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([[1.0, 0.0]] * len(texts), dtype=np.float32)

    def states(self, text: str) -> np.ndarray:
        self.asked.append(text)
        return np.full((1, len(text), 2), 0.5, dtype=np.float32)


class Session:
    """Takes states, and gives what it was made with."""

    def __init__(self, row: list[float]) -> None:
        self._row = row

    def run(self, _: None, feeds: dict[str, np.ndarray]) -> list[np.ndarray]:
        assert set(feeds) == {"states"}
        return [np.array([self._row], dtype=np.float32)]


def made(encoder: Any, row: list[float]) -> QuestionEncoder:
    return QuestionEncoder(encoder, Session(row), {"dimension": 3})


def test_the_one_that_ships_is_for_the_encoder_that_ships(generation: Generation) -> None:
    assert isinstance(generation.questions, QuestionEncoder)
    assert generation.questions.dimension == generation.vectors.precedents.shape[1]
    vectors = generation.questions.encode(["Is it mandatory?", "who pays", "Is it mandatory?"])
    assert vectors.shape == (3, generation.questions.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-4)
    assert vectors[0].tolist() == vectors[2].tolist()


def test_what_one_sentence_answers_comes_nearer(generation: Generation) -> None:
    """Of questions that are no precedents: two that ask for one thing, and one that does not."""
    asked = ["who is going to pay for it", "whose money is it", "what does it pay me"]
    plain, taught = generation.encoder.encode(asked), generation.questions.encode(asked)
    before, after = plain @ plain.T, taught @ taught.T
    assert after[0, 1] - after[0, 2] > before[0, 1] - before[0, 2]


def test_precedents_are_stored_as_it_encodes_them(generation: Generation) -> None:
    """In 8 bits: the direction stays."""
    first = generation.corpus.precedents.entries[0].question
    expansion = [first]  # a question that names neither the topic nor an acronym is encoded as it is
    row = generation.vectors.precedents[0]
    assert float(generation.questions.encode(expansion)[0] @ row) > 0.9


def test_each_question_is_read_once() -> None:
    stub = Stub()
    encoder = made(stub, [0.0, 1.0, 0.0])
    assert encoder.encode(["a", "bb", "a"]).shape == encoder.encode(["bb", "a", "a"]).shape
    assert stub.asked == ["a", "bb"]
    assert encoder.encode([]).shape == (0, 3)


@pytest.mark.parametrize("row", [[1.0, 0.0], [float("nan"), 0.0, 1.0]])
def test_unusable_vectors_are_refused(row: list[float]) -> None:
    with pytest.raises(EncoderError, match="unusable vector"):
        made(Stub(), row).encode(["a"])


def test_a_model_that_fails_is_told() -> None:
    class Broken(Stub):
        def states(self, text: str) -> np.ndarray:
            return np.zeros((1, 0, 2), dtype=np.float32)

    class Failing(Session):
        def run(self, _: None, feeds: dict[str, np.ndarray]) -> list[np.ndarray]:
            raise RuntimeError("no\nwhere it stands")

    encoder = QuestionEncoder(Broken(), Failing([]), {"dimension": 3})
    with pytest.raises(EncoderError, match=r"failed \(no\)"):
        encoder.encode(["a"])


def test_another_encoder_encodes_questions_itself(weights: Path) -> None:
    stub = Stub()
    assert question_encoder(stub, weights) is stub


@pytest.mark.parametrize("fault", ["changed", "missing"])
def test_a_changed_model_is_refused(weights: Path, fault: str) -> None:
    digest = json.loads((weights / CARD).read_text())["encoder"]
    model = weights / MODEL_FILE
    if fault == "changed":
        model.write_bytes(model.read_bytes()[:-1])
    else:
        model.unlink()
    with pytest.raises(EncoderError) as caught:
        question_encoder(Stub(digest), weights)
    assert caught.value.where == str(model)
    assert caught.value.fix


@pytest.mark.parametrize("card", ["", "[]", "{}", '{"schema": 2}', '{"schema": 1, "encoder": 3}'])
def test_a_damaged_card_is_refused(weights: Path, card: str) -> None:
    (weights / CARD).write_text(card)
    with pytest.raises(EncoderError) as caught:
        question_encoder(Stub(), weights)
    assert caught.value.where == str(weights / CARD)
    assert caught.value.fix


def test_a_card_tells_what_stands_beside_it(weights: Path) -> None:
    """Written again it is the same, to the last byte."""
    before = (weights / CARD).read_bytes()
    facts = json.loads(before)
    write_card(weights, facts["encoder"], facts["dimension"])
    assert (weights / CARD).read_bytes() == before
