"""Part of the annual score is settled in June."""

import numpy as np
import pytest
from assessed import cycle, population, visits, weights

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Shifting, Stage, play


def played(**changed):
    return play(cycle(**changed), population(), weights(), Luck(1, range(2)), 2)


def amounts(journal, event):
    rows = journal.events[journal.events["event"] == event]
    return rows.set_index(["replication", "year", "unit"])["amount"]


def test_the_annual_score_mixes_what_was_published_in_june_and_what_stands_at_the_end():
    mixed, alone = played(stage=Stage(share=0.3)), played()
    expected = 0.7 * amounts(alone, "scored") + 0.3 * amounts(alone, "stage_score")
    np.testing.assert_allclose(amounts(mixed, "scored"), expected, rtol=0, atol=1e-15)
    assert np.array_equal(amounts(mixed, "stage_score"), amounts(alone, "stage_score"))


def test_what_is_found_after_june_changes_the_annual_part_alone():
    strict, lenient = (played(stage=Stage(share=0.5), visits=visits(a_year=7, penalty=p)) for p in (0.05, 0.0500001))
    assert np.abs(amounts(strict, "stage_score") - amounts(lenient, "stage_score")).max() < 1e-6


def test_booking_early_earns_the_annual_part_only():
    moved = Shifting(cost=2.0, discount=0.8)
    half, whole = (played(shifting=moved, stage=Stage(share=s)) for s in (0.5, 0.0))
    own = [table_of(journal, "shifted") for journal in (half, whole)]
    np.testing.assert_allclose(own[0], 0.5 * own[1], rtol=1e-12)


def table_of(journal, measure):
    rows = journal.measures
    return rows[(rows["measure"] == measure) & (rows["year"] == 1)]["value"].to_numpy()


def test_off_equals_a_share_of_nothing_to_the_bit():
    off, on = played(), played(stage=Stage(share=0.0))
    assert off.measures.equals(on.measures)
    assert off.events.equals(on.events)


@pytest.mark.parametrize("share", [-0.1, 1.0, float("nan")])
def test_nonsense_is_refused_by_name(share):
    with pytest.raises(CycleError, match=r"stage\.share"):
        Stage(share=share)
