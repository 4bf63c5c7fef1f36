"""What the answer card and the panes say, as clean text; colours never carry meaning alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from faqbot.answering.answer import Answer, Citation, NoticeKind, Reason, Status
from faqbot.answering.notices import in_words
from faqbot.cleaning import clean_line, clean_text
from faqbot.documents import Authority, Corpus, Document, Source
from faqbot.rendering import confidence_in_words, offered, section_in_full
from faqbot.tui.session import Depth, Exchange

AUTHORITY = {
    Authority.OFFICIAL: "official",
    Authority.SECTOR: "sector body",
    Authority.REGIONAL: "regional body",
    Authority.UNOFFICIAL: "unofficial",
}
_KINDS = {
    NoticeKind.WINDOW_CLOSED: "window closed",
    NoticeKind.OLD: "old",
    NoticeKind.UNDATED: "undated",
    NoticeKind.UNOFFICIAL: "unofficial",
    NoticeKind.NATION: "nation",
    NoticeKind.CONFLICT: "documents disagree",
    NoticeKind.ASSUMPTION: "assumed",
    NoticeKind.APPROVED: "approved",
    NoticeKind.NEEDS_REVIEW: "needs review",
}
_OFFERING = {Status.CLARIFY: "", Status.SIGNPOST: "If nobody is in danger"}
_REASONS = {
    Reason.NOT_IN_GUIDANCE: "NOT IN THE GUIDANCE",
    Reason.OTHER_NATION: "ANOTHER NATION",
    Reason.OUT_OF_SCOPE: "NOT WHAT THIS GUIDANCE IS ABOUT",
}


def heading(answer: Answer) -> str:
    """Return what kind of answer it is, in capitals; empty for small talk."""
    if answer.status is Status.ANSWERED:
        return "SAY"
    if answer.status is Status.SIGNPOST:
        return "SOMEONE MAY BE IN DANGER: SAY THIS FIRST"
    if answer.status is Status.CLARIFY:
        return "WHICH DO YOU MEAN?"
    if answer.status is Status.ABOUT or answer.reason is None:
        return ""
    return _REASONS.get(answer.reason, "NOT ANSWERED")


def line_to_say(answer: Answer) -> str:
    """Return the telling sentence; of anything but an answer the whole text."""
    if answer.status is Status.ANSWERED:
        first = answer.answer.split("\n\n")[0]
        return clean_line(answer.telling or first)
    return clean_text(answer.answer)


def body(exchange: Exchange, depth: Depth) -> str:
    """Return what stands under the line to say: quotations or sections, numbered."""
    answer = exchange.answer
    if depth is Depth.LINE or not answer.citations:
        return ""
    if depth is Depth.SECTION:
        return "\n\n".join(_sections(exchange))
    pieces = quotations(answer)
    if len(pieces) == 1 and pieces[0][1] == line_to_say(answer):
        return f"{pieces[0][0]} These are the words of the guidance."
    return "\n\n".join(
        f"{marks}\n{text}" if "\n" in text else f"{marks} “{text}”" for marks, text in pieces
    )


def quotations(answer: Answer) -> list[tuple[str, str]]:
    """Return (numbers of the citations, quoted text) for each text quoted, once."""
    from faqbot.answering.quoting import readable

    found: dict[str, list[int]] = {}
    for citation in answer.citations:
        found.setdefault(clean_text(readable(citation.quote)), []).append(citation.n)
    return [("".join(f"[{n}]" for n in numbers), text) for text, numbers in found.items()]


def _sections(exchange: Exchange) -> list[str]:
    """Return the text of each section that is cited, once, numbers in front."""
    found: dict[str, list[int]] = {}
    for citation in exchange.answer.citations:
        document = document_of(exchange.corpus, citation.document_id)
        text = _section_text(document, citation) if document else clean_text(citation.quote)
        found.setdefault(text, []).append(citation.n)
    return ["".join(f"[{n}]" for n in numbers) + f" {text}" for text, numbers in found.items()]


def _section_text(document: Document, citation: Citation) -> str:
    for section in document.sections:
        span = section.span
        if span is not None and span.start <= citation.start < span.end:
            return section_in_full(document, section)
    return clean_text(citation.quote)


def document_of(corpus: Corpus, document_id: str) -> Document | None:
    """Return a document, or None if the corpus has it no more."""
    return next((d for d in corpus.documents if d.id == document_id), None)


def badges(exchange: Exchange) -> str:
    """Return authority, version, date, nation, notices and confidence in a few words each."""
    answer = exchange.answer
    words: list[str] = []
    for citation in answer.citations:
        words.append(AUTHORITY[citation.authority])
        if citation.version:
            words.append(f"version {citation.version}")
        words.append(_dated(citation.published, citation.updated))
        document = document_of(exchange.corpus, citation.document_id)
        words += [clean_line(n) for n in document.source.applies_to] if document else []
    if answer.citations:
        words += [_KINDS[notice.kind] for notice in answer.notices]
        words.append(f"confidence: {confidence_in_words(answer)}")
    return " · ".join(dict.fromkeys(clean_line(word) for word in words))


def notes(answer: Answer) -> str:
    """Return the assumption and the notices, one a line, each with its kind in front."""
    lines = [f"Assumed: {answer.assumption}"] if answer.assumption else []
    lines += [
        f"{_KINDS[notice.kind].capitalize()}: {notice.text}"
        for notice in answer.notices
        if not (notice.kind is NoticeKind.ASSUMPTION and notice.text == answer.assumption)
        and notice.text not in answer.answer
    ]
    return "\n".join(clean_line(line) for line in lines)


def choice_lists(answer: Answer) -> list[tuple[str, list[str]]]:
    """Return (title, questions) of the numbered choices; the numbers run on."""
    lists = []
    if answer.alternatives:
        labels = [
            a.question if not a.label or a.label == a.question else f"{a.label}: {a.question}"
            for a in answer.alternatives
        ]
        lists.append((_OFFERING.get(answer.status, offered(answer).rstrip(":")), labels))
    if answer.related:
        answered = answer.status is Status.ANSWERED
        title = "Related questions" if answered else "The guidance does answer"
        lists.append((title, [r.question for r in answer.related]))
    return [(title, [clean_line(text) for text in texts]) for title, texts in lists]


def source_facts(source: Source) -> str:
    """Return publisher, version, dates and authority of a document."""
    facts = [
        source.publisher or "publisher not known",
        f"version {source.version}" if source.version else "",
        _dated(source.published, source.updated),
        AUTHORITY[source.authority],
        ", ".join(source.applies_to),
    ]
    return clean_line(" · ".join(fact for fact in facts if fact))


def citation_facts(citation: Citation) -> str:
    """Return the same of a citation."""
    facts = [
        citation.publisher or "publisher not known",
        f"version {citation.version}" if citation.version else "",
        _dated(citation.published, citation.updated),
        AUTHORITY[citation.authority],
    ]
    return clean_line(" · ".join(fact for fact in facts if fact))


def _dated(published: dt.date | None, updated: dt.date | None) -> str:
    if published and updated:
        return f"published {in_words(published)}, updated {in_words(updated)}"
    if published:
        return f"published {in_words(published)}"
    return f"updated {in_words(updated)}" if updated else "undated"


def age_in_words(day: dt.date | None, today: dt.date) -> str:
    """Return how old something is: 1 year 10 months old; nothing where that is not known."""
    if day is None:
        return ""
    if day > today:
        return "dated after today"
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    years, months = divmod(months, 12)
    parts = [_count(n, unit) for n, unit in ((years, "year"), (months, "month")) if n]
    return f"{' '.join(parts)} old" if parts else "less than a month old"


def documents_in_words(documents: Sequence[Document]) -> str:
    """Return how many documents there are, and from when to when they date."""
    days = sorted(d.source.dated for d in documents if d.source.dated)
    count = _count(len(documents), "document")
    if not days:
        return f"{count}, undated"
    return f"{count}, {_short(days[0])} – {_short(days[-1])}"


def _short(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
