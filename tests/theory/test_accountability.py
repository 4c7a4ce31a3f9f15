"""Veto items, investigations, their errors and their delay: the stored numbers of the theory reference, and others."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim import verify
from govperf_sim.errors import CycleError
from govperf_sim.theory.docket import Docket
from govperf_sim.theory.false_alarms import FalseAlarms
from govperf_sim.theory.late_sanction import LateSanction
from govperf_sim.theory.veto import VetoItems

STORED = Path(__file__).parents[1] / "golden" / "others" / "theory_t14_veto_accountability.json"
T14 = json.loads(STORED.read_text("utf-8"))["expected"]
few = settings(max_examples=5, deadline=None)


def named(row):
    return "-".join(str(x) for x in list(row.values())[:4])


def agree(case, expected, accuracy=1e-9, **terms):
    """Theory gives the stored numbers, and the simulated world agrees with it."""
    found = verify(case, **terms)
    assert found.holds, found
    told = found.table["exact"]
    for quantity, value in expected.items():
        assert told[quantity] == pytest.approx(value, abs=accuracy), quantity
    return found


@pytest.mark.parametrize("row", T14["veto"], ids=named)
def test_t14_veto(row):
    """The stored optimum was read off a grid of width 1e-5; utility is flat there, the chance of no veto is not."""
    terms = {"items": row["n"], "guard": row["a"], "bonus": row["B"], "cost": row["c"]}
    wanted = {"effort": row["e_star"], "clear": row["P_no_veto"]}
    found = agree("t14", wanted, 2e-5, **terms, replications=100)
    assert found.table["exact"]["utility"] == pytest.approx(row["U_star"], abs=1e-9)
    at_stored = VetoItems(**terms)
    if row["e_star"] > 0.0:
        assert at_stored.utility(row["e_star"]) == pytest.approx(row["U_star"], abs=1e-11)
        assert at_stored.condition(row["e_star"]) == pytest.approx(row["foc"], abs=1e-11)
        clear = at_stored.utility(row["e_star"]) + 0.5 * row["n"] * row["c"] * row["e_star"] ** 2
        assert clear / row["B"] == pytest.approx(row["P_no_veto"], abs=1e-11)
    else:
        assert row["U_star"] == row["foc"] == found.table["simulated"]["utility"] == 0.0


@pytest.mark.parametrize("row", T14["veto"], ids=named)
def test_t14_no_effort_on_several_items_is_a_stationary_point(row):
    """The stored flag says that no effort meets the first condition.  It is a minimum all the same where n = 2, a^2 B > c."""
    case = VetoItems(items=row["n"], guard=row["a"], bonus=row["B"], cost=row["c"])
    assert row["zero_is_local_max"] == (case.condition(0.0) == 0.0) == (row["n"] > 1)
    assert (case.utility(1e-4) < 0.0) == (row["n"] > 2)


@pytest.mark.parametrize("row", T14["pipeline"], ids=named)
@pytest.mark.parametrize("variation", [0.2, 1.0])
def test_t14_pipeline_whatever_the_law_of_the_length(row, variation):
    terms = {"rate": row["rate_per_year"], "years": row["mean_duration_years"], "variation": variation}
    agree("t14b", {"open": row["mean_open"], "many_open": row["P_open_ge_5"]}, **terms, many=5, replications=150)


@pytest.mark.parametrize("row", T14["ppv"], ids=named)
def test_t14_errors(row):
    terms = {"base_rate": row["base_rate"], "sensitivity": row["tpr"], "false_alarm": row["fpr"]}
    wanted = {"ppv": row["ppv"], "false_accountability": row["false_accountability"], "missed": row["miss_rate"]}
    agree("t14c", wanted, **terms, replications=300)


@pytest.mark.parametrize("row", T14["delay"], ids=named)
def test_t14_delay(row):
    terms = {"delay": row["delay_years"], "discount": row["beta"], "leaving": row["hazard_leave"]}
    agree("t14d", {"deterrence": row["deterrence_factor"]}, **terms)


def test_theory_at_its_corners():
    """As many open as Poisson says by hand; alarms that are as good as a coin; a sanction at once, and one on leaders who go."""
    assert Docket(rate=2.0, years=0.5, many=1).exact()["many_open"] == pytest.approx(1.0 - math.exp(-1.0))
    coin = FalseAlarms(base_rate=0.3, sensitivity=0.5, false_alarm=0.5).exact()
    assert [coin["ppv"], coin["held_to_account"]] == pytest.approx([0.3, 0.5])
    assert LateSanction(delay=0.0, leaving=0.9).exact()["deterrence"] == 1.0
    assert LateSanction(delay=2.0, leaving=0.9, discount=1.0).exact()["deterrence"] == pytest.approx(0.01)


@few
@given(st.integers(1, 6), st.floats(0.5, 5), st.floats(0.1, 4), st.floats(0.2, 2))
def test_any_veto_items(items, guard, bonus, cost):
    # Two items at which effort just begins to pay are left out: the best effort is there the square root of nothing.
    if items != 2 or abs(guard**2 * bonus / cost - 1.0) > 0.2:
        found = verify("t14", items=items, guard=guard, bonus=bonus, cost=cost, replications=50)
        assert found.holds, found


@few
@given(st.floats(1, 20), st.floats(0.1, 1), st.floats(0.1, 0.8), st.integers(1, 8))
def test_any_docket(rate, years, variation, many):
    found = verify("t14b", rate=rate, years=years, variation=variation, many=many, replications=60)
    assert found.holds, found


@few
@given(st.floats(0.02, 0.9), st.floats(0.05, 1), st.floats(0.01, 0.5))
def test_any_errors(base_rate, sensitivity, false_alarm):
    terms = {"base_rate": base_rate, "sensitivity": sensitivity, "false_alarm": false_alarm}
    found = verify("t14c", **terms, replications=100)
    assert found.holds, found


@few
@given(st.floats(0, 4), st.floats(0.5, 1), st.floats(0, 0.6), st.floats(0.2, 3), st.floats(0.3, 3))
def test_any_delay(delay, discount, leaving, asked, cost):
    found = verify("t14d", delay=delay, discount=discount, leaving=leaving, asked=asked, cost=cost)
    assert found.holds, found


@pytest.mark.parametrize(
    ("case", "nonsense"),
    [
        ("t14", {"items": 0}),
        ("t14", {"guard": 0.0}),
        ("t14", {"bonus": -1.0}),
        ("t14b", {"rate": 0.0}),
        ("t14b", {"years": 50.0}),
        ("t14b", {"variation": 0.0}),
        ("t14c", {"base_rate": 1.0}),
        ("t14c", {"sensitivity": 1.5}),
        ("t14d", {"leaving": 1.0}),
        ("t14d", {"discount": 0.0}),
        ("t14d", {"false_alarm": 0.9}),
    ],
    ids=str,
)
def test_nonsense_is_refused_by_name(case, nonsense):
    with pytest.raises(CycleError, match=rf"{case}\.{next(iter(nonsense))}"):
        verify(case, **nonsense)
