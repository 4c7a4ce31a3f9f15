"""Accountability: who is suspected, what a sanction does, and what units make of it."""

import dataclasses

import numpy as np
import pytest
from assessed import cycle, eventful, population, reports, services, table, visits, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Reward, Vanity, play
from govperf_sim.simulation.decisions import best_response
from govperf_sim.simulation.institutions.accountability import Accountability
from govperf_sim.simulation.institutions.investigations import LONGEST
from govperf_sim.simulation.institutions.rotation import Rotation
from govperf_sim.simulation.minds import Minds
from govperf_sim.simulation.world import World
from govperf_sim.simulation.year import Year

EVERY = {"image_project": 0.01, "inaction": 0.5, "misconduct": 0.5, "slowness": 0.05}


def accountability(**changed):
    return Accountability(**{"sensitivity": 1.0, "false_alarm": 0.0, "length": 60.0, **changed})


def years(how, rule, count=4, replications=2, **luck):
    return play(
        how(institutions={"accountability": rule}), population(), weights(), Luck(5, range(replications)), count, **luck
    )


def total(journal, measure):
    """unit x year, over the replications"""
    rows = journal.measures[journal.measures["measure"] == measure]
    return rows.groupby(["unit", "year"])["value"].sum().unstack().to_numpy()


def sums(journal, measure):
    return float(journal.measures.query("measure == @measure")["value"].sum())


def test_sanctions_without_consequence_change_nothing():
    rule = accountability(sensitivity=0.7, false_alarm=0.3, spread=40.0, inaction=0.9, misconduct=2.0, recovery=0.5)
    assert unchanged_by(accountability=rule)


def test_a_ground_that_is_absent_is_not_pursued():
    alarmed = {"sensitivity": 0.5, "false_alarm": 1.0, "deduction": 0.0}
    for ground, limit in EVERY.items():
        events = years(eventful, accountability(**alarmed, **{ground: limit}), count=2).events
        opened = {e for e in events["event"].unique() if e.endswith("_suspected")}
        assert opened == {f"{ground}_suspected"}
    assert sums(years(eventful, accountability(**alarmed), count=2), "investigated") == 0.0


def test_events_reconcile_with_measures_and_points_with_scores():
    """Whatever is sanctioned by the last day of scoring is in the measures; each sanction costs one score its points."""
    rule = accountability(
        sensitivity=0.8, false_alarm=0.3, spread=40.0, deduction=0.01, removal=0.5, morale_loss=0.1, **EVERY
    )
    journal, count = years(eventful, rule, count=5, replications=3), 5
    events = journal.events
    opened = events[events["event"].str.endswith("_suspected")]
    assert len(opened) == sums(journal, "investigated") > 50
    assert opened["amount"].sum() == sums(journal, "deserving") - sums(journal, "deserving_missed")
    scored = events[events["event"] == "scored"].groupby("year")["date"].first()
    closed = events[events["event"].isin(["sanctioned", "falsely_sanctioned"]) & (events["date"] <= scored[count])]
    assert len(closed) == sums(journal, "sanctioned")
    assert (closed["event"] == "falsely_sanctioned").sum() == sums(journal, "falsely_sanctioned") > 0
    assert sums(journal, "sanction_points") == pytest.approx(0.01 * len(closed))
    gone = events[(events["event"] == "removed") & (events["date"] <= scored[count])]
    assert 0 < len(gone) == sums(journal, "removed") < len(closed)
    waits = journal.measures.query("measure == 'days_to_sanction'")
    sanctions = journal.measures.query("measure == 'sanctioned'")
    both = waits.merge(sanctions, on=["replication", "year", "unit"])
    assert (both["value_x"] * both["value_y"]).sum() == pytest.approx(closed["amount"].sum())
    assert len(waits) == (sanctions["value"] > 0).sum()


def test_a_score_is_marks_less_penalties_and_the_points_of_sanctions():
    rule = accountability(false_alarm=1.0, inaction=0.0, misconduct=0.0, deduction=0.02, length=30.0)
    plain = years(cycle, accountability(), replications=1)
    hit = years(cycle, rule, replications=1)
    fell = table(hit, "sanction_points").to_numpy()
    assert fell[:, 0].max() == 0.0  # year 1 is not yet scored
    # Two false alarms a year, or one and a lie found; fear may move decisions, but f = t = 1 leaves nothing to fear.
    np.testing.assert_allclose(fell[:, 1:], 0.04)
    np.testing.assert_allclose(table(hit, "score").to_numpy(), table(plain, "score").to_numpy() - fell, atol=1e-12)


def test_units_rouse_themselves_where_a_sanction_costs_more_than_the_work():
    """Alone on its tasks, and paid nothing beyond its habits, a unit that works E tops up to the floor or does not."""
    lazy = {
        "reward": Reward(strength=0.0),
        "work": work(substitution=0.0, shock=0.0),
        "reports": reports(propensity=0.0),
    }
    plain = play(cycle(**lazy), population(), weights(), Luck(1), 1)
    effort = table(plain, "effort")[1]
    floor = float(effort.max()) + 0.3
    tasks = population().works.sum(axis=1)
    # Gains are habits c e0, so that going from E to the floor costs c (floor - E)^2 / (2 tasks) where all are worked on.
    cost = (floor - effort.to_numpy()) ** 2 / (2 * tasks)
    dread = float(np.sort(cost)[3] + np.sort(cost)[4]) / 2
    rule = accountability(inaction=floor, dread=dread, sensitivity=0.9, false_alarm=0.1, length=0.0)
    wary = play(
        cycle(**lazy, institutions={"accountability": rule}), population(), weights(), Luck(1, range(40)), 1
    ).measures
    done = wary[wary["measure"] == "effort"].groupby("unit")["value"].mean().loc[effort.index].to_numpy()
    roused = cost < 0.8 * dread
    assert 0 < roused.sum() < 7
    np.testing.assert_allclose(done, np.where(roused, floor, effort), atol=1e-9)
    # Those who work as much as is asked are suspected by false alarm alone.
    rows = wary[wary["measure"] == "deserving"].groupby("unit")["value"].mean().loc[effort.index]
    np.testing.assert_array_equal(rows, ~roused)


@pytest.mark.parametrize(("delay", "leaving", "deters"), [(0, 0.0, 1), (250, 0.5, 0), (500, 0.0, 0), (500, 0.9, 0)])
def test_a_late_sanction_deters_less(delay, leaving, deters):
    """A lie is given up at a price; a late one is not feared as much."""
    lie = {"visits": visits(a_year=7, penalty=0.0), "reports": reports(propensity=1.0)}
    world = World(
        cycle(**lie, institutions={"accountability": accountability(misconduct=0.0, dread=1.0, length=float(delay), discount=0.9)}),
        population(), weights(), Luck(1),
    )  # fmt: skip
    world.standing.exits["test"] = np.full(world.shape, leaving)
    terms = world.open(1)
    feared = (0.9 * (1 - leaving)) ** (delay / 250)
    np.testing.assert_allclose(terms.find_loss[..., 0], feared, rtol=1e-12)
    assert (world.decide(1, terms).fabrication.max() == 0.0) or not deters


def test_image_projects_are_held_at_the_limit_where_that_costs_less():
    vanity = Vanity(visible=("gdp", "air"), lift=0.5, cost=0.0, curvature=1.0, debt_service=0.0, discount=0.0)
    free = table(play(cycle(vanity=vanity), population(), weights(), Luck(1), 1), "vanity")[1].to_numpy()
    limit, dread = 0.05, 0.5 * (free.mean() - 0.05) ** 2
    rule = accountability(image_project=limit, dread=float(dread), length=0.0)
    held = table(
        play(cycle(vanity=vanity, institutions={"accountability": rule}), population(), weights(), Luck(1), 1), "vanity"
    )[1].to_numpy()
    over = 0.5 * (free - limit) ** 2 >= dread
    assert 0 < over.sum() < 7
    np.testing.assert_allclose(held, np.where(over, free, limit), atol=1e-12)


def test_only_units_of_low_value_are_suspected_of_image_projects():
    vanity = Vanity(visible=("gdp", "air"), lift=0.5, cost=0.0, curvature=1.0, debt_service=0.0, discount=0.0)

    def caused(low):
        rule = accountability(image_project=0.0, low_value=low)
        journal = play(cycle(vanity=vanity, institutions={"accountability": rule}), population(), weights(), Luck(1), 1)
        return table(journal, "deserving")[1], table(journal, "true_score")[1]

    everybody, score = caused(None)
    assert everybody.sum() == 7
    middle = float(score.median()) + 1e-6
    found, score = caused(middle)
    np.testing.assert_array_equal(found.to_numpy(), score.to_numpy() < middle)
    assert 0 < found.sum() < 7


def test_sanctions_without_cause_cost_morale_and_it_comes_back():
    """All are wrongly sanctioned over year 1 alone: M falls to 1 - l, then what is missing shrinks by 1 - r a year."""
    rule = accountability(false_alarm=1.0, slowness=0.9, morale_loss=0.4, recovery=0.25, length=10.0)
    how = cycle(services=services(arrivals=1.0), institutions={"accountability": rule})
    journal = play(how, population(), weights(), Luck(1), 4)
    wrong, morale = (table(journal, name).to_numpy() for name in ("falsely_sanctioned", "morale"))
    stands = np.ones(7)
    for year in range(4):
        stands = stands * 0.6 ** wrong[:, year]
        stands = stands + 0.25 * (1.0 - stands)
        np.testing.assert_allclose(morale[:, year], stands)
    plain = play(cycle(services=services(arrivals=1.0)), population(), weights(), Luck(1), 4)
    effort = [table(j, "effort").to_numpy() for j in (journal, plain)]
    np.testing.assert_array_equal(effort[0][:, :2], effort[1][:, :2])  # what falls in year 2 is felt from year 3 on
    assert (effort[0][:, 2] < effort[1][:, 2]).all()


def test_a_sanction_bars_and_removes():
    rule = accountability(false_alarm=1.0, inaction=0.0, bar=2, removal=1.0, length=0.0)
    world = World(cycle(institutions={"accountability": rule}), population(), weights(), Luck(1))
    for number in (1, 2):
        year = Year(number, world)
        for month in range(12):
            year.month(month)
        year.publish()
        year.close()
        assert world.standing.tenure.max() == 0.0
        np.testing.assert_array_equal(world.standing.barred, number + 2)


def test_only_units_that_answer_best_reckon_with_it():
    """A unit that goes by a rule of thumb works as much as the best answer, but where points are missing."""

    def human(situation):
        return dataclasses.replace(best_response(situation), effort=np.where(np.isneginf(situation.gain), 0.0, 0.3))

    def done(**minds):
        rule = accountability(inaction=5.0, dread=100.0, length=0.0)
        how = cycle(minds=Minds(**minds), institutions={"accountability": rule})
        return table(play(how, population(), weights(), Luck(1), 1, human), "effort")[1]

    np.testing.assert_allclose(done(), 5.0)
    np.testing.assert_allclose(done(rule_of_thumb=1.0), 5.0)
    np.testing.assert_allclose(done(human=1.0), 0.3 * population().works.sum(axis=1))
    assert (done(adaptive=1.0) != 5.0).all()


def test_a_replication_alone_is_as_in_company():
    rule = accountability(
        sensitivity=0.8,
        false_alarm=0.3,
        spread=40.0,
        deduction=0.01,
        removal=0.5,
        morale_loss=0.1,
        investigators=2,
        **EVERY,
    )
    batch = years(eventful, rule, replications=3)
    alone = play(eventful(institutions={"accountability": rule}), population(), weights(), Luck(5, (2,)), 4)
    for name in ("measures", "events"):
        rows = getattr(batch, name)
        kept = rows[rows["replication"] == 2].reset_index(drop=True)
        assert kept.equals(getattr(alone, name))


@pytest.mark.parametrize(
    ("named", "nonsense"),
    [
        ("sensitivity", {"sensitivity": 1.1}),
        ("false_alarm", {"false_alarm": -0.1}),
        ("length", {"length": np.inf}),
        ("investigators", {"investigators": 0}),
        ("inaction", {"inaction": -1.0}),
        ("removal", {"removal": 2.0}),
        ("discount", {"discount": 0.0}),
        ("bar", {"bar": 0.5}),
        ("morale_loss", {"morale_loss": np.nan}),
    ],
)
def test_nonsense_is_refused_by_name(named, nonsense):
    with pytest.raises(CycleError, match=rf"accountability\.{named}"):
        accountability(**nonsense)


@pytest.mark.parametrize("ground", [{"image_project": 0.1}, {"slowness": 0.1}, {"misconduct": 251.0}], ids=str)
def test_a_ground_that_cannot_be_is_refused_before_anything_runs(ground):
    with pytest.raises(CycleError, match=rf"accountability\.{next(iter(ground))}"):
        years(cycle, accountability(**ground))


def test_slow_accountability_deters_fewer_lies_than_fast():
    def lies(days, leaving):
        rule = accountability(misconduct=0.0, dread=0.003, length=float(days), discount=0.9)
        world = World(cycle(institutions={"accountability": rule}), population(), weights(), Luck(1, range(20)))
        world.standing.exits["test"] = np.full(world.shape, leaving)
        return (world.decide(1, world.open(1)).fabrication > 0.0).mean()

    free = lies(LONGEST, 0.9)
    assert lies(0, 0.3) < lies(250, 0.3) < lies(750, 0.3) < free
    untold = World(cycle(), population(), weights(), Luck(1, range(20)))
    assert free == (untold.decide(1, untold.open(1)).fabrication > 0.0).mean()


@pytest.mark.parametrize("delay", [0, 1, 2])
def test_where_leaders_rotate_late_sanctions_miss_as_often_as_leaders_reckon(delay):
    """Sanctions come d years after the score; the leader is gone with chance 1 - (1 - h)^d, and L is what is left of them."""
    leaving = 0.3
    rule = accountability(false_alarm=0.5, misconduct=0.0, dread=0.01, length=250.0 * delay)
    both = {"accountability": rule, "rotation": Rotation(chance=leaving)}
    journal = play(cycle(institutions=both), population(), weights(), Luck(6, range(60)), delay + 3)
    escaped, sanctioned = sums(journal, "escaped"), sums(journal, "sanctioned")
    missed = 1.0 - (1.0 - leaving) ** delay
    assert sanctioned > 400
    assert abs(escaped / sanctioned - missed) <= 5 * np.sqrt(missed * (1.0 - missed) / sanctioned)
    world = World(cycle(institutions=both), population(), weights(), Luck(1))
    np.testing.assert_allclose(world.open(1).find_loss, 0.5 * 0.01 * (1.0 - missed))
