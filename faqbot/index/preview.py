"""The generation that a build would make now, in memory: nothing is written."""

from __future__ import annotations

from pathlib import Path

from faqbot.corpus.load import load_corpus
from faqbot.index.contents import Contents
from faqbot.index.generation import Generation, assemble
from faqbot.index.vectors import Encoded, Progress, encode_texts


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
    by = (current.encoder, current.questions)
    digests = [encoder.digest for encoder in by]
    known = Encoded.nothing()
    before = Contents.of(current.corpus)
    # The name covers the texts: where it differs, this program puts them together otherwise.
    if current.name == before.name(*digests):
        known = Encoded.kept(before.texts, current.vectors.all(), questions=True)
    contents = Contents.of(corpus)
    vectors = encode_texts(contents.texts, *by, known, progress)
    return assemble(contents.name(*digests), corpus, contents.tokens["passages"], vectors, *by)
