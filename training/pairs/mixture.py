"""The training mixture: the pairs of all data sets, in the amounts that were trained on."""

from __future__ import annotations

from pairs.datasets import DataSets
from pairs.faq import faq_pairs
from pairs.medquad import medquad_pairs
from pairs.or_sharc import or_sharc_pairs
from pairs.pair import Pair
from pairs.squad import squad_pairs
from pairs.wikipedia import wikipedia_pairs


def all_pairs(sets: DataSets) -> list[Pair]:
    """Builds the pairs of every training set; they share one random generator, so their order matters."""
    return [
        *squad_pairs(sets),
        *wikipedia_pairs(sets),
        *faq_pairs(sets, "stackfaq", 2),
        *faq_pairs(sets, "covidfaq_deepset", 2),
        *medquad_pairs(sets, 3300),
        *or_sharc_pairs(sets),
    ]
