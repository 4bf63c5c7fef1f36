"""Is somebody in danger? If so, which fixed text is due.

Recall comes first: a needless signpost costs a glance, a missed one may cost a
life. Three things are weighed: how much nearer a turn is to what people say in
danger than to look-alikes and to the headings of the guidance (cosines), the
explicit words of signposts.toml, and whether it asks about a course, a job or
the guidance rather than telling what happened to somebody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from faqbot.aids import Signpost
from faqbot.index.generation import Generation
from faqbot.index.text import words
from faqbot.index.vectors import Matrix

# Chosen on signposts.toml, each example left out in turn, and on the dev split:
# see docs/evaluation.md.
NEAREST = 5  # examples whose mean cosine counts, on either side
LINE = -0.01  # score from which a turn is signposted
PHRASE = 0.12  # added for explicit words
TOLD = 0.03  # added where something is told of somebody
IMPERSONAL = 0.08  # taken off a question that speaks of nobody in particular
INQUIRY = 0.05  # taken off a question that speaks of nobody but who asks: "how do I claim?"
LEARNING = 0.12  # taken off where a course, a job or the guidance is spoken of
ASIDE = 0.04  # taken off a clause that is read by itself
PAST = 0.25  # taken off where somebody's past is told to ask about work or a course
EASY = 0.18  # taken off where only something pleasant, or a figure of speech, is told
FAINT = 0.25  # cosine below which no example is near enough to count without explicit words
_TIE = 0.01  # signposts nearer together than this: the first in the file is shown
_ROUTED = 4  # of its examples, whose mean cosine says which signpost fits
_ROUTE = 0.15  # added to a signpost whose explicit words stand in the turn
_PIECES = 4  # sentences that are read one by one
_CLAUSE_WORDS = 3  # fewer say too little to be read by themselves

_BREAK = re.compile(r"(?<=[.!?;])(?<!\d\.)\s+|\s+[-–—]+\s+|\n+")
_CLAUSE = re.compile(
    r",\s+(?:and |but |also |so )*|\s+(?:and|but|also)\s+(?:also )?", re.IGNORECASE
)
_ASKS = re.compile(
    r"^(?:(?:and|so|but|ok|okay|hi|hello|please|also|then|sorry|thanks)\b[ ,]*)*"
    r"(?:what|whats|how|hows|who|whos|which|when|where|why|whose|is|are|am|was|were|do|does|did|can"
    r"|could|should|would|will|may|must|shall|has|have|had|tell me|explain|list)\b"
)
_LEARNING = re.compile(
    r"\b(?:train(?:ing|ed|er|ers)?|course\w*|module\w*|qualif\w+|certificat\w+|certs?|diplomas?"
    r"|level (?:\d|two|three|four|five)|standards|pathway|guidance|elearning|e learning|refresher|curriculum|syllabus|apprentice\w*"
    r"|roles?|careers?|exam\w*|assess\w+|portfolio|coursework|college|university|degree|tutor\w*"
    r"|learners?|funding|funded|deadlines?|awarding|nvq|gcses?|interview|awareness|policy|policies"
    r"|know about|need to know|should know|expected to|required to|do for a living|work with people)\b"
)
_SOMEBODY = re.compile(
    r"\b(?:i|im|ive|me|my|he|hes|him|his|she|shes|her|they|theyre|theyve|them|we|weve|were|us|our"
    r"|mr|mrs|ms|miss|someone|somebody|theres|mum|mam|dad|nan|gran|grandad|grandma|mother|father"
    r"|(?:a|an|the|this|that|another|one of the|one of my|one of our)"
    r" (?:\w+ ){0,2}(?:man|woman|lady|gentleman|guy|lad|girl|boy|child|baby|resident|residents|client|patient"
    r"|visitor|carer|nurse|colleague|manager|neighbour|user|person|lodger|tenant|staff|stranger))\b"
)


# Who tells of work without training tells of a danger, and asks for no course.
_UNTRAINED = re.compile(
    r"\b(?:without|no|not|never|havent|hasnt|isnt|arent)(?: (?:any|proper|been|had|the|properly|fully))*"
    r" train(?:ing|ed)\b"
)
_ASKER = re.compile(r"\b(?:i|im|ive|my|we|weve|our)\b")
# What goes well, and days off: told of somebody, but no harm to anybody.
_PLEASANT = re.compile(
    r"\b(?:lovely|brilliant|amazing|wonderful|fantastic|excellent|great|superb|beautiful\w*|delight\w*|chuffed"
    r"|pleased|proud|happy|happily|cheerful|enjoy\w*|loves|likes|adores|(?:went|goes|going|doing|getting on) (?:really |very |so )?well"
    r"|so good (?:with|to)|kind to|good with|good company|looking forward|flowers|chocolates|birthdays?|parties|party|barbecue|bbq"
    r"|(?:to|at) (?:a|the) wedding|engaged|honeymoon|anniversary|half term|cake|biscuits|crossword\w*|bingo|knit\w*|choir|gardening"
    r"|retired|promoted|promotion|congratulat\w*|celebrat\w*|turned (?:a )?(?:hundred|sixty|seventy|eighty|ninety|\d+)"
    r"|settl(?:ed|ing) in|nicely|learning to|hobb(?:y|ies)|(?:plays|playing|play) (?:the )?(?:\w+ )?(?:piano|guitar|organ|violin|chess|cards|dominoes|bingo|darts|golf|bowls|football|games?|music|songs?|scrabble)"
    r"|seaside|zoo|museum|theatre|cinema|outing|day out|picnic|concert|carol|sing(?:s|ing)?|danc(?:es|ing)|painting|baking|quiz(?:zes)?|pantomime"
    r"|(?:asked|asks|asking) for an? (?:female|male|different|new|second|extra|copy|chat|cuppa|reference)|funny|hilarious|joke|jokes|treat|on (?:my|our|a) (?:break|lunch|holiday|day off)"
    r"|(?:teacher|boxer|nurse|farmer|miner|soldier|baker|builder|engineer|singer|dancer|policeman|policewoman|fireman|postman|driver|sailor|gardener) (?:once|all (?:his|her) life|by trade|for (?:years|\w+ years)|back in the day)"
    r"|retired (?:\w+)|new (?:baby|grandson|granddaughter|grandchild|puppy|kitten|car|house|kitchen))\b"
)
# Unless it is over, turned round, or only seems so: "she was happy until he came".
_NO_LONGER = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|cant|cannot|wont|dont|doesnt|didnt|isnt|arent|wasnt|werent|hasnt|havent|wouldnt"
    r"|stopped|until|till|but|although|though|however|except|instead|anymore|now|then|suddenly|since|used to|pretends?|seems?"
    r"|supposed|last|off|end|goodbye|gone|away|took|takes|taken|left|before|without|only|if|when|while|cry\w*|crie[sd]|hurts?|pain|scared|afraid|frightened|alone|everything)\b"
)
# What somebody has behind them, and a question about work or a course beside it.
_BEHIND = re.compile(
    r"\b(?:i|my \w+|we) (?:was|were|used to|had|have had|ve had|once|lost|died|suffered|survived|went through|grew up|came from|got out of|left)\b"
    r"|\b(?:ive|i have) (?:been through|had|suffered|survived|lost)\b"
)
_WORK = re.compile(
    r"\b(?:careers?|jobs?|turned (?:away|down)|accepted|apply|dbs|hire[ds]?|counsellor|(?:work|working|start|get|go|going) (?:in|into) (?:social )?care|be(?:come)? an? \w+|train as)\b"
)
_WISHES = re.compile(
    r"\b(?:(?:will|can|could|do|would|should|am|may) i|where|what|is there|does (?:it|that)|want|(?:would|id|i d) like|hoping|looking (?:to|for)"
    r"|thinking (?:of|about)|interested in)\b"
)
_AGAIN = re.compile(
    r"\b(?:still|again|today|tonight|yesterday|now (?!want|would|id|i|looking|ready|hope)|this (?:morning|week)|last (?:night|week)|keeps?|cant|tell|report|help)\b"
)
# Figures of speech that borrow the words of harm.
_FIGURE = re.compile(
    r"\b(?:(?:feet|legs|back|knees|shoes|heat|job|work|shifts?|nights|hours|modules?|exams?|courses?|coursework|homework|paperwork"
    r"|forms?|deadlines?|rota|stairs|suspense|acronyms|maths|fees|commute) (?:is|are|was|were|s) (?:absolutely |really |slowly )?killing (?:me|us)|dead on (?:my|his|her|our|their) feet"
    r"|(?:could|would|id|i d) (?:murder|kill for) an?\b|absolute murder|up the (?:wall|pole)|round the (?:bend|twist)"
    r"|(?:my|his|her) (?:right|left) arm (?:for|to)|over the moon|(?:bored|tickled) to (?:death|tears|bits)"
    r"|to die for|dying (?:to|for an?)|die of (?:boredom|embarrassment|laughter|shame)|(?:the )?death of me"
    r"|(?:shes|hes|theyre|its|is|are|such) an? (?:right |real |proper |royal |bit of an? |total )?pain\b(?! (?:in|near|down|on) (?!the (?:neck|backside|bum|arse)))"
    r"|(?:does|doing|did|do) my (?:head|nut) in|dri(?:ves?|ving|ven) (?:me|us) (?:mad|crazy|nuts|bonkers|insane|potty|bananas)"
    r"|headache from (?:all )?(?:this|these|that|the|reading)|kick(?:ing)? (?:myself|themselves)|jump(?:ed|ing)? for joy"
    r"|(?:want|going|could|about) to scream|(?:hit|hits|hitting) (?:the roof|the books|the road|a wall)"
    r"|(?:smashed|killed|nailed|aced|bossed) (?:it|my|the|that)|(?:blown|blew) (?:me )?away|burning question"
    r"|(?:phone|laptop|battery|car|computer|printer|boiler|wifi|tablet)s? (?:is|are|has|have|just|keeps?)? ?(?:died|dead|dying|crash\w*)"
    r"|(?:hate|hates) (?:mondays|sundays|mornings|exams|forms|paperwork|spreadsheets)"
    r"|^(?:can you |could you |please )*(?:put|pass|connect|transfer) me (?:through |on |over )?to (?:somebody|someone|anyone|an?|the)\b(?: \w+){0,2}$"
    r"|^(?:its|it is|it was|weve had|its been) (?:\w+ ){0,2}(?:raining|snowing|sunny|windy|chilly|boiling|roasting|chucking it down|pouring down|tipping down|cold|hot|wet|foggy|icy)(?: (?:here|out|outside|today|again|this morning))*$"
    r"|^(?:\w+ ){0,4}(?:long|busy|rotten|tough|hectic|quiet|rubbish|manic|mad|funny old|bad hair) (?:day|week|shift|morning|monday|month)(?: \w+){0,2}$)"
)


@dataclass(frozen=True, slots=True)
class Weight:
    """How far a piece of a turn speaks of danger."""

    score: float  # LINE or more: signposted
    signpost: Signpost  # the one it fits best


class SignpostFinder:
    """Finds the signpost that is due, for one generation.

    Args:
        generation: its corpus holds the signposts, its vectors their examples.
    """

    def __init__(self, generation: Generation) -> None:
        self._encoder = generation.encoder
        self._signposts = generation.corpus.signposts
        self._phrases = [phrase_pattern(s.phrases) for s in self._signposts]
        owners: list[int] = []  # row -> signpost of an example, -1 for a look-alike
        for i, signpost in enumerate(self._signposts):
            owners += [i] * len(signpost.examples) + [-1] * len(signpost.harmless)
        self._owners = np.array(owners, dtype=np.int64)
        self._examples = generation.vectors.signposts
        self._headings = generation.vectors.headings

    def find(self, turn: str) -> Signpost | None:
        """Return the signpost that is due for a turn, cleaned, or None."""
        best = self.heaviest(turn)
        return best.signpost if best is not None and best.score >= LINE else None

    def heaviest(self, turn: str) -> Weight | None:
        """Return the weight of that piece of a turn that speaks most of danger; None if empty."""
        parts, asides = pieces(turn)
        if not parts or not self._signposts:
            return None
        texts = [*parts, *asides]
        weights = [
            self.weigh(t, v) for t, v in zip(texts, self._encoder.encode(texts), strict=True)
        ]
        for i in range(len(parts), len(texts)):
            weights[i] = replace(weights[i], score=weights[i].score - ASIDE)
        return max(weights, key=lambda weight: weight.score)

    def weigh(self, piece: str, vector: Matrix, without: int | None = None) -> Weight:
        """Return the score of one piece of a turn, and the signpost it fits best.

        Args:
            piece: a sentence, or a whole turn.
            vector: its unit vector.
            without: row of an example to leave out, to judge it by the others.
        """
        plain = _plain(piece)
        cosines = (self._examples @ vector).astype(np.float64).round(6)
        kept = np.arange(len(cosines)) != (-1 if without is None else without)
        danger = cosines[kept & (self._owners >= 0)]
        harmless = np.concatenate(
            [
                cosines[kept & (self._owners < 0)],
                (self._headings @ vector).astype(np.float64).round(6),
            ]
        )
        said = [bool(pattern.search(plain)) for pattern in self._phrases]
        score = _near(danger) - _near(harmless)
        asks = bool(_ASKS.search(plain))
        learning = bool(_LEARNING.search(plain if asks else _UNTRAINED.sub("", plain)))
        somebody = bool(_SOMEBODY.search(plain))
        if any(said):
            score += PHRASE
        elif _near(danger, 1) < FAINT:
            score -= 1.0
        others = bool(_SOMEBODY.search(_ASKER.sub("", plain)))
        score += TOLD * (somebody and not asks) - IMPERSONAL * (asks and not somebody)
        score -= INQUIRY * (asks and somebody and not others)
        score -= LEARNING * learning
        score -= EASY * (not any(said) and _is_easy(plain))
        score -= PAST * _is_behind(plain)
        fits = [
            _near(cosines[kept & (self._owners == i)], _ROUTED) + _ROUTE * hit
            for i, hit in enumerate(said)
        ]
        best = next(i for i, fit in enumerate(fits) if fit >= max(fits) - _TIE)
        return Weight(round(score, 6), self._signposts[best])


def _is_behind(plain: str) -> bool:
    """Return whether somebody's past is told, to ask or say something about work or a course."""
    if not _BEHIND.search(plain) or not _WISHES.search(plain) or _AGAIN.search(plain):
        return False
    return bool(_LEARNING.search(_UNTRAINED.sub("", plain)) or _WORK.search(plain))


def _is_easy(plain: str) -> bool:
    """Return whether a piece tells of something pleasant, or means its words of harm otherwise."""
    rest = _FIGURE.sub(" ", plain)
    if rest != plain:
        return True
    return bool(_PLEASANT.search(plain)) and not _NO_LONGER.search(plain)


def pieces(turn: str) -> tuple[list[str], list[str]]:
    """Return the sentences of a turn, at most four, and its asides.

    The last sentence holds all that comes after it. An aside is what is told in a
    sentence that asks something else in the same breath; long turns have at most one.
    """
    sentences = [s for s in _BREAK.split(turn.strip()) if re.search(r"\w", s)]
    if len(sentences) > _PIECES:
        sentences = [*sentences[: _PIECES - 1], " ".join(sentences[_PIECES - 1 :])]
    told = [rest for rest in map(_told, sentences) if rest]
    return sentences, told[: max(1, _PIECES - len(sentences))]


def _told(sentence: str) -> str | None:
    """Return the clauses of a sentence that tell something of somebody, if others ask."""
    if _is_behind(_plain(sentence)):
        return None
    clauses = [c for c in _CLAUSE.split(sentence) if re.search(r"\w", c)]
    plain = [_plain(c) for c in clauses]
    told = [
        c
        for c, p in zip(clauses, plain, strict=True)
        if not _ASKS.search(p) and not _LEARNING.search(p)
    ]
    if not told or len(told) == len(clauses):
        return None
    rest = ", ".join(told)
    return rest if _SOMEBODY.search(_plain(rest)) and len(words(rest)) >= _CLAUSE_WORDS else None


def _plain(text: str) -> str:
    """Return the words of a text in small letters with single spaces, without apostrophes."""
    return " ".join(word.replace("'", "") for word in words(text))


def phrase_pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for phrases in the notation of signposts.toml.

    It is for text of small letters and single spaces, without apostrophes.
    """
    made = []
    for phrase in phrases:
        pattern = ""
        for slot in phrase.split():
            if slot == "...":
                pattern += r"(?: \w+){0,3}"
                continue
            options = [re.escape(w).replace(r"\*", r"\w*") for w in slot.split("/") if w]
            pattern += f" (?:{'|'.join(options)})" if pattern else f"(?:{'|'.join(options)})"
        made.append(pattern)
    return re.compile(rf"(?<!\S)(?:{'|'.join(made)})(?!\S)" if made else r"(?!)")


def _near(cosines: npt.NDArray[np.float64], count: int = NEAREST) -> float:
    """Return the mean of the highest cosines; 0 where there are none."""
    return float(np.sort(cosines)[-count:].mean()) if len(cosines) else 0.0
