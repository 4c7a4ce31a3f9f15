"""What every institution is held to: with its neutral numbers it is as if it were off."""

import numpy as np
from assessed import cycle, eventful, population, weights

from govperf_sim.simulation import MEASURES, Luck, play


def unchanged_by(years=4, **institutions):
    """Whether the years are the same to the bit with these institutions as without any, eventful or not."""
    for how, rest in ((cycle, {}), (eventful, {})):
        without, beside = (
            play(how(**rest, institutions=set_up), population(), weights(), Luck(3, range(2)), years)
            for set_up in ({}, institutions)
        )
        kept = without.measures["measure"].unique()
        there = beside.measures[beside.measures["measure"].isin(kept)].reset_index(drop=True)
        if not without.measures.equals(there):
            return False
        also = set(beside.measures["measure"]) - set(kept)
        assert also <= set(MEASURES)
        assert np.isfinite(beside.measures["value"]).all()
    return True
