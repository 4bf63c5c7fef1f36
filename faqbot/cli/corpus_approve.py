"""`faqbot corpus approve`: somebody answers for an answer, and it is pinned to its question."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from typing import TYPE_CHECKING

from faqbot.cleaning import clean_line
from faqbot.cli.arguments import (
    Parser,
    add_as_of,
    add_globals,
    as_of,
    day_of_flag,
    open_assistant,
    writable_corpus,
)
from faqbot.cli.terminal import answered_line, is_terminal, say, warn
from faqbot.errors import IndexUnusableError, UsageError

if TYPE_CHECKING:
    from faqbot.aids import Approved
    from faqbot.answering.answer import Answer
    from faqbot.documents import Corpus, Document

_DESCRIPTION = """\
Asks QUESTION, shows the words that answer it, and pins them to it in approved.toml, with the name
of whoever answers for them and the day. Where they are not the right ones, name better ones with
--document and --quote. A question that has an approved answer already is approved anew.
"""


def add_arguments(parser: Parser) -> None:
    """Make a parser that of `corpus approve`."""
    parser.description = _DESCRIPTION
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("question", metavar="QUESTION", help="as people ask it")
    parser.add_argument("--by", metavar="NAME", required=True, help="who answers for it")
    parser.add_argument(
        "--also", metavar="QUESTION", action="append", default=[],
        help="another wording of the question; may be repeated",
    )  # fmt: skip
    parser.add_argument("--document", metavar="ID", help="that --quote is from")
    parser.add_argument(
        "--quote", metavar="WORDS", action="append", default=[],
        help="words of that document, in place of those found; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--review-by", metavar="YYYY-MM-DD", help="when somebody must look at it again"
    )
    parser.add_argument("--id", help="how messages name it (from the question)")
    parser.add_argument("--yes", action="store_true", help="ask nothing")
    add_as_of(parser)
    add_globals(parser)
    parser.set_defaults(run=run, private=False)


def run(options: argparse.Namespace) -> int:
    """Approve an answer; return the exit code.

    Raises:
        UsageError: nothing answers the question, the words are not in the document,
            or nobody can be asked whether they are right.
        CorpusError, IndexUnusableError: corpus or index cannot be used.
    """
    questions = [_words(q, "QUESTION") for q in (options.question, *options.also)]
    name, today = _words(options.by, "--by"), as_of(options) or dt.date.today()
    review_by = day_of_flag(options.review_by, "--review-by") if options.review_by else None
    if review_by is not None and review_by <= today:
        raise UsageError(
            f"{review_by} is not after {today}", where="--review-by", fix="Give a later day."
        )
    if bool(options.quote) != bool(options.document):
        raise UsageError(
            "--document and --quote go together", where="corpus approve", fix="Give both."
        )
    folder = writable_corpus(options, "--index DIR corpus approve …")
    from faqbot.aids import Approved
    from faqbot.corpus.approved import APPROVED, quoted_spans
    from faqbot.corpus.approving import approve, approved_for
    from faqbot.corpus.load import load_corpus

    corpus = load_corpus(folder)
    known = approved_for(questions, corpus.approved)
    document_id, quotes = options.document, [_words(q, "--quote") for q in options.quote]
    if not quotes:
        answer = open_assistant(options).ask(questions[0], None, today).answer
        document_id, quotes = _found(answer)
    document = _document(corpus, document_id, given=bool(options.quote))
    wanted = Approved(
        options.id or "", tuple(questions), document.id, tuple(quotes), name,
        today, review_by,
    )  # fmt: skip
    if not quoted_spans(wanted, document):
        raise _not_there(document_id, given=bool(options.quote))
    _show(wanted, document, known)
    if not options.yes:
        if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
            raise UsageError(
                "nobody could be asked whether these are the words",
                where="corpus approve",
                fix="Read them, then give --yes.",
            )
        line = answered_line("Are these words the answer? [y/N]:", "corpus approve", "--yes")
        if line.lower() not in {"y", "yes"}:
            say("Nothing was changed.")
            return 0
    entry = approve(folder, wanted)
    say(f"{'Approved anew' if known else 'Approved'}: {entry.id}, in {folder / APPROVED}")
    say("Next: faqbot index build --gate")
    return 0


def _words(text: str, where: str) -> str:
    words = clean_line(text)
    if not words:
        raise UsageError("there are no words", where=where, fix="Give some.")
    return words


def _document(corpus: Corpus, document_id: str, *, given: bool) -> Document:
    for document in corpus.documents:
        if document.id == document_id:
            return document
    if not given:
        raise _not_there(document_id, given=False)
    raise UsageError(
        "there is no document of that id",
        where=document_id,
        fix=f"Documents: {', '.join(d.id for d in corpus.documents)}",
    )


def _found(answer: Answer) -> tuple[str, list[str]]:
    """Return the document that answers, and the words of it that are quoted.

    Raises:
        UsageError: the guidance does not answer the question.
    """
    if not answer.citations:
        raise UsageError(
            "the guidance does not answer this question",
            where=clean_line(answer.question, 120),
            fix="Name the words that do: --document ID --quote WORDS",
        )
    first = answer.citations[0].document_id
    if answer.assumption:
        say(f"Assumed: {answer.assumption}")
    others = {c.document_id for c in answer.citations} - {first}
    for other in sorted(others):
        warn(f"The answer quotes {other}, too; an approved answer quotes one document.")
    return first, [c.quote.strip() for c in answer.citations if c.document_id == first]


def _not_there(document_id: str, *, given: bool) -> UsageError | IndexUnusableError:
    if given:
        return UsageError(
            "these words are not in the document, word for word",
            where=document_id,
            fix=f"Copy them from: faqbot corpus text {document_id}",
        )
    return IndexUnusableError(
        "the index is stale: the words that answer are not in the corpus folder",
        where=document_id,
        fix="Run: faqbot index build",
    )


def _show(wanted: Approved, document: Document, known: Approved | None) -> None:
    """Show what would be approved: the words, where they stand, what is doubtful about them."""
    from faqbot.cli.corpus_aids import doubts

    say(f"Question: {wanted.questions[0]}")
    for quote in wanted.quotes:
        say(f"\n{quote}")
    facts = [
        document.source.title,
        document.source.version and f"version {document.source.version}",
    ]
    say(f"\nSource: {', '.join(fact for fact in facts if fact)} ({document.id})")
    for doubt in doubts(wanted, document):
        say(f"Remark: it {doubt}")
    if known is not None:
        same = "these words" if known.quotes == wanted.quotes else "other words"
        say(f"So far: {known.id}, {same}, approved by {known.approved_by} on {known.approved}")
