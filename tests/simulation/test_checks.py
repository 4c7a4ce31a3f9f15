"""Daily checks: how often, what they find and when, what units do about it, and what is left of the score."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from assessed import cycle, eventful, population, reports, table, visits, weights, work

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Checks, Luck, Reward, play
from govperf_sim.simulation.checks import UNCHECKED, draw_checks, draw_seen_through
from govperf_sim.simulation.fabrication import Scrutiny, fabricate

STRENGTH, COST = 0.5, 2.0
QUIET = {
    "work": work(shock=0.0),
    "reports": reports(noise=0.0, propensity=1.0, fabrication_cost=COST),
    "reward": Reward(strength=STRENGTH),
    "visits": None,
}


def checks(**changed):
    return Checks(**{"a_month": 0.3, "detection": 0.2, "penalty": 0.05, **changed})


def played(years=1, luck=None, how=cycle, **changed):
    return play(how(**{**QUIET, **changed}), population(), weights(), luck or Luck(1, range(40)), years)


def own_weights():
    people = population()
    return weights().loc[people.groups, list(people.indicators)].to_numpy()


def best_lies(c, penalty):
    """b [w (1 - c) - c f]+ / kappa, written out anew."""
    return np.maximum(STRENGTH * (own_weights() * (1 - c) - c * penalty) / COST, 0.0)


def per_cell(journal, event, column="sum"):
    """replication and unit x year"""
    rows = journal.events[journal.events["event"] == event]
    found = rows.pivot_table(index=["replication", "unit"], columns="year", values="amount", aggfunc=column)
    return found.reindex_like(cells(journal, "score")).fillna(0.0)


def cells(journal, measure):
    rows = journal.measures[journal.measures["measure"] == measure]
    return rows.pivot(index=["replication", "unit"], columns="year", values="value")


# --- against theory ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [checks(), checks(a_month=1.0, penalty=0.0), checks(penalty=0.2)], ids=str)
def test_what_is_fabricated_is_the_closed_form_under_constant_detection(rule):
    c = 1 - np.exp(-12 * rule.a_month * rule.detection)
    lies = best_lies(c, rule.penalty)
    journal = played(checks=rule)
    expected = (own_weights() * lies).sum(axis=1)
    assert expected.max() > 0
    for _, row in cells(journal, "fabricated").groupby("replication"):
        np.testing.assert_allclose(row[1], expected, rtol=0, atol=1e-14)


def test_lies_are_told_exactly_until_theory_says():
    """From ln(1 + w/f)/(12 q) checks a month an indicator of weight w is reported truly."""
    w, f, q = 0.2, 0.05, 0.3
    limit = np.log(1 + w / f) / (12 * q)
    for often, lies in ((limit - 1e-9, True), (limit + 1e-9, False)):
        rule = checks(a_month=often, detection=q, penalty=f)
        seen = Scrutiny(visited=0.0, checked=rule.chance, check_penalty=f)
        assert (fabricate(np.array([[w]]), np.array([1.0]), 1.0, seen, 1.0)[0, 0] > 0) == lies


@pytest.mark.parametrize("growth", [0.0, 4.0])
@pytest.mark.parametrize("fine", [0.0, 0.01])
def test_nothing_pays_better_beside_visits(growth, fine):
    """On a fine grid of lies; the two chances, penalties and all."""
    grid, (w, b, cost, p, f_visit) = np.linspace(0, 1, 200_001), (0.6, 0.8, 1.1, 0.3, 0.4)
    for c, f_check in ((0.0, 0.1), (0.2, 0.1), (0.5, 0.4), (0.9, 0.0), (1.0, 0.1)):
        seen = Scrutiny(
            visited=p, detection=0.7, growth=growth, penalty=f_visit, fine=fine, checked=c, check_penalty=f_check
        )
        found = fabricate(np.array([[w]]), np.array([1.0]), b, seen, cost)[0, 0]
        q = 1 - np.exp(-growth * grid) if growth else 0.7 * (grid > 0)
        gain = w * grid * (1 - c) * (1 - p * q) - p * q * (f_visit * grid + fine) - c * f_check * grid
        assert found == pytest.approx(grid[(b * gain - 0.5 * cost * grid**2).argmax()], abs=1e-5)


def test_a_lie_is_found_within_so_many_months_as_often_as_theory_says():
    """1 - exp(-lambda q k) after k months, within 4.5 standard errors; checks do not tell indicators apart."""
    rule = checks(a_month=0.6, detection=0.3)
    luck, lies = Luck(3), np.full((1, 4000, 1), 0.1)
    seen = draw_seen_through(luck, 1, lies, draw_checks(luck, 1, 4000, rule), rule.detection)[0, :, :, 0]
    for months in (1, 6, 12):
        chance = 1 - np.exp(-0.6 * 0.3 * months)
        within = seen[:, :months].any(axis=1).mean()
        assert within == pytest.approx(chance, abs=4.5 * np.sqrt(chance * (1 - chance) / 4000))
    assert rule.chance == pytest.approx(chance, abs=1e-15)


def test_checks_come_as_often_as_declared():
    made = draw_checks(Luck(1, range(50)), 1, 7, checks(a_month=2.5))
    assert made.mean() == pytest.approx(2.5, abs=4 * np.sqrt(2.5 / made.size))


def test_a_lie_gains_on_average_what_the_unit_expects():
    """Over 400 replications the score is above the truth by sum w (1 - c) m - c f m, within 4.5 standard errors."""
    rule = checks(a_month=0.1)
    lies = best_lies(rule.chance, rule.penalty)
    gain = (own_weights() * (1 - rule.chance) * lies - rule.chance * rule.penalty * lies).sum(axis=1)
    journal = played(luck=Luck(5, range(400)), checks=rule)
    gained = (cells(journal, "score") - cells(journal, "true_score"))[1].unstack("unit").to_numpy()
    error = gained.std(axis=0, ddof=1) / np.sqrt(400)
    assert error.min() > 0
    assert (np.abs(gained.mean(axis=0) - gain) < 4.5 * error).all()


# --- direction --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["a_month", "detection", "penalty"])
def test_the_more_there_is_to_fear_the_less_is_fabricated(field):
    values = {"a_month": (0.0, 0.2, 0.5, 3.0), "detection": (0.0, 0.1, 0.3, 1.0), "penalty": (0.0, 0.05, 0.2, 1.0)}
    told = [table(played(luck=Luck(1), checks=checks(**{field: x})), "fabricated")[1] for x in values[field]]
    assert all((more >= less).all() for more, less in pairwise(told))
    assert told[0].sum() > told[1].sum() > 0


def test_more_checks_or_keener_ones_lose_no_find():
    luck, lies = Luck(2, range(3)), np.full((3, 50, 4), 0.1)
    few, many = (draw_checks(luck, 1, 50, checks(a_month=x)) for x in (0.4, 0.9))
    assert (few <= many).all()
    less = draw_seen_through(luck, 1, lies, few, 0.2)
    for more in (draw_seen_through(luck, 1, lies, many, 0.2), draw_seen_through(luck, 1, lies, few, 0.6)):
        assert (less <= more).all()
        assert less.sum() < more.sum()


def test_what_is_not_fabricated_is_not_found():
    made = np.full((1, 2, 12), 3)
    seen = draw_seen_through(Luck(1), 1, np.array([[[0.0, 0.1], [0.2, 0.0]]]), made, 1.0)
    assert seen.any(axis=2).tolist() == [[[False, True], [True, False]]]
    honest = played(checks=checks(a_month=5.0), reports=None)
    assert (cells(honest, "check_finds") == 0).all(axis=None)
    assert (cells(honest, "penalty") == 0).all(axis=None)
    assert (cells(honest, "checks") > 0).any(axis=None)


# --- nothing is lost --------------------------------------------------------------------------------------------------


def test_checks_and_finds_reconcile_from_journal_to_measures():
    journal = played(years=3, checks=checks())
    np.testing.assert_array_equal(per_cell(journal, "checks"), cells(journal, "checks"))
    np.testing.assert_array_equal(per_cell(journal, "check_finds", "count"), cells(journal, "check_finds"))
    finds = journal.events[journal.events["event"] == "check_finds"]
    assert len(finds) > 0
    assert not finds.duplicated(["replication", "year", "unit", "indicator"]).any()  # a lie is found once
    busy = journal.events[(journal.events["event"] == "checks") & (journal.events["amount"] > 0)]
    looked = busy.set_index(["replication", "year", "unit", "day"]).index
    assert finds.set_index(["replication", "year", "unit", "day"]).index.isin(looked).all()  # nobody looks, none found


def lost_by(journal, events, day, penalty):
    """Corrections and deductions for the finds noted by a day of the year, replication and unit."""
    rows = events[events["day"] <= day]
    indicators, groups = weights().columns, population().groups
    own = [weights().loc[groups[u], k] for u, k in zip(rows["unit"], rows["indicator"], strict=True)]
    assert set(rows["indicator"]) <= set(indicators)
    lost = (np.array(own) + penalty) * rows["amount"]
    lost = lost.groupby([rows["replication"], rows["unit"]]).sum()
    return lost.reindex(cells(journal, "score").index).fillna(0.0)


def test_a_find_counts_from_its_month_on():
    """The stage score knows the finds of six months, the annual score those of twelve."""
    rule = checks()
    journal = played(checks=rule)
    events = journal.events.set_index("event")
    finds = events.loc["check_finds"]

    def noted(event, day):
        rows = events.loc[event]
        return rows[rows["day"] == day].set_index(["replication", "unit"])["amount"].sort_index()

    middle = int(events.loc["stage_score", "day"].iloc[0])
    for event, day, scored in (("stage_score", middle, middle), ("scored", 250, 295)):
        expected = noted("monthly_report", day) - lost_by(journal, finds, day, rule.penalty)
        np.testing.assert_allclose(noted(event, scored), expected, rtol=0, atol=1e-14)
    assert 0 < (finds["day"] <= middle).sum() < len(finds)


def test_visits_and_checks_correct_a_lie_once_and_each_take_their_own_penalty():
    rule, by_visit = checks(penalty=0.02), visits(a_year=7, teams=7, correction_days=1, detection=0.5, penalty=0.03)
    journal = played(checks=rule, visits=by_visit, luck=Luck(1, range(20)))
    noted = journal.events[journal.events["day"] <= 295]
    both = [noted[noted["event"] == event] for event in ("check_finds", "corrected")]
    keys = ["replication", "unit", "indicator"]
    assert len(both[0].merge(both[1], on=keys)) > 0
    once = pd.concat(both).drop_duplicates(keys)
    deducted = 0.02 * per_cell(journal, "check_finds")[1] + 0.03 * per_cell(journal, "fabrication_found")[1]
    np.testing.assert_allclose(cells(journal, "penalty")[1], deducted, rtol=0, atol=1e-15)
    last = noted[(noted["event"] == "monthly_report") & (noted["day"] == 250)]
    reported = last.set_index(["replication", "unit"])["amount"].sort_index()
    left = reported - lost_by(journal, once, 295, 0.0) - deducted
    np.testing.assert_allclose(cells(journal, "score")[1], left, rtol=0, atol=1e-14)


# --- off, and nonsense ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [cycle, eventful])
@pytest.mark.parametrize(
    "neutral", [UNCHECKED, checks(a_month=0.0, penalty=1.0), checks(detection=0.0, penalty=1.0)], ids=str
)
def test_off_equals_the_neutral_value_to_the_bit(neutral, how):
    own = {"years": 3, "luck": Luck(4, range(3)), "how": how, "visits": visits(a_year=2, growth=3.0, fine=0.002)}
    off, on = played(**own, checks=None), played(**own, checks=neutral)
    kept = on.measures[~on.measures["measure"].isin(["checks", "check_finds"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, off.measures, check_exact=True)
    noted = on.events[on.events["event"] != "checks"].reset_index(drop=True)
    pd.testing.assert_frame_equal(noted, off.events, check_exact=True)


def test_nonsense_is_refused_by_name():
    with pytest.raises(CycleError) as refused:
        checks(a_month=-1.0, detection=1.2, penalty=float("nan"))
    named = [f.message.values["parameter"] for f in refused.value.faults]
    assert named == ["checks.a_month", "checks.detection", "checks.penalty"]
    with pytest.raises(CycleError, match=r"checks\.a_month.*\[0, 31\]"):
        checks(a_month=1e12)
