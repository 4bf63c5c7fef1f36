"""The parser on documents made up for the purpose: its rules are not rules for five files."""

from __future__ import annotations

import pytest

from faqbot.corpus.parser import parse
from faqbot.corpus.passages import cut_passages
from faqbot.corpus.readers import read_extract
from faqbot.documents import BlockKind, Document, Section, SectionKind, Source

FAQ = """\
The Baking
Council

# **Bread Diploma: Questions and Answers**

Published 3 May 2022 [Version 4]

# Table of contents

Summary .......... 2
The course........ 2
Fees ............. 4
Other matters .... 5

## Summary

Bread has been baked for long. The diploma began in 2019.

# The course

## 1. Who may take the Bread Diploma?

- Anybody aged 16 or over.
- Bakers need:
  - an apron
  - an oven

**2. How long is the course?**

- It takes 12 weeks. The last weeks are spent in a bakery that has agreed to take learners on



and pays their travel.

### **3. Can I stop half-way.**

Yes, and come back within a year.

## **Fees**

## **4. What does it cost?**

1. £300 for the course
2. £50 for the test, e.g. the April one

# Other matters

**5. Is there a test? And when is it?**

There is one, in April.

© Baking Council 2022

All rights reserved.
"""

GUIDE = """\
'Gardener' job guide
Updated 2 March 2023
Applies to Wales
What gardeners do
This section outlines the work of a gardener.
The work may involve:
- planting trees
- cutting grass
Tools
Tools are the things that a gardener works with:
- spade
- rake
Training you need
This section sets out what a gardener has to learn.
First year
You must learn to plant.
Machines
You should complete machine training before you drive a mower.
Skills in detail
Plants and soil
You should:
- know the soils of Wales
- know which plant needs which soil
Care of tools
You should:
- clean tools after use
- sharpen blades
Job guide personas
Rhian
Rhian has been a gardener for two years. She likes her work.
During her first year, she learned to plant. Rhian asked her manager for machine training.
"""

ROLES = """\
Harbour Trust homepage

Harbour Jobs Tool

Welcome to our tool. It shows the jobs in a harbour and what people do in them.

Docks

Docks are where ships lie. Most of the work there is outdoors.

  • Starting Out

  • Moving Up

Starting Out

These jobs need no experience.

  • Deckhand

    Deckhands clean decks and handle ropes. They work in all weathers.

    As a deckhand you may:

    • tie up ships

    • paint hulls

    No ticket is needed. The video below shows a deckhand at work.

    Find out more >
    Available in:
    • Docks
    Progression available to:
    • Pilot
  • Cook

    Cooks make the meals.

    Available in:
    • Ships
    • Docks

Moving Up

These jobs need some years at sea.

  • Pilot

    Pilots bring ships in.

    Find out more >
    Available in:
    • Docks

  • Cook

    Head cooks plan the meals and order food.

    Available in:
    • Ships

Courses

Courses are held in the harbour school every winter. They are free.

Night shifts

Night shifts are paid at a higher rate. You can ask for them after one year.
"""


def read(name: str, text: str, title: str) -> Document:
    return parse(read_extract(text.encode("utf-8"), name), Source("x", name, title))


def outline(document: Document) -> list[tuple[str, ...]]:
    return [s.path for s in document.sections if s.path]


def section(document: Document, *path: str) -> Section:
    return next(s for s in document.sections if s.path == path)


def body(document: Document, *path: str) -> list[str]:
    return [" ".join(b.span.of(document.text).split()) for b in section(document, *path).blocks]


def reasons(document: Document) -> dict[str, str]:
    return {left.span.of(document.text): left.reason for left in document.left_out}


def test_a_new_faq() -> None:
    """Questions in mixed forms stand in order under sections that the contents list names."""
    document = read("faq.md", FAQ, "Bread Diploma: Questions and Answers")
    assert outline(document) == [
        ("Summary",),
        ("The course",),
        ("The course", "1. Who may take the Bread Diploma?"),
        ("The course", "2. How long is the course?"),
        ("The course", "3. Can I stop half-way."),
        ("Fees",),
        ("Fees", "4. What does it cost?"),
        ("Other matters",),
        ("Other matters", "5. Is there a test? And when is it?"),
    ]
    asks = [s.title[0] for s in document.sections if s.kind is SectionKind.QUESTION]
    assert asks == ["1", "2", "3", "4", "5"]
    assert body(document, "The course", "2. How long is the course?") == [
        (
            "It takes 12 weeks. The last weeks are spent in a bakery that has agreed to take "
            "learners on and pays their travel."
        )
    ]
    assert body(document, "Fees", "4. What does it cost?") == [
        "£300 for the course",
        "£50 for the test, e.g. the April one",
    ]
    nested = section(document, "The course", "1. Who may take the Bread Diploma?").blocks
    assert [(b.depth, bool(b.lead_in)) for b in nested] == [
        (0, False),
        (0, False),
        (1, True),
        (1, True),
    ]
    left = reasons(document)
    assert left["© Baking Council 2022"] == "imprint"
    assert left["All rights reserved."] == "imprint"
    assert left["Table of contents"] == "contents list"
    assert sum(reason == "contents list" for reason in left.values()) == 2


def test_a_new_guide_without_mark_up() -> None:
    """Headings are found by what stands around them, and nest."""
    document = read("guide.txt", GUIDE, "'Gardener' job guide")
    assert outline(document) == [
        ("What gardeners do",),
        ("Tools",),
        ("Training you need",),
        ("Training you need", "First year"),
        ("Training you need", "Machines"),
        ("Skills in detail",),
        ("Skills in detail", "Plants and soil"),
        ("Skills in detail", "Care of tools"),
        ("Job guide personas",),
        ("Job guide personas", "Rhian"),
    ]
    assert section(document, "Job guide personas", "Rhian").kind is SectionKind.STORY
    assert section(document, "Skills in detail", "Care of tools").kind is SectionKind.LIST
    first = document.sections[0]
    assert [b.span.of(document.text) for b in first.blocks] == [
        "Updated 2 March 2023",
        "Applies to Wales",
    ]


def test_a_new_list_of_roles() -> None:
    """Roles stand under their stage with settings and progression; the same name may recur."""
    document = read("roles.txt", ROLES, "Harbour Jobs Tool")
    assert outline(document) == [
        ("Docks",),
        ("Starting Out",),
        ("Starting Out", "Deckhand"),
        ("Starting Out", "Cook"),
        ("Moving Up",),
        ("Moving Up", "Pilot"),
        ("Moving Up", "Cook"),
        ("Courses",),
        ("Night shifts",),
    ]
    roles = [s for s in document.sections if s.kind is SectionKind.ROLE]
    assert [s.title for s in roles] == ["Deckhand", "Cook", "Pilot", "Cook"]
    assert body(document, "Starting Out", "Deckhand") == [
        "Deckhands clean decks and handle ropes. They work in all weathers.",
        "As a deckhand you may:",
        "tie up ships",
        "paint hulls",
        "No ticket is needed. The video below shows a deckhand at work.",
        "Available in:",
        "Docks",
        "Progression available to:",
        "Pilot",
    ]
    items = [b for b in roles[0].blocks if b.kind is BlockKind.ITEM]
    leads = [b.lead_in.of(document.text) for b in items if b.lead_in]
    assert leads == ["As a deckhand you may:"] * 2 + ["Available in:", "Progression available to:"]
    left = reasons(document)
    assert left["Find out more >"] == "link text"
    assert left["Harbour Trust homepage"] == "before the title"
    assert left["Starting Out"] == left["Moving Up"] == "contents list"


@pytest.mark.parametrize(
    "line, reason",
    [
        ("Find out more >", "link text"),
        ("Read more »", "link text"),
        ("Back to top", "link text"),
        ("Please wait... logging you in.", "page furniture"),
        ("Log in", "page furniture"),
        ("Loading…", "page furniture"),
        ("Page 3 of 12", "page furniture"),
        ("Skip to main content", "page furniture"),
        ("team-photo", "image name"),
        ("banner_image2", "image name"),
        ("header.png", "image name"),
        ("Loading Icon", "image name"),
        ("© Harbour Trust", "imprint"),
        ("Copyright 2024 Harbour Trust", "imprint"),
        ("This page is licensed under the terms of the Open Government Licence.", "imprint"),
        ("www.example.org/harbour", "imprint"),
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_page_furniture_is_left_out(line: str, reason: str, name: str) -> None:
    """What stands on pages but says nothing is left out of every format, with the reason."""
    document = read(
        name, f"First things are said here.\n\n{line}\n\nLast things are said here.\n", "T"
    )
    assert list(reasons(document).values()) == [reason]
    assert "".join(body(document)) == "First things are said here.Last things are said here."


@pytest.mark.parametrize(
    "line",
    [
        "Search for a college near you and ask them for a place.",
        "Copyright of your own course work stays with you.",
        "Nurses are licensed under the terms of the Act.",
        "More information is given to you on the first day.",
        "The next step is an interview.",
        "Log in to the portal to see your results, then print them.",
        "Home care is support in a person's own home.",
    ],
)
def test_guidance_that_looks_like_furniture_stays(line: str) -> None:
    """A sentence that begins like a button or a notice is still guidance."""
    document = read(
        "a.txt", f"First things are said here.\n\n{line}\n\nLast things are said.\n", "T"
    )
    assert reasons(document) == {}
    assert line in body(document)


def test_only_the_sentence_that_points_elsewhere_is_not_quoted() -> None:
    """What stands in one paragraph with a pointer to a video is guidance still."""
    document = read("roles.txt", ROLES, "Harbour Jobs Tool")
    quotable = {
        s.span.of(document.text): s.quotable for p in cut_passages(document) for s in p.sentences
    }
    assert quotable["No ticket is needed."]
    assert not quotable["The video below shows a deckhand at work."]


def test_a_sentence_is_rejoined_only_when_it_was_cut() -> None:
    """Lower case goes on with an unfinished block, and not with a finished one."""
    cut = read("a.md", "It is given to those with\n\na badge.\n", "T")
    assert body(cut) == ["It is given to those with a badge."]
    done = read("a.md", "It is given to all.\n\nand so on, as they say.\n", "T")
    assert body(done) == ["It is given to all.", "and so on, as they say."]


def test_a_list_that_is_no_contents_list_stays() -> None:
    """Items that are headings further down are contents; items that are introduced are not."""
    text = "You need:\n\n- Courage\n- Time\n\n# Courage\n\nBe brave.\n\n# Time\n\nTake it.\n"
    assert "Courage" in body(read("a.md", text, "T"))
    assert "Courage" not in body(read("a.md", text.replace("You need:\n\n", "Hello.\n\n"), "T"))


@pytest.mark.parametrize(
    "line",
    [
        "_" * 4000,
        "a_" * 2000 + "!",
        "a" + "." * 20_000 + "b",
        ". " * 10_000 + "y",
        "See e.g. A " * 5000,
    ],
    ids=["underscores", "snake case", "dots", "spaced dots", "abbreviations"],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_awkward_lines_end(name: str, line: str) -> None:
    """Long rows of one mark, which naive expressions take hours over, are parsed like any text."""
    document = read(
        name, f"First things are said here.\n\n{line}\n\nLast things are said here.\n", "T"
    )
    assert list(cut_passages(document))[-1].sentences[-1].span.of(document.text) == (
        "Last things are said here."
    )
