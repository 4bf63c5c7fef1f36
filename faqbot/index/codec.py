"""A Corpus as JSON and back: what a generation stores of the documents."""

from __future__ import annotations

import datetime as dt
from typing import Any

from faqbot.aids import Approved, Glossary, Nation, Precedent, Precedents, Signpost, Subject, Term, Variant
from faqbot.documents import Anchor, Authority, Block, BlockKind, Corpus, Document, LeftOut, Passage, Section, SectionKind, Sentence, Source, Span

Json = dict[str, Any]


def corpus_to_json(corpus: Corpus) -> Json:
    """Return the corpus as values that JSON can hold."""
    return {
        "name": corpus.name,
        "main_topic": corpus.main_topic,
        "contact": corpus.contact,
        "digest": corpus.digest,
        "glossary": {
            "terms": [
                [t.name, list(t.aliases), t.about, list(t.confusable)]
                for t in corpus.glossary.terms
            ],
            "synonyms": [list(group) for group in corpus.glossary.synonyms],
            "nations": [[n.name, list(n.words)] for n in corpus.glossary.nations],
            "exceptions": {n.name: list(n.exceptions) for n in corpus.glossary.nations},
            "subjects": [
                [s.name, s.document, list(s.sections), list(s.aliases)]
                for s in corpus.glossary.subjects
            ],
        },
        "signposts": [_signpost_to_json(s) for s in corpus.signposts],
        "approved": [_approved_to_json(a) for a in corpus.approved],
        "variants": [[v.document_id, list(v.path), list(v.questions)] for v in corpus.variants],
        # Only where there are any: a corpus without them is stored as it always was.
        **({"precedents": _precedents_to_json(corpus.precedents)} if corpus.precedents.entries else {}),
        "documents": [_document_to_json(d) for d in corpus.documents],
        "passages": [_passage_to_json(p) for p in corpus.passages],
    }


def corpus_from_json(data: Json) -> Corpus:
    """Return the corpus that `corpus_to_json` gave.

    Raises:
        KeyError, TypeError, ValueError: the data is not of that form.
    """
    return Corpus(
        name=data["name"],
        main_topic=data["main_topic"],
        contact=data["contact"],
        digest=data["digest"],
        documents=documents_from_json(data),
        passages=tuple(_passage(p) for p in data["passages"]),
        glossary=Glossary(
            tuple(
                Term(name, tuple(aliases), about, tuple(confusable))
                for name, aliases, about, confusable in data["glossary"]["terms"]
            ),
            tuple(tuple(group) for group in data["glossary"]["synonyms"]),
            tuple(
                Nation(name, tuple(words), tuple(data["glossary"].get("exceptions", {}).get(name, ())))
                for name, words in data["glossary"]["nations"]
            ),
            tuple(
                Subject(name, document, tuple(sections), tuple(aliases))
                for name, document, sections, aliases in data["glossary"].get("subjects", ())
            ),
        ),
        signposts=tuple(_signpost(s) for s in data["signposts"]),
        variants=tuple(
            Variant(document_id, tuple(path), tuple(questions))
            for document_id, path, questions in data["variants"]
        ),
        approved=tuple(_approved(a) for a in data["approved"]),
        precedents=_precedents(data["precedents"]) if "precedents" in data else Precedents(),
    )


def documents_from_json(data: Json) -> tuple[Document, ...]:
    """Return only the documents of what `corpus_to_json` gave.

    Raises:
        KeyError, TypeError, ValueError: the data is not of that form.
    """
    return tuple(_document(d) for d in data["documents"])


def source_to_json(source: Source) -> Json:
    """Return a source's facts; dates as YYYY-MM-DD."""
    return {
        "id": source.id,
        "file": source.file,
        "title": source.title,
        "publisher": source.publisher,
        "version": source.version,
        "published": source.published.isoformat() if source.published else None,
        "updated": source.updated.isoformat() if source.updated else None,
        "applies_to": list(source.applies_to),
        "licence": source.licence,
        "url": source.url,
        "authority": source.authority.value,
        "sha256": source.sha256,
    }


def _source(data: Json) -> Source:
    facts = dict(data)
    for key in ("published", "updated"):
        facts[key] = dt.date.fromisoformat(facts[key]) if facts[key] else None
    facts["applies_to"] = tuple(facts["applies_to"])
    facts["authority"] = Authority(facts["authority"])
    return Source(**facts)


def _signpost_to_json(signpost: Signpost) -> Json:
    return {
        "id": signpost.id,
        "title": signpost.title,
        "text": signpost.text,
        "numbers": list(signpost.numbers),
        "reviewer": signpost.reviewer,
        "reviewed": signpost.reviewed.isoformat(),
        "review_by": signpost.review_by.isoformat(),
        "phrases": list(signpost.phrases),
        "examples": list(signpost.examples),
        "harmless": list(signpost.harmless),
    }


def _signpost(data: Json) -> Signpost:
    facts = dict(data)
    for key in ("reviewed", "review_by"):
        facts[key] = dt.date.fromisoformat(facts[key])
    for key in ("numbers", "phrases", "examples", "harmless"):
        facts[key] = tuple(facts[key])
    return Signpost(**facts)


def _approved_to_json(approved: Approved) -> Json:
    return {
        "id": approved.id,
        "questions": list(approved.questions),
        "document_id": approved.document_id,
        "quotes": list(approved.quotes),
        "approved_by": approved.approved_by,
        "approved": approved.approved.isoformat(),
        "review_by": approved.review_by.isoformat() if approved.review_by else None,
    }


def _approved(data: Json) -> Approved:
    facts = dict(data)
    for key in ("approved", "review_by"):
        facts[key] = dt.date.fromisoformat(facts[key]) if facts[key] else None
    for key in ("questions", "quotes"):
        facts[key] = tuple(facts[key])
    return Approved(**facts)


def _precedents_to_json(precedents: Precedents) -> Json:
    return {
        "held_against": sorted(precedents.held_against),
        "entries": [
            [p.question, p.document_id, list(p.answer) if p.answer else None]
            for p in precedents.entries
        ],
    }


def _precedents(data: Json) -> Precedents:
    entries = tuple(
        Precedent(question, document_id, (answer[0], answer[1]) if answer else None)
        for question, document_id, answer in data["entries"]
    )
    return Precedents(entries, frozenset(data["held_against"]))


def _document_to_json(document: Document) -> Json:
    return {
        "source": source_to_json(document.source),
        "text": document.text,
        "sections": [
            {
                "path": list(s.path),
                "kind": s.kind.value,
                "heading": _pair(s.heading),
                "blocks": [
                    [b.kind.value, b.span.start, b.span.end, b.depth, _pair(b.lead_in)]
                    for b in s.blocks
                ],
            }
            for s in document.sections
        ],
        "left_out": [[x.span.start, x.span.end, x.reason] for x in document.left_out],
        # Only where there are any: a document without pages is stored as it always was.
        **({"anchors": [[a.start, a.name] for a in document.anchors]} if document.anchors else {}),
    }


def _document(data: Json) -> Document:
    sections = tuple(
        Section(
            path=tuple(s["path"]),
            kind=SectionKind(s["kind"]),
            heading=_span(s["heading"]),
            blocks=tuple(
                Block(BlockKind(kind), Span(start, end), depth, _span(lead))
                for kind, start, end, depth, lead in s["blocks"]
            ),
        )
        for s in data["sections"]
    )
    left_out = tuple(LeftOut(Span(a, b), reason) for a, b, reason in data["left_out"])
    anchors = tuple(Anchor(start, name) for start, name in data.get("anchors", ()))
    return Document(_source(data["source"]), data["text"], sections, left_out, anchors)


def _passage_to_json(passage: Passage) -> Json:
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "path": list(passage.path),
        "kind": passage.kind.value,
        "span": [passage.span.start, passage.span.end],
        "part": passage.part,
        "sentences": [
            [s.span.start, s.span.end, _pair(s.lead_in), s.kind.value, s.block]
            for s in passage.sentences
        ],
    }


def _passage(data: Json) -> Passage:
    return Passage(
        id=data["id"],
        document_id=data["document_id"],
        path=tuple(data["path"]),
        kind=SectionKind(data["kind"]),
        span=Span(*data["span"]),
        sentences=tuple(
            Sentence(Span(start, end), _span(lead), BlockKind(kind), block)
            for start, end, lead, kind, block in data["sentences"]
        ),
        part=data["part"],
    )


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _span(pair: list[int] | None) -> Span | None:
    return Span(*pair) if pair else None
