"""Duplicate assessment: who asks for the same thing, and what it costs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.diagnostics.overlap import burden, overlap, overlap_share
from govperf_sim.errors import AggregationError

SCHEMES = {"cadres": {"gdp", "air", "jobs"}, "delta": {"gdp", "air"}, "happy": {"gdp", "mood"}}
DAYS = {"gdp": 2.0, "air": 5.0, "jobs": 1.0, "mood": 12.0}


def test_who_asks_for_the_same_thing():
    assert overlap(SCHEMES).to_numpy().tolist() == [[3, 2, 1], [2, 2, 1], [1, 1, 2]]
    assert overlap_share(SCHEMES).loc["delta"].tolist() == [1.0, 1.0, 0.5]


def test_reporting_once_saves_every_repetition():
    """Per unit: 8 + 7 + 14 = 29 person-days every time, 20 once; gdp twice too often (4), air once (5).  Ten units."""
    found = burden(SCHEMES, DAYS, units=10)
    assert (found.every_time, found.once, found.saved) == (290.0, 200.0, 90.0)
    assert found.duplicated["saved"].to_dict() == {"air": 50.0, "gdp": 40.0}
    assert found.duplicated.loc["gdp", "assessments"] == ("cadres", "delta", "happy")
    assert found.each.loc["cadres"].tolist() == [3, 2, 80.0]


@pytest.mark.parametrize(
    ("schemes", "shared", "distinct", "saving"),
    [(2, 0.3, 68, 0.15), (2, 0.6, 56, 0.30), (4, 0.3, 124, 0.225), (4, 0.6, 88, 0.45), (6, 0.3, 180, 0.25), (6, 0.6, 120, 0.5)],
)  # fmt: skip
def test_schemes_that_share_a_part_of_forty_items(schemes, shared, distinct, saving):
    """Each later scheme repeats a share of the first one's 40 items: 40 + (m - 1) 40 (1 - share) are distinct."""
    repeated = round(40 * shared)
    asked = {
        f"s{m}": {f"first{i}" for i in range(40 if m == 0 else repeated)}
        | ({f"s{m}i{i}" for i in range(40 - repeated)} if m else set())
        for m in range(schemes)
    }
    found = burden(asked, dict.fromkeys(set().union(*asked.values()), 1.0), units=1)
    assert found.once == distinct
    assert found.saved / found.every_time == pytest.approx(saving)


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.sampled_from("pqrs"), st.sets(st.sampled_from("abcdef"), min_size=1), min_size=1))
def test_the_parts_add_up(schemes):
    days = {k: float(i) for i, k in enumerate("abcdef")}
    found = burden(schemes, days, units=3)
    assert found.each["person_days"].sum() == pytest.approx(found.every_time)
    assert found.duplicated["saved"].sum() == pytest.approx(found.saved)
    assert found.once <= found.every_time
    assert (overlap(schemes).to_numpy() == overlap(schemes).to_numpy().T).all()


def said(*arguments):
    with pytest.raises(AggregationError) as caught:
        burden(*arguments)
    return caught.value.text("en")


def test_what_cannot_be_added_up_is_named():
    text = said({"cadres": {"gdp", "air", "coal"}}, {"gdp": -1.0, "air": np.nan}, 0)
    for expected in ("“coal”", "“gdp” takes -1.0", "“air” takes nan", "units asked is 0"):
        assert expected in text
    assert "“x” asks for no indicator" in said({"x": set()}, {}, 1)
    assert "as a set" in said({"x": "gdp"}, {}, 1)
    assert "no assessment" in said({}, {}, 1)
