"""The documents that a command speaks of, without loading the encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faqbot.cli.arguments import settings
from faqbot.errors import FaqbotError

if TYPE_CHECKING:
    import argparse

    from faqbot.documents import Corpus
    from faqbot.receipts.verify import Verifier
    from faqbot.settings import Settings


def folder_first(chosen: Settings) -> Corpus:
    """Return the corpus from its folder; from the index where only that is set or found."""
    from faqbot.corpus.load import load_corpus

    if chosen.corpus is None and chosen.index is not None:
        from faqbot.index.generation import indexed_corpus

        return indexed_corpus(chosen.index)
    return load_corpus(chosen.corpus_folder())


def index_first(chosen: Settings) -> Corpus:
    """Return the corpus that answers cite: the index's, or the folder's if there is none."""
    if chosen.corpus is not None and chosen.index is None:
        return folder_first(chosen)
    from faqbot.index.generation import indexed_corpus

    try:
        return indexed_corpus(chosen.index_folder())
    except FaqbotError:
        if chosen.index is not None:
            raise
        return folder_first(chosen)


def open_verifier(options: argparse.Namespace) -> Verifier:
    """Return what holds receipts against the guidance in force and the versions before it.

    Raises:
        SettingsError, UsageError: the folders are not well set.
        CorpusError, IndexUnusableError: there is no guidance to hold them against.
    """
    chosen = settings(options)
    corpus = index_first(chosen)
    from faqbot.receipts.archive import Archive
    from faqbot.receipts.verify import Verifier

    try:
        index = chosen.index_folder()
    except FaqbotError:  # a corpus folder by itself
        index = None
    return Verifier(corpus, Archive(index, chosen.corpus_of_index()))
