"""Any terms that make sense hold, any mutant fails, and nonsense is refused by name."""

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim import verify
from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck
from govperf_sim.theory.case import mean_of, share_of, variance_of
from govperf_sim.theory.sample import Sample
from govperf_sim.theory.verify import CASES, SEED, Verified, compared
from govperf_sim.theory.worlds import contract
from govperf_sim.words import known_keys

MUTANTS = sorted(CASES.keys() - {"t01", "t09"})
few = settings(max_examples=3, deadline=None)


@pytest.mark.parametrize("case", [*sorted(CASES.keys() - {"t06"}), pytest.param("t06", marks=pytest.mark.slow)])
def test_every_case_holds(case):
    assert verify(case).holds


@pytest.mark.parametrize("case", ["t01", "t09", *(pytest.param(case, marks=pytest.mark.slow) for case in MUTANTS)])
def test_every_mutant_fails(case):
    terms = CASES[case]()
    assert not compared(terms, terms.mutant(), terms.replications, SEED).holds


@pytest.mark.parametrize("case", CASES)
def test_a_mutant_is_another_world(case):
    terms = CASES[case]()
    assert terms.mutant() != terms


@few
@given(st.integers(1, 5), st.floats(0, 0.9), st.floats(0, 5), st.floats(0.2, 3), st.integers(0, 99))
def test_any_linear_contract(tasks, substitution, aversion, cost, seed):
    """Pay is drawn, not optimal: a drawn benefit may call for negative pay."""
    drawn = Luck(seed).uniform("test", 1, (3, tasks))[0]
    found = verify(
        "t01",
        benefit=list(4 * drawn[0] - 2),
        variances=list(0.1 + drawn[1]),
        pay=list(drawn[2]),
        substitution=substitution,
        risk_aversion=aversion,
        effort_cost=cost,
        replications=50,
    )
    assert found.holds, found


@few
@given(st.floats(0, 1), st.floats(0, 0.99), st.floats(0, 0.4), st.integers(1, 6), st.integers(2, 9), st.floats(0, 3))
def test_any_ratchet_and_term(pull, discount, hazard, years, units, reward):
    terms = {"pull": pull, "discount": discount, "hazard": hazard, "years": years}
    found = verify("t05", **terms, units=units, reward=reward, growth=0.1 * reward, cost=2.0)
    assert found.holds, found


@few
@given(st.floats(0, 0.5), st.floats(0, 0.2), st.integers(1, 3), st.integers(1, 6), st.floats(5, 12), st.integers(0, 99))
def test_any_tiers(more, distortion, tiers, children, mean, seed):
    terms = {"more": more, "distortion": distortion, "tiers": tiers, "children": children, "mean": mean}
    found = verify("t11", **terms, seed=seed)
    assert found.holds, found


@few
@given(st.integers(1, 3), st.integers(1, 4), st.floats(0, 2), st.integers(0, 99))
def test_any_loading(indicators, actions, risk, seed):
    luck = Luck(seed)
    shown = luck.uniform("shown", 1, (indicators, actions))[0].tolist()
    rest = luck.uniform("rest", 1, (2, max(actions, indicators)))[0]
    pay = rest[1, :indicators].tolist()
    if indicators <= actions or risk > 0.01:
        assert verify("t02", valued=rest[0, :actions].tolist(), shown=shown, risk=risk, pay=pay, replications=50).holds


@few
@given(
    st.floats(0.2, 3), st.floats(0, 6), st.floats(0, 1), st.sampled_from([0.0, 0.7, 3.0]), st.floats(0.5, 2),
    st.integers(0, 10), st.floats(0, 1),
)  # fmt: skip
def test_any_penalty_and_fine(gain, penalty, fine, growth, cost, visits, detection):
    terms = {"gain": gain, "penalty": penalty, "fine": fine, "growth": growth, "cost": cost}
    found = verify("t04", **terms, visits=visits, units=10, detection=detection, replications=40)
    assert found.holds, found


@few
@given(st.floats(0.05, 0.9), st.floats(1.05, 4), st.floats(0.2, 8), st.integers(0, 10))
def test_any_evasion(tax, times, aversion, visits):
    found = verify(
        "t04b", tax=tax, penalty=times * tax, risk_aversion=aversion, visits=visits, units=10, replications=20
    )
    assert found.holds, found


@few
@given(st.floats(0, 3), st.floats(-1, 2), st.floats(0.5, 2), st.integers(1, 12), st.floats(0, 1))
def test_any_target(bonus, target, noise, dates, impatience):
    terms = {"bonus": bonus * noise**2, "target": target, "noise": noise, "dates": dates, "impatience": impatience}
    found = verify("t06b", **terms, replications=40)
    assert found.holds, found


@few
@given(st.floats(0, 3), st.floats(-2, 2), st.floats(0.1, 3), st.floats(0.1, 20))
def test_any_early_booking(bonus, target, noise, cost):
    found = verify("t06c", bonus=bonus, target=target * noise, noise=noise, cost=cost, replications=40)
    assert found.holds, found


@pytest.mark.parametrize(
    "terms", [{"bonus": 2.0, "cost": 1.5}, {"target": 0.2, "noise": 0.7, "bonus": 0.4}, {"target": -0.5}], ids=str
)
@pytest.mark.slow
def test_other_targets_without_dates(terms):
    assert verify("t06", **terms).holds


@pytest.mark.parametrize(
    "terms",
    [{"arrivals": 2.5, "capacity": 3, "deadline": 5, "years": 1}, {"arrivals": 19.5, "capacity": 20, "deadline": 0}],
    ids=str,
)
def test_other_desks(terms):
    found = verify("t07", **terms, replications=30)
    assert found.holds, found


@few
@given(st.floats(0.05, 0.9), st.floats(0.3, 3), st.integers(1, 12), st.floats(0, 3), st.floats(0, 6))
def test_any_clerks(load, rate, clerks, variation, deadline):
    terms = {"clerks": clerks, "rate": rate, "arrivals": load * clerks * rate, "deadline": deadline}
    for known in ({}, {"clerks": 1, "arrivals": load * rate, "variation": variation}):
        found = verify("t07b", **terms | known, replications=20)
        assert found.holds, found


@few
@given(st.floats(0.05, 0.9), st.floats(0.05, 0.95), st.floats(0.3, 3), st.integers(1, 12), st.floats(0, 3))
def test_any_urgent_cases(load, share, rate, clerks, variation):
    for known in ({"clerks": clerks}, {"variation": variation}):
        arrivals = load * rate * known.get("clerks", 1)
        terms = {"urgent": share * arrivals, "others": (1 - share) * arrivals, "rate": rate, **known}
        found = verify("t07c", **terms, replications=30)
        assert found.holds, found


@few
@given(st.floats(0.1, 0.9), st.floats(0.1, 0.95), st.integers(2, 8), st.integers(1, 60), st.floats(0.05, 1))
def test_any_survey(worst, up, units, asked, returns):
    terms = {"best": worst + up * (0.95 - worst), "worst": worst, "units": units, "asked": asked, "returns": returns}
    found = verify("t08", **terms, returns_discontent=0.3, replications=40)
    assert found.holds, found


@few
@given(st.floats(0.1, 0.9), st.integers(1, 300), st.integers(1, 25), st.floats(0, 1), st.integers(0, 1000))
def test_any_sample(content, asked, cluster, correlation, more):
    terms = {"content": content, "asked": asked}
    for known in ({"cluster": cluster, "correlation": correlation}, {"cluster": 1, "public": max(asked, 20) + more}):
        found = verify("t08b", **terms | known, replications=40)
        assert found.holds, found


def test_a_larger_public_is_another_world():
    terms = Sample(public=1000, asked=800, cluster=1)
    assert not compared(terms, terms.mutant(), 40, SEED).holds


@pytest.mark.parametrize(
    "terms",
    [
        pytest.param({"units": 21, "visits": 5, "gain": 2.0, "detection": 0.6}, marks=pytest.mark.slow),
        pytest.param({"visit_cost": 5.0}, marks=pytest.mark.slow),
        {"penalty": 0.1, "detection": 0.4},
        {"units": 1, "visits": 1, "detection": 1.0, "penalty": 9.0},
    ],
    ids=str,
)
def test_other_inspections(terms):
    found = verify("t09", **terms, replications=100)
    assert found.holds, found


@few
@given(st.floats(0.05, 60), st.integers(1, 12), st.floats(0.01, 1), st.floats(0.2, 3), st.floats(0.2, 3))
def test_any_daily_checks(rate, months, detection, gain, penalty):
    terms = {"rate": rate, "months": months, "detection": detection, "gain": gain, "penalty": penalty}
    found = verify("t09b", **terms, replications=40)
    assert found.holds, found


@few
@given(st.floats(0.05, 0.95), st.integers(2, 12), st.floats(0.02, 0.9), st.data())
def test_any_reliability(reliability, units, top_share, data):
    bottom = data.draw(st.integers(1, min(units - 1, 4)))
    terms = {"reliability": reliability, "units": units, "bottom": bottom, "top_share": top_share}
    found = verify("t10", **terms, replications=1000)
    assert found.holds, found


@few
@given(st.floats(0.1, 0.95), st.floats(0, 0.48), st.floats(0.02, 0.9))
def test_any_gross_errors(reliability, tails, top_share):
    found = verify("t10b", reliability=reliability, tails=tails, top_share=top_share, replications=20)
    assert found.holds, found


@pytest.mark.parametrize(
    "terms", [{"years": 2, "discount": 0.0}, {"years": 6, "cost": 2.0, "chance_precision": 3.0}], ids=str
)
def test_other_careers(terms):
    found = verify("t12", **terms, replications=40)
    assert found.holds, found


@few
@given(st.integers(2, 15), st.floats(0.2, 3), st.floats(0.3, 2), st.data())
def test_any_tournament(units, noise, cost, data):
    """With stakes below what the chance bears."""
    top = data.draw(st.integers(0, units))
    terms = {"units": units, "top": top, "bottom": data.draw(st.integers(0, units - top)), "noise": noise, "cost": cost}
    stakes = data.draw(st.floats(0.0, 0.9)) * noise**2 * cost
    found = verify("t03", **terms, prize=stakes, loss=0.5 * stakes, replications=20)
    assert found.holds, found


@few
@given(st.floats(0.05, 20), st.floats(0, 0.97), st.floats(0.2, 5))
def test_any_drift_of_ability(drift, discount, cost):
    found = verify("t12b", drift=drift, discount=discount, cost=cost, replications=10)
    assert found.holds, found


@few
@given(st.floats(-2, 2), st.floats(0.5, 2), st.floats(0.5, 3), st.floats(0.1, 3))
def test_any_rivals(gap, noise, cost, prize):
    stakes = prize * min(cost, 1.0) * noise**2
    for case, terms in (
        ("t03b", {"gap": gap * noise, "noise": noise, "cost": cost, "prize": stakes}),
        ("t03c", {"half_width": noise, "cost": cost, "prize": stakes}),
    ):
        found = verify(case, **terms, replications=20)
        assert found.holds, found


@few
@given(st.floats(0, 4), st.floats(0.2, 5), st.floats(0.1, 5), st.floats(0.1, 5), st.floats(0, 1))
def test_any_career_of_two_years(aversion, cost, ability, chance, discount):
    terms = {"risk_aversion": aversion, "cost": cost, "ability_variance": ability, "chance_variance": chance}
    found = verify("t12c", **terms, discount=discount, replications=60)
    assert found.holds, found


@pytest.mark.parametrize("terms", [{"units": 40, "teams": 3, "visit_days": 20}, {"weight_b": 0.0, "strength": 0.0}])
def test_other_queues_and_contracts(terms):
    found = verify("t16", **terms, replications=100)
    assert found.holds, found


@pytest.mark.parametrize(
    ("case", "terms", "named"),
    [
        ("t01", {"substitution": 1.0}, "t01.substitution"),
        ("t01", {"substitution": -0.9, "benefit": [1] * 3, "variances": [1] * 3}, "t01.substitution"),
        ("t01", {"variances": [0.25, 0.0]}, r"t01.variances\[2\]"),
        ("t01", {"variances": [0.25]}, "t01.variances"),
        ("t01", {"benefit": [1.0, -3.0]}, "t01.benefit"),
        ("t01", {"benefit": []}, "t01.benefit"),
        ("t01", {"risk_aversion": math.nan}, "t01.risk_aversion"),
        ("t01", {"risk_aversion": [1, 2]}, "t01.risk_aversion"),
        ("t02", {"shown": [[0, 0]]}, "t02.shown"),
        ("t02", {"shown": [[1, 0], [2, 0]]}, "t02.shown"),
        ("t02", {"shown": [[1, 0, 1]]}, "t02.shown"),
        ("t02", {"pay": [1, 1]}, "t02.pay"),
        ("t03", {"noise": 0.3}, r"t03\.noise.*second-order"),
        ("t03", {"noise": 0.0}, r"t03\.noise"),
        ("t03", {"units": 1}, r"t03\.units"),
        ("t03", {"top": 5, "bottom": 3}, r"t03\.top"),
        ("t03", {"prize": -1}, r"t03\.prize"),
        ("t03b", {"noise": 0.2}, r"t03b\.noise.*second-order"),
        ("t03b", {"gap": math.inf}, r"t03b\.gap"),
        ("t03b", {"rival_cost": 0}, r"t03b\.rival_cost"),
        ("t03c", {"half_width": 0.49}, r"t03c\.half_width.*second-order"),
        ("t03c", {"cost": -1}, r"t03c\.cost"),
        ("t04", {"visits": 21}, "t04.visits"),
        ("t04", {"detection": 1.2}, "t04.detection"),
        ("t04", {"detection": "high"}, "t04.detection"),
        ("t04b", {"penalty": 0.2}, "t04b.penalty"),
        ("t04b", {"visits": 21}, "t04b.visits"),
        ("t04b", {"risk_aversion": 0}, "t04b.risk_aversion"),
        ("t05", {"pull": 1.1}, "t05.pull"),
        ("t05", {"discount": 1.0}, "t05.discount"),
        ("t05", {"hazard": 0.6}, "t05.hazard"),
        ("t05", {"years": 9}, "t05.years"),
        ("t05", {"units": 1}, "t05.units"),
        ("t06", {"bonus": 5}, "t06.bonus"),
        ("t06b", {"bonus": 5}, "t06b.bonus"),
        ("t06b", {"dates": 2.5}, "t06b.dates"),
        ("t06b", {"dates": 400}, "t06b.dates"),
        ("t06c", {"cost": 0}, "t06c.cost"),
        ("t06c", {"bonus": -1}, "t06c.bonus"),
        ("t07", {"arrivals": 9.0}, "t07.arrivals"),
        ("t07", {"capacity": 8.5}, "t07.capacity"),
        ("t07b", {"arrivals": 3.0}, "t07b.arrivals"),
        ("t07b", {"variation": 0.5}, "t07b.variation"),
        ("t07b", {"deadline": 21}, "t07b.deadline"),
        ("t07b", {"clerks": 0}, "t07b.clerks"),
        ("t07c", {"urgent": 0.6}, "t07c.others"),
        ("t07c", {"urgent": 0.0}, "t07c.urgent"),
        ("t07c", {"clerks": 2, "variation": 2}, "t07c.variation"),
        ("t08", {"worst": 0.9}, "t08.worst"),
        ("t08", {"best": 1.2}, "t08.best"),
        ("t08", {"asked": 99.5}, "t08.asked"),
        ("t08", {"returns": 0.0}, "t08.returns"),
        ("t08b", {"public": 300}, "t08b.public"),
        ("t08b", {"public": 4000}, "t08b.cluster"),
        ("t08b", {"correlation": -0.1}, "t08b.correlation"),
        ("t09", {"visits": 0}, "t09.visits"),
        ("t09b", {"rate": 0}, "t09b.rate"),
        ("t09b", {"months": 13}, "t09b.months"),
        ("t10", {"reliability": 0}, "t10.reliability"),
        ("t10", {"bottom": 7}, "t10.bottom"),
        ("t10b", {"tails": 0.5}, "t10b.tails"),
        ("t11", {"more": -0.1}, "t11.more"),
        ("t11", {"tiers": 5}, "t11.tiers"),
        ("t11", {"children": 0}, "t11.children"),
        ("t11", {"spread": 0}, "t11.spread"),
        ("t12", {"discount": 1.0}, "t12.discount"),
        ("t12b", {"drift": 0.0}, "t12b.drift"),
        ("t12b", {"discount": 1.0}, "t12b.discount"),
        ("t12c", {"ability_variance": 0}, "t12c.ability_variance"),
        ("t12c", {"discount": 1.1}, "t12c.discount"),
        ("t16", {"weight_a": 0.5}, "t16.weight_b"),
        ("t16", {"visit_days": 0}, "t16.visit_days"),
        ("t01", {"replications": 1}, "verify.replications"),
        ("t01", {"seed": -1}, "verify.seed"),
        ("t01", {"substitutoin": 0.1}, "substitution"),
        ("t99", {}, "t09"),
    ],
    ids=str,
)
def test_nonsense_is_refused_by_name_before_anything_runs(case, terms, named, monkeypatch):
    monkeypatch.setattr("govperf_sim.theory.verify.compared", None)
    with pytest.raises(CycleError, match=named):
        verify(case, **terms)


def test_what_is_found_can_be_read_and_kept():
    found = verify("t04", replications=20)
    assert list(found.to_frame().columns) == ["simulated", "standard_error", "exact", "z", "holds"]
    assert math.isnan(found.table.loc["fabricated", "z"])
    assert "t04" in repr(found)
    assert "<table" in found._repr_html_()
    assert json.dumps(found.parameters)
    again = verify("t04", replications=20)
    assert again.table.equals(found.table)
    assert not verify("t04", replications=20, seed=1).table.equals(found.table)


def test_estimates():
    assert mean_of(np.array([1.0, 3.0])).error == 1.0
    assert share_of(0, 10).error > 0
    sample = Luck(1).normal("test", 1, (20_000,))[0]
    spread = variance_of(sample)
    assert abs(spread.value - 1.0) < 4 * spread.error
    assert spread.error == pytest.approx(math.sqrt(2 / 20_000), rel=0.05)


def test_a_contract_that_pays_nothing_still_weighs():
    strength, weights = contract(np.zeros(4))
    assert strength == 0.0
    assert weights.sum(axis=1).tolist() == [1.0]


@pytest.mark.parametrize("case", CASES)
def test_every_quantity_has_its_word(case):
    found = Verified(CASES[case](), 2, SEED, pd.DataFrame())
    for name in found.case.exact():
        label = found.quantity(name)
        assert label.key in known_keys(), f"give {case}.{name} its word: [quantity_{case}_...] or [quantity_...]"
        assert "_" not in label.text("zh") + label.text("en")


def test_a_word_that_a_case_has_of_its_own_goes_first():
    texts = [Verified(CASES[case](), 2, SEED, pd.DataFrame()).quantity("effort_2") for case in ("t01", "t12")]
    assert [text.text("en") for text in texts] == ["effort on task 2", "effort in year 2"]


def test_a_notebook_shows_words(monkeypatch):
    monkeypatch.setenv("GOVPERF_LANG", "en")
    assert "points fabricated" in verify("t04", replications=20)._repr_html_()
