"""The parser on the five real documents: every heading, answer, role and topic in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from faqbot.documents import BlockKind, Corpus, Document, Section, SectionKind

FAQ = "dhsc-level-2-adult-social-care-certificate-faq"
PATHWAY = "dhsc-care-workforce-pathway-care-or-support-worker"
VOCATIONAL = "skills-for-care-vocational-qualifications"
CAREERS = "ncl-training-hub-career-pathway-tool"
ARTICLE = "level-2-health-and-social-care-article"
STAGES = ("Entry Level", "Early Career", "Mid Career", "Leadership")


def fold(text: str) -> str:
    return " ".join(text.split())


def section(document: Document, *path: str) -> Section:
    found = [s for s in document.sections if s.path == path]
    assert len(found) == 1, path
    return found[0]


def body(document: Document, part: Section) -> list[str]:
    return [fold(block.span.of(document.text)) for block in part.blocks]


def bare(markdown: str) -> str:
    """Return source text without white space and the marks of Markdown."""
    return re.sub(r"[\s*#-]", "", re.sub(r"\]\([^)]*\)|\[", "", markdown))


@pytest.fixture(scope="module")
def faq(real_corpus: Corpus) -> Document:
    return real_corpus.document(FAQ)


@pytest.fixture(scope="module")
def pathway(real_corpus: Corpus) -> Document:
    return real_corpus.document(PATHWAY)


@pytest.fixture(scope="module")
def careers(real_corpus: Corpus) -> Document:
    return real_corpus.document(CAREERS)


# --- the FAQ


def test_all_27_questions_stand_in_order(faq: Document) -> None:
    """Every question is a section, whatever its heading looks like, and nothing else is one."""
    questions = [s for s in faq.sections if s.kind is SectionKind.QUESTION]
    assert [int(s.title.split(".")[0]) for s in questions] == list(range(1, 28))
    assert all(s.blocks and len(s.path) == 2 for s in questions)


def test_every_answer_is_whole(faq: Document, root: Path) -> None:
    """An answer holds all that the source has between its heading and the next, and no more."""
    source = (root / "corpus" / faq.source.file).read_text(encoding="utf-8")
    source = source[source.index("## Overview") : source.index("© Crown")]
    parts = re.split(r"^(?:#.*|\*\*\d.*\*\*)$", source, flags=re.MULTILINE)[1:]
    sections = [s for s in faq.sections if s.path]
    assert len(parts) == len(sections) == 27 + 8
    for part, found in zip(parts, sections, strict=True):
        text = "".join(block.span.of(faq.text) for block in found.blocks)
        assert bare(text) == bare(part), found.title


def test_questions_stand_under_their_section(faq: Document) -> None:
    """The section of a question is its parent, whether marked by one # or two."""
    parents: dict[str, list[int]] = {}
    for found in faq.sections:
        if found.kind is SectionKind.QUESTION:
            parents.setdefault(found.path[0], []).append(int(found.title.split(".")[0]))
    assert parents == {
        "Background": [1, 2],
        "Quality Assurance Process": [3, 4, 5, 6, 7, 8, 9],
        "Funding": [10, 11],
        "General questions": [12, 13, 14, 15, 16],
        "Timelines for Delivery": [17, 18, 19, 20, 21, 22, 23],
        "Interaction with Other Training": [24, 25],
        "Portability": [26, 27],
    }


def test_overview_and_background_are_sections(faq: Document) -> None:
    """The prose before the questions is guidance, too, and is retrieved."""
    overview = section(faq, "Overview")
    assert overview.kind is SectionKind.PROSE
    assert body(faq, overview)[0].startswith("The Care Certificate Standards define")
    assert body(faq, overview)[-1].startswith("Government will be providing up to £53.91m")
    assert section(faq, "Background").path == ("Background",)


def test_the_sentence_cut_by_a_page_break_is_one(real_corpus: Corpus, faq: Document) -> None:
    """The sentence of question 18 that runs over a page break is quoted as one."""
    whole = "providing training associated with the Care Certificate standards have sufficient time"
    found = [
        fold(sentence.span.of(faq.text))
        for row, sentence in real_corpus.sentences()
        if real_corpus.passages[row].document_id == FAQ
    ]
    assert [s for s in found if whole in s and s.endswith("made available in June 2024.")]
    assert not [s for s in found if s.endswith("training associated with")]


def test_an_inner_list_knows_its_lead_in(faq: Document) -> None:
    """What the Department expects between January and June 2024 keeps those words."""
    found = next(s for s in faq.sections if s.title.startswith("17."))
    inner = [b for b in found.blocks if b.depth == 1]
    assert len(inner) == 3
    for block in inner:
        assert block.lead_in is not None
        assert fold(block.lead_in.of(faq.text)) == (
            "Between January and June 2024, the Department expects:"
        )
    assert all(b.lead_in is None for b in found.blocks if b.depth == 0)


# --- the workforce page


def test_nesting_of_the_workforce_page(pathway: Document) -> None:
    """Headings without mark-up nest as on the page."""
    breakdown = "Knowledge and skills breakdown for this role category"
    level_3 = "Move your practice to a Level 3 standard, potentially through a diploma or apprenticeship route"
    found = section(pathway, breakdown, level_3, "Mental capacity and restrictive practice")
    assert body(pathway, found)[0] == "You should:"
    assert len(found.blocks) == 3
    paths = {s.path for s in pathway.sections}
    assert (breakdown, level_3, "Personal wellbeing") in paths
    assert ("Knowledge and skills people should have", "Digital skills") in paths
    practice = "Specific areas of practice (can do) and suggested learning opportunities"
    assert {(practice, "Dementia"), (practice, "Autism")} <= paths
    assert {(name,) for name in ("Values", "What people do in their work")} <= paths
    under = [p for p in paths if p[:2] == (breakdown, level_3) and len(p) == 3]
    assert len(under) == 16


def test_lists_of_the_workforce_page_keep_their_lead_in(pathway: Document) -> None:
    """Every item under "You should:" knows it."""
    items = [
        block
        for found in pathway.sections
        if len(found.path) == 3 and found.kind is SectionKind.LIST
        for block in found.blocks
        if block.kind is BlockKind.ITEM
    ]
    assert len(items) > 40
    assert {b.lead_in.of(pathway.text) for b in items if b.lead_in} == {"You should:"}
    assert all(b.lead_in for b in items)


def test_paul_and_sam_are_stories(pathway: Document) -> None:
    """What happened to a person is no rule, and only the two personas are such."""
    stories = {s.path: len(s.blocks) for s in pathway.sections if s.kind is SectionKind.STORY}
    personas = "Role category personas"
    assert stories == {(personas,): 0, (personas, "Paul"): 5, (personas, "Sam"): 7}


# --- the career page


def test_the_59_roles(careers: Document) -> None:
    """Every role is a section under its career stage, each with its settings."""
    roles = [s for s in careers.sections if s.kind is SectionKind.ROLE]
    assert len(roles) == 59
    assert all(len(s.path) == 2 and s.path[0] in STAGES for s in roles)
    for role in roles:
        settings = [
            block.span.of(careers.text)
            for block in role.blocks
            if block.lead_in and block.lead_in.of(careers.text) == "Available in:"
        ]
        assert settings, role.path
        assert set(settings) <= {"Primary Care", "Secondary Care", "Social Care"}, role.path


def test_the_roles_are_those_of_the_source(careers: Document, root: Path) -> None:
    """Role names are the outer bullets of the source that "Available in:" follows."""
    source = (root / "corpus" / careers.source.file).read_text(encoding="utf-8")
    entries = re.split(r"^  • ", source, flags=re.MULTILINE)[1:]
    names = [entry.split("\n")[0].strip() for entry in entries if "Available in:" in entry]
    assert [s.title for s in careers.sections if s.kind is SectionKind.ROLE] == names


def test_management_stands_under_two_stages(careers: Document) -> None:
    """The same name under two stages makes two sections, each with its own place."""
    both = [s for s in careers.sections if s.title == "Management"]
    assert [s.path[0] for s in both] == ["Mid Career", "Leadership"]
    assert both[0].span != both[1].span
    assert body(careers, both[0])[0] == body(careers, both[1])[0]


def test_a_role_is_whole(careers: Document) -> None:
    """A role holds description, list, settings and progression, in order."""
    found = section(careers, "Entry Level", "Cook / Kitchen Assistant")
    text = body(careers, found)
    assert text[0].startswith("Cook and kitchen assistants can be found")
    assert text[1] == "Depending on the setting of the role an assistant worker, you may:"
    assert text[2] == "prepare food such as vegetables for the cook or chef"
    assert text[-5:] == [
        "Available in:",
        "Secondary Care",
        "Social Care",
        "Progression available to:",
        "Cook",
    ]


def test_topics_of_the_career_page_are_sections(careers: Document) -> None:
    """What stands before and after the roles has headings of its own."""
    for topic, words in {
        "Primary Care": "Primary care is usually the first place",
        "Social Care": "Social care involves working",
        "Pre-Employment Information": "Whilst some roles",
        "Entry Level": "Entry level roles do not require",
        "Literacy, Numeracy & Functional Skills": "",
        "Apprenticeships": "",
        "Finding Job Opportunities": "The NCL Health and Social Care Academy",
        "Applying for roles in health": "Roles within health",
        "Applying for roles in social care": "Social Care organisations advertise",
        "T levels": "T levels are a new qualification",
        "Volunteering & Work Experience": "If you are considering",
    }.items():
        found = section(careers, topic)
        assert found.kind is SectionKind.PROSE
        assert body(careers, found)[0].startswith(words)


# --- the two other pages


def test_the_vocational_page(real_corpus: Corpus) -> None:
    """Its prose and bullets come through; image, log-in and link remnants do not."""
    document = real_corpus.document(VOCATIONAL)
    text = [line for part in document.sections for line in body(document, part)]
    assert text[0].startswith("All staff working in adult social care should be able")
    assert text[-1].startswith("The Sector Skills Council expects")
    items = [b for s in document.sections for b in s.blocks if b.kind is BlockKind.ITEM]
    assert [b.span.of(document.text).split(" in ")[0] for b in items] == [
        "Level 2 and 3 Diplomas",
        "The Level 5 Diploma",
    ]
    reasons = {left.span.of(document.text): left.reason for left in document.left_out}
    assert reasons["award-cert-diploma-image"] == "image name"
    assert "Please wait... logging you in." in reasons
    assert "Loading Icon" in reasons


def test_a_definition_of_the_vocational_page_is_one_block(real_corpus: Corpus) -> None:
    """A sentence broken after a colon is whole: three sizes, and which they are."""
    document = real_corpus.document(VOCATIONAL)
    text = [line for part in document.sections for line in body(document, part)]
    assert [x for x in text if x.startswith("There are three sizes of qualifications: the larger")]


def test_the_article(real_corpus: Corpus) -> None:
    """Its headings are sections; the one that asks is a question."""
    document = real_corpus.document(ARTICLE)
    headings = [(s.title, s.kind) for s in document.sections if s.path]
    assert headings == [
        ("What Is a Level 2 Qualification?", SectionKind.QUESTION),
        ("Core Responsibilities of Level 2 Practitioners", SectionKind.PROSE),
        ("Essential Training and Assessment Components", SectionKind.PROSE),
        ("Supporting Roles and Career Pathways", SectionKind.PROSE),
        ("Embracing Excellence in Health and Social Care", SectionKind.PROSE),
    ]


# --- all of them


@pytest.mark.parametrize(
    "furniture",
    [
        "....",
        "Find out more >",
        "logging you in",
        "Loading Icon",
        "award-cert-diploma-image",
        "Crown copyright",
        "Open Government Licence",
        "gov.uk/dhsc",
        "homepage",
    ],
)
def test_no_furniture_can_be_quoted(real_corpus: Corpus, furniture: str) -> None:
    """No heading and no sentence holds anything of contents lists, links, images or imprint.

    Between two sentences of a passage it may stand: a passage is one piece of its document.
    """
    for row, sentence in real_corpus.sentences():
        passage = real_corpus.passages[row]
        text = real_corpus.document(passage.document_id).text
        assert furniture not in sentence.span.of(text), passage.id
        assert furniture not in " ".join(passage.path)


def test_nothing_is_lost(real_corpus: Corpus) -> None:
    """Every line of a document is in a section, a heading, or the list of what was left out."""
    for document in real_corpus.documents:
        spans = [left.span for left in document.left_out]
        for part in document.sections:
            spans += [block.span for block in part.blocks]
            spans += [part.heading] if part.heading else []
        covered: set[int] = set()
        for span in spans:
            covered.update(range(span.start, span.end))
        lost = "".join(c for i, c in enumerate(document.text) if i not in covered)
        assert re.sub(r"[\s•-]", "", lost) == "", document.id
