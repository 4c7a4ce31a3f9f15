"""The cascade: departments and staff under a unit, their targets, and what reaches the top."""

import datetime

import numpy as np
import pytest
from assessed import cycle, population, reports, table, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Calendar, Luck, Reward, play
from govperf_sim.simulation.institutions.cascade import Cascade, office_targets, target_tree
from govperf_sim.simulation.institutions.ratchet import Ratchet
from govperf_sim.simulation.institutions.targets import Targets
from govperf_sim.simulation.world import World
from govperf_sim.simulation.year import Year

DEPARTMENTS = {"economy": 12, "welfare": 20, "general": 8}
SPLIT = {"gdp": {"economy": 0.8, "general": 0.2}}
HOW = {
    "calendar": Calendar(first_day=datetime.date(2012, 1, 4), score_delay=0),
    "reports": reports(noise=0.0, propensity=0.0),
    "work": work(shock=0.0, substitution=0.0),
    "visits": None,
}


def played(years=3, **institutions):
    return play(cycle(**HOW, institutions=institutions), population(), weights(), Luck(1), years)


def cascade(**changed):
    return Cascade(**{"departments": DEPARTMENTS, "more": 0.1, "indicators": SPLIT, **changed})


def test_tiers_that_add_nothing_change_nothing():
    assert unchanged_by(cascade=cascade(more=0.0, spread=0.1))


def test_reports_pass_two_tiers_on_their_way_up():
    """Low levels, so that no report reaches full marks."""
    how = {**HOW, "reward": Reward(strength=0.01)}
    plain, swollen = (
        play(cycle(**how, institutions={"cascade": rule}), population(), weights(), Luck(1), 3)
        for rule in (cascade(more=0.0), cascade(more=0.0, distortion=0.05))
    )
    np.testing.assert_allclose(table(swollen, "score"), 1.05**2 * table(plain, "score"), rtol=1e-12)
    np.testing.assert_allclose(table(swollen, "true_score"), table(plain, "true_score"), rtol=1e-12)


def test_a_unit_is_asked_for_a_tenth_more_and_so_are_those_below():
    """By brute force: staff of every department drawn one by one, against the targets in the tree."""
    rule = cascade(spread=0.15)
    plain, journal = played(1), played(1, cascade=rule)
    added = table(journal, "handed_down")
    np.testing.assert_allclose(table(journal, "score"), table(plain, "score") - added, rtol=0, atol=1e-12)
    told = journal.events[journal.events["event"] == "handed_down"].pivot(
        index="unit", columns="indicator", values="amount"
    )
    own = weights().loc[population().groups.loc[told.index]].set_axis(told.index)
    np.testing.assert_allclose((told * own).sum(axis=1), added[1], rtol=0, atol=1e-12)
    people, unit = population(), "u0"
    start, weight = people.level0.loc[unit], weights().loc["cities"]
    np.testing.assert_allclose(added.loc[unit, 1], 0.1 * (weight * start).sum(), rtol=1e-12)
    # What each indicator came to: the levels of its task moved it from where it started.
    true = _true_scores(unit)
    tree = target_tree(rule, start.to_dict())
    departments, staff = 0.0, 0.0
    for number, (indicator, row) in enumerate(tree[tree["tier"] == 2].groupby("indicator")):
        for which, (name, share, target) in enumerate(row[["department", "share", "target"]].to_numpy().tolist()):
            count = DEPARTMENTS[name]
            drawn = Luck(5).normal("staff", 100 * number + which + 1, (4000, count))[0]
            results = (true[indicator] + 0.15 * drawn) * share / count
            departments += weight[indicator] * share * (results.sum(axis=1) >= target).mean()
            each = tree.query("tier == 3 and indicator == @indicator and department == @name")["target"].item()
            staff += weight[indicator] * share * (results >= each).mean()
    assert table(journal, "departments_meeting").loc[unit, 1] == pytest.approx(departments, abs=0.01)
    assert table(journal, "staff_meeting").loc[unit, 1] == pytest.approx(staff, abs=0.005)
    assert 0.05 < staff < 0.95


def _true_scores(unit):
    """What the year of a unit came to, indicator by indicator."""
    world = World(cycle(**HOW), population(), weights(), Luck(1))
    year = Year(1, world)
    for month in range(12):
        year.month(month)
    return dict(zip(population().indicators, year.true[0, population().units.index(unit)], strict=True))


def test_what_a_ratchet_asks_is_handed_down_with_more():
    """A point that raises the target by lambda raises what is handed down by (1 + a) lambda, and units know it."""
    how = {**HOW, "work": work(shock=0.0, substitution=0.0, depreciation=1e-12), "reward": Reward(strength=0.01)}
    effort = [
        table(play(cycle(**how, institutions=asked), population(), weights(), Luck(1), 1), "effort").to_numpy()
        for asked in (
            {},
            {"ratchet": Ratchet(pull=0.3, discount=0.8)},
            {"ratchet": Ratchet(pull=0.3, discount=0.8), "cascade": cascade()},
        )
    ]
    np.testing.assert_allclose(effort[0] - effort[2], 1.1 * (effort[0] - effort[1]), rtol=0, atol=1e-12)


def test_what_is_above_a_unit_is_what_is_below_it_where_no_tier_adds():
    tree = target_tree(cascade(more=0.0), {"gdp": 0.6, "school": 0.5})
    whole = (tree["members"] * tree["target"]).groupby([tree["tier"], tree["indicator"]]).sum().unstack()
    np.testing.assert_allclose(whole, np.broadcast_to([0.6, 0.5], whole.shape), rtol=1e-12)


def test_a_tree_says_who_answers_for_what():
    tree = target_tree(cascade(), {"gdp": 0.6, "school": 0.5}).set_index(["tier", "department", "indicator"])
    assert tree.loc[(2, "economy", "gdp"), "target"] == pytest.approx(1.1**2 * 0.8 * 0.6)
    assert tree.loc[(3, "economy", "gdp"), "target"] == pytest.approx(1.1**3 * 0.8 * 0.6 / 12)
    assert tree.loc[(3, "economy", "gdp"), "members"] == 12
    assert tree.loc[(2, "welfare", "school"), "share"] == pytest.approx(20 / 40)
    assert (2, "welfare", "gdp") not in tree.index
    assert tree.loc[(1, "", "gdp"), "relative"] == pytest.approx(0.66)


def test_the_journal_tells_what_a_unit_is_asked_for():
    journal = played(3, ratchet=Ratchet(pull=0.5), targets=Targets(say=0.0, offered=0.01), cascade=cascade(more=0.0))
    people, own = population(), weights().loc["counties"]
    for year in (1, 2, 3):
        told = office_targets(people, journal.events, "u1", year)
        assert set(told) == set(people.level0.columns) - {"cases"}
        asked = sum(own[k] * (told[k] - people.level0.loc["u1", k]) for k in told)
        found = sum(table(journal, m).loc["u1", year] for m in ("ratchet_asked", "targets_asked"))
        assert asked == pytest.approx(found, abs=1e-12)
    assert asked > 0.02


@pytest.mark.parametrize(
    ("named", "nonsense"),
    [
        ("more", {"more": -0.1}),
        ("distortion", {"distortion": np.nan}),
        ("spread", {"spread": -1.0}),
        ("departments", {"departments": {}, "indicators": None}),
        (r"departments\.welfare", {"departments": {**DEPARTMENTS, "welfare": 0}}),
        (r"indicators\.gdp", {"indicators": {"gdp": {"economy": 0.8}}}),
        (r"indicators\.gdp", {"indicators": {"gdp": {"economics": 1.0}}}),
        (r"indicators\.gdp\.economy", {"indicators": {"gdp": {"economy": 1.5, "general": -0.5}}}),
    ],
    ids=str,
)
def test_nonsense_is_refused_by_name(named, nonsense):
    with pytest.raises(CycleError, match=rf"cascade\.{named}"):
        cascade(**nonsense)


def test_an_indicator_that_does_not_exist_is_refused_before_anything_runs():
    with pytest.raises(CycleError, match=r"cascade\.indicators"):
        played(cascade=cascade(indicators={"gpd": {"economy": 1.0}}))
