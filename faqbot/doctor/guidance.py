"""The guidance: the index and its encoder, whether they match the corpus, how old the corpus is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from faqbot.doctor.findings import Area, Finding, ok, warning
from faqbot.errors import IndexUnusableError

if TYPE_CHECKING:
    from faqbot.answering.answer import Notice
    from faqbot.documents import Source


def check_generation(index: Path) -> Iterator[Finding]:
    """Yield that the index is whole and its encoder is the one it was made with.

    Raises:
        IndexUnusableError: it is missing or damaged.
        EncoderError: its encoder is missing, changed, or another.
    """
    from faqbot.index import store
    from faqbot.index.generation import load_generation

    generation = load_generation(index)
    size = (
        f"{len(generation.corpus.documents)} documents, {len(generation.corpus.passages)} passages"
    )
    yield ok(Area.INDEX, f"{generation.name} is whole ({size}): {index}")
    encoder = generation.encoder
    what = f"{encoder.name} loads, and is the one in the manifest ({encoder.digest[:16]})"
    yield ok(Area.ENCODER, what)
    others = [name for name in store.generations(index) if name != generation.name]
    for name in others:
        yield from _check_earlier(index / name)


def _check_earlier(folder: Path) -> Iterator[Finding]:
    """Yield whether a generation that is kept for going back is whole."""
    from faqbot.index import store

    try:
        files = store.read_manifest(folder)["files"]
        for file in files:
            store.read_checked(folder, file, files)
    except IndexUnusableError as error:
        what = f"an earlier generation cannot be gone back to ({error.what}): {error.where}"
        yield warning(Area.INDEX, what, f"Delete {folder}.")
    else:
        yield ok(Area.INDEX, f"{folder.name} is whole, and can be gone back to")


def check_match(corpus: Path, index: Path) -> Iterator[Finding]:
    """Yield that the index matches the corpus.

    Raises:
        IndexUnusableError: it is stale.
        CorpusError: the corpus cannot be used.
    """
    from faqbot.index.build import check_index

    check_index(corpus, index)
    yield ok(Area.INDEX, f"it matches the corpus: {corpus}")


def check_age(corpus: Path, today: dt.date) -> Iterator[Finding]:
    """Yield which documents are old, undated or from the future, and which reviews are overdue.

    Raises:
        CorpusError: the corpus cannot be used.
    """
    from faqbot.answering.notices import notices_about
    from faqbot.corpus.approved import APPROVED, to_review
    from faqbot.corpus.load import load_corpus
    from faqbot.corpus.manifest import MANIFEST
    from faqbot.corpus.signposts import SIGNPOSTS

    loaded = load_corpus(corpus)
    sources = [document.source for document in loaded.documents]
    aged = [
        (s, n) for s in sources for n in notices_about(s, today) if n.kind in {"old", "undated"}
    ]
    for source, notice in aged:
        yield warning(Area.CORPUS, notice.text, _renewal(source, notice, today, MANIFEST))
    fresh = len(sources) - len({source.id for source, _ in aged})
    yield ok(Area.CORPUS, f"{fresh} of {len(sources)} documents are dated within two years")
    for approved in loaded.approved:
        for why in to_review(approved, loaded.document(approved.document_id), today):
            what = f"the approved answer {approved.id!r} needs review: {why}"
            yield warning(
                Area.CORPUS, what, f"Have it approved again, or take it out of {APPROVED}."
            )
    for signpost in loaded.signposts:
        if signpost.review_by < today:
            what = f"the signpost {signpost.id!r} was to be reviewed by {signpost.review_by}"
            remedy = f"Have it reviewed ({signpost.reviewer}), then put the days into {SIGNPOSTS}."
            yield warning(Area.CORPUS, what, remedy)


def _renewal(source: Source, notice: Notice, today: dt.date, manifest: str) -> str:
    if source.dated is not None and source.dated > today:
        return f"Mend its date in {manifest}, or the clock of this computer."
    where = source.url or source.publisher or "its publisher"
    if notice.kind == "undated":
        return f"Ask when it was last right ({where}), and put the date into {manifest}."
    return f"See whether there is a newer version ({where}); if not, all is well."
