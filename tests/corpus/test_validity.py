"""Dates in guidance: which sentences have an end, and which only name a year."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.corpus.validity import Window, is_scheme, names_scheme, window_of
from faqbot.documents import Corpus

WRITTEN = dt.date(2024, 1, 25)
FAQ = "dhsc-level-2-adult-social-care-certificate-faq"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    "sentence, start, end",
    [
        (
            (
                "Government will be providing up to £53.91m of funding support for 37,000 individuals "
                "to enrol between June 2024 and March 2025."
            ),
            "2024-06-01",
            "2025-03-31",
        ),
        (
            (
                "Awarding Organisations will need to submit their draft qualifications no later than "
                "24 April 2024."
            ),
            None,
            "2024-04-24",
        ),
        ("We can confirm the launch date for all AOs is 3rd June 2024.", None, "2024-06-03"),
        ("No, 3rd June is the launch date for the qualification.", None, "2024-06-03"),
        ("Forms must be in by the 10th of January.", None, "2025-01-10"),
        ("We expect to see the skills record enter public testing in 2024.", None, "2024-12-31"),
        ("Between January and June 2024, the Department expects:", None, "2024-06-30"),
        (
            (
                "We are encouraging them to prioritise this between January 2024 and April 2024 so "
                "that places are made available in June 2024."
            ),
            "2024-01-01",
            "2024-06-30",
        ),
        ("Grants are available until 31 March 2026.", None, "2026-03-31"),
        ("You must apply by 29 February 2024.", None, "2024-02-29"),
        ("Employers can apply in Sept. 2026.", None, "2026-09-30"),
        ("Funding will be given in the 24/25 financial year.", "2024-04-01", "2025-03-31"),
        ("Places are open for the academic year 2025/26.", "2025-09-01", "2026-08-31"),
        ("It is offered for the 2024 to 2025 tax year.", "2024-04-06", "2025-04-05"),
        ("Applications close on 31/03/2025.", None, "2025-03-31"),
        ("Registration closes March 31, 2025.", None, "2025-03-31"),
        ("The deadline is 2025-03-31.", None, "2025-03-31"),
        ("Send the form by the end of March 2025.", None, "2025-03-31"),
        ("From 6 April 2024 to 5 April 2025 the rate is £11.44.", "2024-04-06", "2025-04-05"),
        ("Learners who started before 1 August 2023 must finish by 31 July 2025.", None, "2025-07-31"),
        (
            "You must apply by 24 April 2025, moved from 3 June 2024.",
            "2024-06-03",
            "2025-04-24",
        ),
    ],
)
def test_a_sentence_that_looks_ahead_has_an_end(sentence: str, start: str | None, end: str) -> None:
    """Deadlines, periods and expectations end on their last day."""
    window = window_of(sentence, WRITTEN)
    assert window is not None
    assert window.end == day(end)
    if start is not None and window.start is not None:
        assert window.start == day(start)
    assert window.words
    assert window.words in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "In April 2023 the government published the plan 'Next Steps to put People at the Heart of Care'.",
        "We have worked here since 1997 and will go on.",
        "Employers must meet the requirement in the Health and Care Act 2022.",
        "It will be assessed in accordance with the assessment principles (2017).",
        "Practices must follow the 2004 GMS contract.",
        "From June 2024 funding towards the cost of the qualification will be made available.",
        "The plan was published on 3 May 2023 and should be read first.",
        "Government will provide £53.91m of funding support from the 24/25 financial year.",
        "Staff must complete it from 1 September 2025.",
        "You should read the guidance of 3 May 2023.",
        "The framework, last reviewed on 4 March 2022, must be followed.",
        "The law changed in April 2020, so employers must keep records.",
        "The register opened in 2009 and will be kept.",
        "Those who qualified before 2015 should apply again.",
        "You must follow the Workforce Strategy 2024.",
        "Next Steps, April 2023, will be followed by more.",
        "By March 2024 over 500 people had signed up.",
        "It must not run for 24/29 financial years.",
        "It will take up to 369 hours and should cost £2024.",
        "It must last 2000 hours.",
        "There is no date here, and you must apply.",
        "The course ran in June 2024.",
        "Learners aged 19 may apply for funding.",
        "Nurses must do 12 march drills.",
        "",
    ],
)
def test_a_sentence_that_describes_has_no_end(sentence: str) -> None:
    """What looks back, names a law by its year, or only begins somewhere never lapses."""
    assert window_of(sentence, WRITTEN) is None


def test_a_day_without_a_year_needs_a_dated_document() -> None:
    """The year of "3 June" comes from the document; an undated one gives none."""
    sentence = "The deadline is 3 June."
    assert window_of(sentence, None) is None
    assert window_of(sentence, day("2024-06-03")) == Window(None, day("2024-06-03"), "3 June")
    assert window_of(sentence, day("2024-06-04")) == Window(None, day("2025-06-03"), "3 June")


def test_a_day_that_no_month_has_is_no_date() -> None:
    """30 February of no year is a date, and the 29th only in a leap year."""
    assert window_of("The deadline is 30 February.", WRITTEN) is None
    assert window_of("The deadline is 29 February.", day("2024-03-01")) is None


def test_a_window_is_open_on_its_last_day() -> None:
    """A deadline is met on the day itself and has passed on the next."""
    window = Window(None, day("2024-04-24"), "24 April 2024")
    assert not window.closed(day("2024-04-24"))
    assert window.closed(day("2024-04-25"))


@given(st.dates(day("1950-01-01"), day("2090-12-31")))
def test_any_full_date_is_understood(date: dt.date) -> None:
    """A deadline written out in full gives that day, with or without an ordinal."""
    month = date.strftime("%B")
    for text in (f"{date.day} {month} {date.year}", f"{date.day}th of {month} {date.year}"):
        window = window_of(f"You must apply by {text}.", None)
        assert window is not None
        assert window.end == date
        assert window.words == text


@given(st.text(max_size=80), st.one_of(st.none(), st.dates()))
def test_any_text_is_borne(text: str, written: dt.date | None) -> None:
    """Whatever stands in a sentence, a window quotes it and does not end before it starts."""
    window = window_of(f"You must apply by 2024 {text}", written)
    if window is not None:
        assert window.words in f"You must apply by 2024 {text}"
        assert window.start is None or window.start <= window.end


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("Eligible employers will be able to apply for reimbursements.", True),
        ("This needs to be funded by the employer, who must agree.", True),
        ("In May we committed to funding for a new course.", True),
        ("A grant was promised to every school.", True),
        ("The funding was used.", False),
        ("You must apply early.", False),
    ],
)
def test_money_that_is_offered(sentence: str, expected: bool) -> None:
    """A scheme is money that is promised, not money that was spent."""
    assert is_scheme(sentence) is expected


@pytest.mark.parametrize(
    "words, expected",
    [
        ("when will we know the amount per place", True),
        ("What fee is there?", True),
        ("is it free of charge", True),
        ("Who is in charge of the timeline?", False),
        ("What amount of time does it take?", False),
        ("Is it mandatory?", False),
    ],
)
def test_words_that_speak_of_money(words: str, expected: bool) -> None:
    """Money goes by many names; not every charge is one."""
    assert names_scheme(words) is expected


def test_the_windows_of_the_real_faq(real_corpus: Corpus) -> None:
    """The dates that have passed in the FAQ are found, each in its sentence, and no other."""
    document = real_corpus.document(FAQ)
    found: dict[str, str] = {}
    for row, sentence in real_corpus.sentences():
        if real_corpus.passages[row].document_id == FAQ:
            words = " ".join(sentence.span.of(document.text).split())
            window = window_of(words, document.source.dated)
            if window is not None:
                found[words] = window.end.isoformat()
    ends = {
        "between June 2024 and March 2025": "2025-03-31",
        "no later than 24 April 2024": "2024-04-24",
        "the launch the date for all AOs is 3rd June 2024": "2024-06-03",
        "delivery to learners on the 3rd June 2024": "2024-06-03",
        "No, 3rd June is the launch date": "2024-06-03",
        "enter public testing in 2024": "2024-12-31",
        "made available in June 2024": "2024-06-30",
        "Between January and June 2024": "2024-06-30",
    }
    for words, end in ends.items():
        assert [e for sentence, e in found.items() if words in sentence] == [end], words
    for words in ("April 2023", "Act 2022", "(2017)", "From June 2024 funding"):
        assert not [s for s in found if words in s and "June 2024 and" not in s], words
