"""Grades by threshold and quota, worked by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.errors import AggregationError
from govperf_sim.scoring.grades import Grade, Grading, award
from govperf_sim.sources import Source
from govperf_sim.words import Name

SAID = Source(status="assumption", cite="made up for this test")
NAME = Name(zh="名", en="name")


def grading(**grades):
    held = {code: Grade(name=NAME, at_least=at, quota=quota) for code, (at, quota) in grades.items()}
    return Grading(grades=held, source=SAID)


def one_pool(*totals):
    units = [f"u{i}" for i in range(len(totals))]
    return pd.Series(totals, index=units), pd.Series("all", index=units)


def test_without_quota_the_threshold_decides_and_reaching_it_is_enough():
    found = award(
        *one_pool(0.95, 0.9, 0.1 * 3 + 0.5999999999999999, 0.8999, 0.2), grading(top=(0.9, None), rest=(0, None))
    )
    assert found["grade"].tolist() == ["top", "top", "top", "rest", "rest"]
    assert not found["moved_by_quota"].any()


def test_a_quota_of_a_fifth_of_seven_units_is_one():
    found = award(
        *one_pool(0.95, 0.92, 0.91, 0.85, 0.8, 0.7, 0.5), grading(top=(0.9, 0.2), good=(0.75, None), rest=(0, None))
    )
    assert found["grade"].tolist() == ["top", "good", "good", "good", "good", "rest", "rest"]
    assert found["moved_by_quota"].tolist() == [False, True, True, False, False, False, False]


def test_those_who_move_down_fill_the_next_quota_first():
    """Four reach the top, one may have it; of the four who then want 'good', two may; the others share the rest."""
    found = award(*one_pool(0.98, 0.96, 0.94, 0.92, 0.85), grading(top=(0.9, 0.2), good=(0.8, 0.4), rest=(0, None)))
    assert found["grade"].tolist() == ["top", "good", "good", "rest", "rest"]


def test_a_tie_that_does_not_fit_goes_down_whole_and_nobody_below_overtakes_it():
    found = award(*one_pool(0.95, 0.95, 0.91, 0.5, 0.4), grading(top=(0.9, 0.2), rest=(0, None)))
    assert found["grade"].tolist() == ["rest"] * 5


def test_quotas_hold_within_each_pool():
    totals, _ = one_pool(0.95, 0.94, 0.93, 0.92)
    pools = pd.Series({"u0": "cities", "u1": "cities", "u2": "bureaus", "u3": "bureaus"})
    assert award(totals, pools, grading(top=(0.9, 0.5), rest=(0, None)))["grade"].tolist() == ["top", "rest"] * 2


def test_a_quota_that_is_a_whole_number_of_units_is_not_lost_to_rounding():
    """0.29 x 100 is 28.999... in floating point; it means 29 units."""
    found = award(*one_pool(*np.linspace(1.0, 0.901, 100)), grading(top=(0.9, 0.29), rest=(0, None)))
    assert (found["grade"] == "top").sum() == 29


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.sampled_from([0.0, 0.3, 0.6, 0.75, 0.8, 0.91, 0.95, 1.0]), min_size=1, max_size=30),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_quotas_are_kept_equals_are_treated_alike_and_more_is_never_worse(totals, first, second):
    found = award(*one_pool(*totals), grading(top=(0.9, first), good=(0.7, second), rest=(0, None)))
    assert (found["grade"] == "top").mean() <= first + 1e-9
    assert (found["grade"] == "good").mean() <= second + 1e-9
    place = found["grade"].map({"top": 0, "good": 1, "rest": 2})
    assert (place.groupby(found["score"]).nunique() == 1).all()
    assert place[found["score"].sort_values(ascending=False).index].is_monotonic_increasing


def said(call, *arguments, **named):
    with pytest.raises(AggregationError) as caught:
        call(*arguments, **named)
    return " | ".join(f.text("en") for f in caught.value.faults)


def test_grades_that_make_no_sense_are_refused():
    text = said(grading, top=(0.8, 1.5), good=(0.8, None), rest=(0.1, 0.2))
    assert "threshold 0.8 of grade “good”" in text
    assert "quota of grade “top” is 1.5" in text
    assert "lowest grade “rest”" in text
    assert "no grade" in said(Grading, grades={}, source=SAID)


def test_units_without_a_pool_or_a_total_are_named():
    plain = grading(rest=(0, None))
    assert "“u0” has no pool" in said(award, one_pool(0.5)[0], pd.Series(dtype=object), plain)
    assert "nan" in said(award, *one_pool(np.nan), plain)
