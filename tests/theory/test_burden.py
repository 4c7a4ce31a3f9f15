"""t15: every stored number, and other terms."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim import verify
from govperf_sim.errors import CycleError
from govperf_sim.theory.burden import Burden

T15 = json.loads((Path(__file__).parents[1] / "golden" / "others" / "theory_t15_burden.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, marks=pytest.mark.slow if row["schemes"] in (5, 6) else ()) for row in T15["expected"]["queue"]],
    ids=lambda row: str(row["schemes"]),
)
def test_the_stored_queues(row):
    """Eight cases a day for nine clerks; seven schemes leave them 99.3 % busy, too busy to be played."""
    wanted = {"load": row["rho"], "wait": row["Wq"], "begun_late": row["P_wait_gt_D"]}
    if row["schemes"] == 7:
        with pytest.raises(CycleError, match=r"t15\.arrivals"):
            Burden(schemes=7)
        return
    found = verify("t15", schemes=row["schemes"])
    assert found.holds, found
    for quantity, value in wanted.items():
        assert found.table["exact"][quantity] == pytest.approx(value, abs=1e-9), quantity


@pytest.mark.parametrize("row", T15["expected"]["overlap"], ids=lambda row: f"{row['schemes']} {row['overlap']}")
def test_the_stored_duplicates(row):
    found = verify(
        "t15", schemes=row["schemes"], items=row["items_each"], overlap=row["overlap"], share=0.001, arrivals=2.0
    )
    assert found.table["simulated"]["distinct_items"] == pytest.approx(row["distinct"], abs=1e-9)
    assert found.table["simulated"]["saved_by_merging"] == pytest.approx(row["saving_if_merged"], abs=1e-12)
    assert found.holds, found


@settings(max_examples=4, deadline=None)
@given(
    st.integers(0, 4), st.floats(0, 0.05), st.floats(0, 1), st.floats(0.3, 0.75), st.integers(1, 6), st.integers(0, 9)
)
def test_any_terms(schemes, share, overlap, load, clerks, seed):
    terms = {
        "schemes": schemes,
        "share": share,
        "overlap": overlap,
        "clerks": clerks,
        "arrivals": load * clerks,
        "deadline": 1.0,
    }
    found = verify("t15", seed=seed, replications=20, **terms)
    assert found.holds, found


@pytest.mark.parametrize(
    "nonsense", [{"schemes": -1}, {"share": 1.2}, {"overlap": -0.1}, {"items": 0.0}, {"arrivals": 9.0}, {"clerks": 0}]
)
def test_nonsense_is_refused_by_name(nonsense):
    with pytest.raises(CycleError, match=rf"t15\.{next(iter(nonsense))}|t15\.arrivals"):
        verify("t15", **nonsense)
