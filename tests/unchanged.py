"""What every institution is held to: with its neutral numbers it is as if it were off."""

import numpy as np
from assessed import cycle, eventful, population, weights

from govperf_sim.simulation import MEASURES, Luck, play


def unchanged_by(years=4, beside=None, question=None, **institutions):
    """Whether the years are the same to the bit with these institutions as without any, eventful or not.

    ``beside`` is what the mechanisms of both years are changed to, ``question`` what the weights answer.
    """
    rest = beside or {}
    for how in (cycle, eventful):
        without, together = (
            play(how(**rest, institutions=set_up), population(), weights(), Luck(3, range(2)), years, question=question)
            for set_up in ({}, institutions)
        )
        kept = without.measures["measure"].unique()
        there = together.measures[together.measures["measure"].isin(kept)].reset_index(drop=True)
        if not without.measures.equals(there):
            return False
        also = set(together.measures["measure"]) - set(kept)
        assert also <= set(MEASURES)
        assert np.isfinite(together.measures["value"]).all()
    return True
