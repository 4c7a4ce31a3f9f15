"""The training towns: labelled, weighed as the sliders say, and doing what the closed forms say."""

import itertools

import numpy as np
import pytest

from govperf_sim.experiments.declared import declared
from govperf_sim.scenario.load import load_scenario, shipped
from govperf_sim.weights.derive import derive_weights

TASKS = ("growth", "livelihood", "environment", "services")
EXTERNAL = ("wellbeing", "river", "satisfaction")
OWN = ("jobs", "sewage", "on_time")


@pytest.fixture(scope="module")
def towns():
    return load_scenario("training_towns")


@pytest.fixture(scope="module")
def classroom(towns):
    return declared(towns, "classroom")


@pytest.fixture(scope="module")
def played(classroom):
    """What is measured where the sliders stand so; played once."""
    paths = {lever.code: lever.path for lever in classroom.design.levers}
    start = dict(zip(paths, classroom.design.policies[0], strict=True))
    kept = {}

    def years(replications=4, **setting):
        changes = {paths[code]: value for code, value in (start | setting).items()}
        key = (replications, *changes.values())
        if key not in kept:
            kept[key] = classroom.model.measures(changes, classroom.seed, range(replications))
        return kept[key]

    return years


def mean(measures, measure, year=None):
    rows = measures[measures["measure"] == measure]
    return rows.loc[rows["year"] == year if year else slice(None), "value"].mean()


def feared(towns, reward):
    """What a sanction costs who gives cause for it, some months on: (t - f) beta^delay (b d + z)."""
    ground = towns.cycle.institutions["accountability"]
    costs = reward * ground.deduction + ground.dread
    return (ground.sensitivity - ground.false_alarm) * ground.discount ** (ground.length / 250) * costs


# --- who and what ---------------------------------------------------------------------------------------------------------


def test_it_ships_and_says_that_it_is_invented(towns):
    assert "training_towns" in shipped()
    assert towns.illustrative
    assert set(towns.panel.frame["flag"]) == {"synthetic"}
    assert (len(towns.framework.units), len(towns.framework.groups), tuple(towns.framework.domains)) == (8, 2, TASKS)


def test_every_number_is_an_assumption_with_its_reason(towns):
    sources = [value for address, value in towns.written.entries("source") if address[0] != "document"]
    assert {source["status"] for source in sources} == {"assumption"}
    assert all(len(source["cite"]) > 8 for source in sources)


def test_two_sliders_are_the_weights(towns, classroom):
    """Whatever the sliders say: growth and outsiders weigh just so much, and the rest is divided alike."""
    growth, external = (classroom.design.levers[place].values for place in (0, 3))
    for g, x in itertools.product(growth, external):
        changes = {"rules.growth_weight.exactly": g, "rules.external_share.exactly": x}
        now = towns.replace_all(changes, because="what the sliders say")
        expected = {"output": g / 2, "projects": g / 2, **dict.fromkeys(EXTERNAL, x / 3)}
        expected |= dict.fromkeys(OWN, (1 - g - x) / 3)
        for _, weights in derive_weights(now.weighting).table.iterrows():
            assert weights.to_dict() == pytest.approx(expected, abs=1e-9)


def test_the_start_is_the_scenario_as_it_is(towns, classroom):
    design = classroom.design
    assert design.policies[0] == tuple(towns.value(lever.path) for lever in design.levers) == (0.3, 0.5, 2, 0.2)
    assert len(design.policies) == np.prod([len(lever.values) for lever in design.levers]) == 500


# --- what the closed forms say --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("growth", "reward"), [(0.1, 0.5), (0.3, 0.5), (0.5, 0.5), (0.3, 1.5)])
def test_effort_is_that_of_the_multitask_model(towns, played, growth, reward):
    """Holmstroem and Milgrom's: C e = C e0 + b M'W / c, with e0 what keeps every level up without a reward."""
    work, units = towns.cycle.work, towns.population
    yields = np.eye(4)
    yields[2, 0] = -0.15
    C = (1 - work.substitution) * np.eye(4) + work.substitution
    W = np.array([growth, *[(1 - growth) / 3] * 3])
    paid = np.linalg.solve(C, reward * yields.T @ W) / work.effort_cost
    unpaid = work.depreciation * units.start @ np.linalg.inv(yields).T
    expected = (unpaid + paid).mean(axis=0)
    assert (unpaid + paid).min() > 0
    found = [mean(played(growth=growth, reward=reward), f"effort:{task}") for task in TASKS]
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("growth", "reward"), [(0.3, 0.75), (0.3, 1.0), (0.3, 1.5), (0.5, 1.0), (0.5, 1.5)])
def test_image_projects_begin_where_what_they_show_outweighs_what_they_cost(towns, played, growth, reward):
    """v = [b (shown - owed) - c]+ / kappa, held at the threshold where the sanction feared outweighs what is lost by it."""
    rule, most = towns.cycle.vanity, towns.cycle.institutions["accountability"].image_project
    best = max(reward * (growth / 2 - rule.discount * rule.debt_service) - rule.cost, 0.0) / rule.curvature
    lost = 0.5 * rule.curvature * max(best - most, 0.0) ** 2
    expected = min(best, most) if lost < feared(towns, reward) else best
    assert mean(played(growth=growth, reward=reward), "vanity") == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("visits", [2, 4, 6, 8])
def test_lies_fall_with_visits_as_becker_has_it(towns, played, visits):
    """m = b [w (1 - pq) - pqF]+ / kappa, or nothing where the sanction feared outweighs it; small rewards, so that no report
    is lifted to full marks."""
    rule, kappa, b = towns.cycle.visits, towns.cycle.reports.fabrication_cost, 0.25
    w = np.array([0.15, 0.15, *[0.5 / 3] * 3])
    risk = visits / 8 * rule.detection
    best = b * np.maximum(w * (1 - risk) - risk * rule.penalty, 0.0) / kappa
    told = np.where(0.5 * kappa * best**2 > risk * feared(towns, b), best, 0.0)
    expected = w @ told / (w @ w * b / kappa)
    found = mean(played(reward=0.25, visits=visits), "fabricated") / mean(played(reward=0.25, visits=0), "fabricated")
    assert found == pytest.approx(expected, abs=1e-3)


def test_where_nobody_is_caught_sanctions_are_false_alarms_but_for_a_few(towns, played):
    """Alarms on three grounds, of four years within five; misconduct by itself, of nearly all five.  Within 4 standard errors."""
    ground, replications = towns.cycle.institutions["accountability"], 16
    for visits in (0, 8):  # nobody looks, and nobody lies
        found = played(replications, visits=visits)
        sums = found.groupby("measure")["value"].sum()
        unit_years = 8 * replications * 4
        false = unit_years * 3 * ground.false_alarm
        right = unit_years * 5 / 4 * ground.misconduct * ground.sensitivity
        assert sums["falsely_sanctioned"] == pytest.approx(false, abs=4 * false**0.5)
        assert sums["sanctioned"] - sums["falsely_sanctioned"] == pytest.approx(right, abs=4 * right**0.5)


# --- what the lesson is about ---------------------------------------------------------------------------------------------


def test_the_higher_the_growth_weight_the_less_is_done_for_the_rest(played):
    less, more = played(growth=0.3), played(growth=0.5)
    for task in TASKS[1:]:
        assert mean(more, f"effort:{task}") < mean(less, f"effort:{task}")
    assert mean(more, "score", 5) > mean(less, "score", 5)
    assert mean(more, "true_level", 5) < mean(less, "true_level", 5)


def test_rewards_help_at_first_and_then_scores_part_from_truth(played):
    weak, strong, strongest = (played(reward=b) for b in (0.5, 0.75, 1.5))
    assert mean(weak, "true_level", 5) < mean(strong, "true_level", 5)
    assert mean(strong, "true_level", 5) > mean(strongest, "true_level", 5)
    assert mean(weak, "score", 5) < mean(strong, "score", 5) < mean(strongest, "score", 5)
    assert mean(strong, "fabricated", 5) < mean(strongest, "fabricated", 5)


def test_who_looks_and_who_judges_change_lies_and_not_work(played):
    start = played()
    for setting in ({"visits": 6}, {"external": 0.4}):
        moved = played(**setting)
        for task in TASKS:
            assert mean(moved, f"effort:{task}") == pytest.approx(mean(start, f"effort:{task}"), abs=1e-12)
        assert mean(moved, "fabricated", 5) < mean(start, "fabricated", 5)


def test_no_level_leaves_what_it_can_mean(played):
    """Of the mean over tasks and towns, at the corners where effort and image projects are largest."""
    for growth, external in ((0.1, 0.1), (0.5, 0.4)):
        assert 0.3 < mean(played(growth=growth, reward=1.5, visits=0, external=external), "true_level", 5) < 1.0
