"""The last layers of the encoder, taught how near questions are in what they ask for.

The layers below stay as they are, so that a question is read once for both; what they make of every text is
computed once (`States`) and the last ones learn from that. Needs torch (faqbot[models]).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from torch.nn.functional import normalize

from faqbot.index.encoder import SentenceTransformerEncoder
from faqbot.index.export import TOP_LAYERS, packaged_model
from faqbot.index.precision import stored_as
from faqbot.index.question_encoder import MODEL_FILE, write_card
from faqbot.index.tracing import traced

DIMENSION = 192  # of what comes out
_MOST_TOKENS = 64  # of a question
_BATCH = 256
_AWAY = -1e9  # logit of what is not looked at


class Encoder:
    """The packaged encoder, in two parts: the layers that stay, and those that are taught."""

    def __init__(self) -> None:
        model = SentenceTransformerEncoder(packaged_model()).model
        self._tokenizer = model.tokenizer
        self._bert = model[0].auto_model.eval()
        self._bert.set_attn_implementation("eager")
        self.top = self._bert.encoder.layer[-TOP_LAYERS:]

    def states(self, texts: Sequence[str]) -> States:
        """Return what the layers that stay make of texts."""
        cut = {"truncation": True, "max_length": _MOST_TOKENS}
        tokens = [torch.tensor(self._tokenizer(text, **cut)["input_ids"]) for text in texts]
        found: list[torch.Tensor] = [torch.empty(0)] * len(texts)
        with torch.no_grad():
            for rows in batches([len(t) for t in tokens]):
                ids, mask = _padded([tokens[i] for i in rows])
                states = self._bert.embeddings(input_ids=ids)
                states = _through(self._bert.encoder.layer[:-TOP_LAYERS], states, mask)
                for row, i in enumerate(rows):
                    found[i] = states[row, : len(tokens[i])].half()
        return States(found)


class States:
    """What the layers that stay make of texts: of each a matrix, shape (tokens, dimension)."""

    def __init__(self, of: Sequence[torch.Tensor]) -> None:
        self.of = of
        self.lengths = [len(states) for states in of]

    def batch(self, rows: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return those of some texts, shape (rows, tokens, dimension), and which are tokens of theirs."""
        return _padded([self.of[i].float() for i in rows])


class Top(torch.nn.Module):
    """The layers that are taught, and a linear map of the mean of what they make.

    Args:
        layers: as they were; a copy is taught.
        linear: the map to begin with, shape (dimension, fewer).
    """

    def __init__(self, layers: torch.nn.ModuleList, linear: torch.Tensor) -> None:
        super().__init__()
        self.layers = copy.deepcopy(layers).requires_grad_(True)
        self.linear = torch.nn.Parameter(linear.clone())

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return unit vectors, shape (rows, fewer)."""
        return normalize(_mean(_through(self.layers, states, mask), mask) @ self.linear, dim=1)

    def all(self, states: States) -> torch.Tensor:
        """Return the unit vectors of all texts."""
        return _every(states, self.linear.shape[1], self.eval())


def means(encoder: Encoder, states: States) -> torch.Tensor:
    """Return the vectors that the encoder itself gives texts, shape (texts, dimension)."""
    dimension = states.of[0].shape[1]
    return _every(states, dimension, lambda x, mask: _mean(_through(encoder.top, x, mask), mask))


def batches(lengths: Sequence[int], size: int = _BATCH) -> Iterator[np.ndarray]:
    """Yield the rows of texts, of about the same length together."""
    order = np.argsort(lengths, kind="stable")
    yield from np.array_split(order, max(1, -(-len(order) // size)))


def _every(
    states: States,
    dimension: int,
    vectors: Callable[[torch.Tensor, torch.Tensor], torch.Tensor],
) -> torch.Tensor:
    found = torch.empty(len(states.of), dimension)
    with torch.no_grad():
        for rows in batches(states.lengths):
            found[torch.from_numpy(rows)] = vectors(*states.batch(rows))
    return found


def _through(layers: torch.nn.ModuleList, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    away = (1 - mask)[:, None, None, :] * _AWAY
    for layer in layers:
        out = layer(states, attention_mask=away)
        states = out[0] if isinstance(out, tuple) else out
    return states


def _mean(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return normalize((states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=1)


def _padded(rows: Sequence[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return rows of different length as one tensor, and 1.0 where there is something."""
    padded = torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
    lengths = torch.tensor([len(row) for row in rows])
    return padded, (torch.arange(padded.shape[1]) < lengths[:, None]).float()


class _Alone(torch.nn.Module):
    """The layers for texts without padding, as the program runs them."""

    def __init__(self, top: Top) -> None:
        super().__init__()
        self.top = top

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        return self.top(states, torch.ones_like(states[:, :, 0]))


def export(top: Top, folder: Path, encoder: str) -> None:
    """Write what was taught for the program: its model in 8 bits, and its card.

    Args:
        top: taught.
        folder: made if need be.
        encoder: digest of the exported encoder whose states it begins from.
    """
    dimension, fewer = top.linear.shape
    sizes = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens", max=512)}
    states = {"states": torch.rand(2, 7, dimension)}
    graph = traced(_Alone(top.eval()), states, ["question_vector"], sizes)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(stored_as(graph, "int8", folder), folder / MODEL_FILE)
    write_card(folder, encoder, fewer)
