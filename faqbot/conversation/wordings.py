"""What maintainers have settled for a question: an approved answer, or the section that answers.

A wording is found by its vector and then held against the question word by
word, so that only the very question that was written down is taken for it.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import numpy as np

from faqbot.aids import Approved, Variant
from faqbot.answering.answer import Notice, NoticeKind
from faqbot.answering.answerer import Answerer
from faqbot.answering.found import Chosen
from faqbot.answering.notices import in_words
from faqbot.answering.signals import Place
from faqbot.conversation.follow_up import FollowUps
from faqbot.conversation.same_question import NEAR, Asked, QuestionReader
from faqbot.conversation.thread import Thread
from faqbot.corpus.approved import quoted_spans
from faqbot.index.wordings import wordings

_FAR = 0.7  # cosine below which no wording is the same question
_READ = 12  # nearest wordings that are held against a question word by word


class Wordings:
    """The wordings of variants and approved answers of one generation.

    Args:
        answerer: gives the generation, and the spelling of its corpus.
        follow_ups: read a wording as they read a question: "it" is the main topic.
    """

    def __init__(self, answerer: Answerer, follow_ups: FollowUps) -> None:
        generation = answerer.generation
        corpus = generation.corpus
        self._corpus = corpus
        self._encoder = generation.encoder
        self._analyser = answerer.analyser
        self._follow_ups = follow_ups
        self._vectors = generation.vectors.wordings
        self._entries = tuple(wordings(corpus))  # row of the vectors -> entry and question
        self._reader = QuestionReader(corpus, self._analyser)
        self._read = lru_cache(maxsize=2_000)(self._read_wording)
        self._kept = lru_cache(maxsize=64)(self._settled)  # one turn asks it of each reading twice

    def settled(self, question: str) -> tuple[Approved | None, frozenset[Place]]:
        """Return the approved answer to a question, and the sections it was written for.

        Args:
            question: one that stands alone.
        """
        return self._kept(question)

    def _settled(self, question: str) -> tuple[Approved | None, frozenset[Place]]:
        if not self._entries:
            return None, frozenset()
        text = self._analyser.analyse(question).encodings[1]
        cosines = (self._vectors @ self._encoder.encode([text])[0]).astype(np.float64).round(6)
        near = [int(row) for row in np.argsort(-cosines, kind="stable")[:_READ]]
        near = [row for row in near if cosines[row] >= _FAR]
        asked = self._reader.read(question) if near else None
        same = [row for row in near if asked and asked.same(self._read(row), cosines[row] >= NEAR)]
        entries = [self._entries[row][0] for row in same]
        approved = next((e for e in entries if isinstance(e, Approved)), None)
        places = {(e.document_id, e.path) for e in entries if isinstance(e, Variant)}
        return approved, frozenset(places)

    def chosen(self, approved: Approved | None, as_of: dt.date) -> Chosen | None:
        """Return what to quote for an approved answer, or None if its words are gone."""
        if approved is None:
            return None
        document = self._corpus.document(approved.document_id)
        spans = quoted_spans(approved, document)
        if not spans:
            return None
        said = f"Approved by {approved.approved_by} on {in_words(approved.approved)}."
        notices = [Notice(NoticeKind.APPROVED, said)]
        if approved.review_by is not None and approved.review_by < as_of:
            due = f"This approved answer was to be reviewed by {in_words(approved.review_by)}."
            notices.append(Notice(NoticeKind.NEEDS_REVIEW, due))
        return Chosen(document, spans, tuple(notices), f"approved answer {approved.id}")

    def lost(self, approved: Approved) -> Notice:
        """Return the notice that the words of an approved answer are no longer there."""
        title = self._corpus.document(approved.document_id).source.title
        return Notice(
            NoticeKind.NEEDS_REVIEW,
            f"The answer that {approved.approved_by} approved on {in_words(approved.approved)} "
            f"is not shown: the words it quotes are no longer in “{title}”, so it needs review.",
        )

    def _read_wording(self, row: int) -> Asked:
        wording = self._entries[row][1]
        return self._reader.read(self._follow_ups.read(wording, Thread())[0].standalone)
