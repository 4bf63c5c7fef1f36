"""The reader itself, its tokenizer, and the encoder that it starts from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import torch
from pairs.pair import Encode
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

MAX_TOKENS = 128
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class Reader(nn.Module):
    """A BERT with two heads: where is the evidence (start, end), and is there any.

    The first is for training and feeds the second.

    Args:
        folder: of all-MiniLM-L6-v2.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        # Frozen: quicker, and 8-bit stays as good as it was.
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.bert.config.hidden_size
        self.place = nn.Linear(width, 2)
        self.verdict = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(2 * width + 2, width), nn.Tanh(), nn.Linear(width, 1)
        )

    def both(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The verdict, the places of the evidence, and which tokens are the passage's."""
        hidden = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        places = self.place(hidden)
        inside = (token_type_ids * attention_mask).unsqueeze(-1).to(hidden.dtype)
        lead = (places * inside - 100.0 * (1 - inside)).max(1).values - places[:, 0]
        logits = self.verdict(torch.cat([hidden[:, 0], mean, lead.clamp(-20, 20) / 4], dim=1))
        return logits, places, inside

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        """The verdict: one logit per pair."""
        return self.both(input_ids, attention_mask, token_type_ids)[0]


def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of pairs: of a pair that is too long, the passage is cut."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    tokenizer.no_padding()
    return tokenizer


def pad(encodings: list) -> dict[str, np.ndarray]:
    """One batch: the model's inputs, as wide as the longest encoding."""
    width = max(len(e.ids) for e in encodings)
    rows = {name: np.zeros((len(encodings), width), dtype=np.int64) for name in INPUTS}
    for i, e in enumerate(encodings):
        rows["input_ids"][i, : len(e.ids)] = e.ids
        rows["attention_mask"][i, : len(e.ids)] = 1
        rows["token_type_ids"][i, : len(e.ids)] = e.type_ids
    return rows


def encoder(folder: Path, cache: Path) -> Encode:
    """all-MiniLM-L6-v2 as it is; vectors of large sets are kept in a folder."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(96)
    tokenizer.no_padding()
    model = BertModel.from_pretrained(folder, add_pooling_layer=False).eval()

    def encode(texts) -> np.ndarray:
        texts = list(texts)
        kept = cache / (hashlib.sha256("\0".join(texts).encode()).hexdigest()[:24] + ".npy")
        if kept.exists():
            return np.load(kept)
        rows = tokenizer.encode_batch(texts)
        order, found = (
            sorted(range(len(rows)), key=lambda i: len(rows[i].ids)),
            np.zeros((len(rows), 384), dtype=np.float32),
        )
        with torch.inference_mode():
            for at in range(0, len(order), 64):
                some = order[at : at + 64]
                batch = {k: torch.from_numpy(v) for k, v in pad([rows[i] for i in some]).items()}
                hidden, mask = (
                    model(**batch).last_hidden_state,
                    batch["attention_mask"].unsqueeze(-1),
                )
                found[some] = nn.functional.normalize(
                    (hidden * mask).sum(1) / mask.sum(1), dim=1
                ).numpy()
        cache.mkdir(parents=True, exist_ok=True)
        np.save(kept, found)
        return found

    return encode
