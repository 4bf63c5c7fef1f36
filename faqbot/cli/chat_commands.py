"""What a line of `faqbot chat` can be besides a question: more, source, copy, export, helpful."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from faqbot import clipboard
from faqbot.answering.answer import Answer, Citation
from faqbot.cleaning import clean_line
from faqbot.cli.recording import now, record_refusal
from faqbot.cli.terminal import is_terminal, text_width
from faqbot.documents import Corpus
from faqbot.errors import FaqbotError
from faqbot.journal import Journal
from faqbot.rendering import citation_in_full, section_in_full, wrapped
from faqbot.transcript import Entry, case_note, export, folder_named, for_caller, question_in_words

HELP = """\
Type a question. Or one of these:
a number: asks the question with that number
more: the whole section that was quoted
source 1: a source in full; source: all of them
copy: copies the answer for the caller; copy note: as a case note
export FILE: writes the conversation; FILE ends in .md, .json or .csv, or is one word or in quotes
helpful, or not helpful: what you think of the answer; a comment may follow, after a comma or colon
quit: ends"""
_QUOTES = "\"'“‘"
_SOURCE = re.compile(r"source(?: (\d{1,3}))?")
# Strict, because whatever is no command is a question: "export my certificate, how?"
_EXPORT = re.compile(
    r"""export\s+(?P<file>"[^"?]+"|'[^'?]+'|“[^”?]+”|‘[^’?]+’"""
    r"""|(?!["'“‘])(?:[^?]+\.(?:md|json|csv)|[^\s?]+))""",
    re.IGNORECASE,
)
_HELPFUL = re.compile(
    r"(?P<no>not )?helpful(?:(?:\s*[,:;.!]|\s+[-–—]|[-–—](?=\s|$))[\s,:;.!–—-]*(?P<comment>.*))?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Desk:
    """What the commands of a conversation act on."""

    corpus: Corpus
    journal: Journal | None = None  # None where the person did not choose to record
    clock: Callable[[], dt.datetime] = now
    entries: list[Entry] = field(default_factory=list)

    def take(self, answer: Answer) -> None:
        """Take in an answer."""
        at = self.clock()
        self.entries.append(Entry(answer, at))
        self.journal = record_refusal(self.journal, answer, at)

    @property
    def _last(self) -> Entry | None:
        return self.entries[-1] if self.entries else None

    @property
    def _cited(self) -> Answer | None:
        """The last answer that quotes something."""
        answers = (entry.answer for entry in reversed(self.entries))
        return next((answer for answer in answers if answer.citations), None)

    def act(self, line: str) -> str | None:
        """Return what a command has to say; None when the line is a question.

        Args:
            line: as typed, cleaned.
        """
        command = line.rstrip(".!").lower()
        try:
            if command == "help":
                return HELP
            if self._last is not None and command in {"copy", "copy note"}:
                return self._copy(self._last, note=command == "copy note")
            if self._last is not None and (match := _EXPORT.fullmatch(line)):
                return self._export(match["file"])
            if self._last is not None and (match := _HELPFUL.fullmatch(line)):
                return self._feedback(self._last.answer, not match["no"], match["comment"] or "")
        except FaqbotError as error:
            return str(error)
        return None if self._cited is None else self._shown(command, self._cited)

    def _copy(self, entry: Entry, *, note: bool) -> str:
        text = case_note(entry) if note else for_caller(entry.answer)
        system = clipboard.to_system(text)
        sequence = clipboard.osc52(text)
        terminal = not system and sequence is not None and is_terminal(sys.stdout)
        if terminal and os.environ.get("TERM") != "dumb":
            sys.stdout.write(sequence or "")
            sys.stdout.flush()
        else:
            terminal = False
        if self.journal is not None:
            self.journal.record_given_out(entry.answer, self.clock())
        return clipboard.in_words(system=system, terminal=terminal, save="“export FILE”")

    def _export(self, name: str) -> str:
        if name[0] in _QUOTES:
            name = name[1:-1]
        if name.endswith(("/", os.sep)):  # which a Path forgets
            raise folder_named(name)
        try:
            path = Path(name).expanduser()
        except RuntimeError:  # "~" and no home folder
            path = Path(name)
        path = export(self.entries, path)
        if self.journal is not None:
            for entry in self.entries:
                self.journal.record_given_out(entry.answer, self.clock())
        return f"Written: {path}"

    def _feedback(self, answer: Answer, helpful: bool, comment: str) -> str:
        if self.journal is None:
            return "Thank you. Recording is off, so it is not kept."
        self.journal.record_feedback(answer, self.clock(), helpful=helpful, comment=comment)
        return "Thank you. It is kept on this computer."

    def _shown(self, command: str, answer: Answer) -> str | None:
        """Return what "more" or "source 1" shows of an answer; None for anything else.

        Where answers without a source came after it, a line says which answer it is.
        """
        match = _SOURCE.fullmatch(command)
        if command != "more" and match is None:
            return None
        width = text_width()
        last = self.entries[-1].answer is answer
        asked = f"“{clean_line(question_in_words(answer), 100)}”"
        if match is None:
            text = self._section(answer.citations[-1], width)
        else:
            wanted = [c for c in answer.citations if not match[1] or c.n == int(match[1])]
            text = "\n\n".join(citation_in_full(c, width=width) for c in wanted)
        if text:
            return text if last else f"{wrapped(f'Of the answer to {asked}:', width)}\n\n{text}"
        count = len(answer.citations)
        has = f"{count} source{'s' if count > 1 else ''}; there is no {command}."
        before = f"The last answer has no source. The answer to {asked} has {has}"
        return wrapped(f"The last answer has {has}" if last else before, width)

    def _section(self, citation: Citation, width: int | None) -> str:
        """Return the section that a quotation stands in, or its words where it stands in none."""
        document = self.corpus.document(citation.document_id)
        for section in document.sections:
            span = section.span
            if span is not None and span.start <= citation.start < span.end:
                return section_in_full(document, section, width=width)
        return citation_in_full(citation, width=width)
