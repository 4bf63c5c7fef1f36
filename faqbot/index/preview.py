"""The generation that a build would make now, in memory: nothing is written."""

from __future__ import annotations

from pathlib import Path

from faqbot.corpus.load import load_corpus
from faqbot.index.build import generation_name
from faqbot.index.generation import Generation, assemble
from faqbot.index.lexical import passage_tokens
from faqbot.index.vectors import Progress, encode_texts, known_vectors, texts_of


def preview(
    corpus_folder: Path, current: Generation, progress: Progress | None = None
) -> Generation:
    """Return the generation that a corpus folder makes as it stands.

    Args:
        corpus_folder: holds sources.toml and the documents.
        current: a generation; its encoder is used, and its vectors where texts are the same.
        progress: called with (encoded, to encode).

    Raises:
        CorpusError: the corpus cannot be used.
        EncoderError: the encoder gives unusable vectors.
    """
    corpus = load_corpus(corpus_folder)
    encoder = current.encoder
    known = {}
    # The name covers the texts: where it differs, this program puts them together otherwise.
    if current.name == generation_name(current.corpus, encoder.digest):
        known = known_vectors(texts_of(current.corpus), current.vectors)
    vectors = encode_texts(texts_of(corpus), encoder, known, progress)
    name = generation_name(corpus, encoder.digest)
    return assemble(name, corpus, passage_tokens(corpus), vectors, encoder)
