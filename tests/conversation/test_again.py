"""The question before, asked again."""

from __future__ import annotations

from faqbot.conversation.again import merged, of_level, renumbered, replaced_phrase, with_ones


def test_questions_asked_again() -> None:
    """Another asking word, another phrase of the same kind, another number."""
    assert merged("Can cooks apply?", "since when?") == "since when can cooks apply?"
    assert merged("What does it cost?", "why?") == "What does it cost, and why?"
    assert replaced_phrase("Is it open in Leeds?", "in York") == "Is it open in York?"
    assert replaced_phrase("Is it open?", "for cooks?") == "Is it open for cooks?"
    assert renumbered("Can I do level 2 at 18?", "and at 17?") == "Can I do level 2 at 17?"
    assert renumbered("Can I do level 2?", "at 17?") is None
    assert with_ones("which ones pay?", "What jobs are there?") is not None
    assert with_ones("which pay?", "What jobs are there?") is None


def test_what_is_asked_of_how() -> None:
    """The time that something takes, and the number of what stands last."""
    assert (
        merged("How do I become a cook?", "how long?") == "how long does it take to become a cook?"
    )
    assert merged("How long does it take?", "how many hours?") == "how many hours does it take?"
    assert merged("Does a cook lead people?", "how many?") == "how many people does a cook lead?"
    assert merged("What pay do cooks get?", "from whom?") == "What pay do cooks get, and from whom?"


def test_of_level() -> None:
    """The kind of thing is the one that the question before spoke of."""
    assert of_level("the level 5 one", "Is the diploma hard?") == "the level 5 diploma"
    assert of_level("the level 5 one", "Is it hard?") is None
    assert of_level("level 5 pay", "Is the diploma hard?") is None
