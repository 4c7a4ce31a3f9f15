"""Awards: who gets them, what units reckon with, and who is punished wrongly."""

import math

import numpy as np
import pytest
from assessed import cycle, population, reports, table, visits, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Reports, Reward, play
from govperf_sim.simulation.institutions.awards import Awards
from govperf_sim.simulation.institutions.contest import curvature, slope, steepness
from govperf_sim.simulation.world import World
from govperf_sim.simulation.year import Year
from govperf_sim.theory.ranking import Ranking
from govperf_sim.theory.worlds import FLEETING, PROMPT, alike, contract, measured, textbook_cycle, textbook_work


def awards(**changed):
    return Awards(**{"top": 2, "prize": 0.02, "noise": 0.2, "bottom": 1, "loss": 0.01, **changed})


def test_neutral_awards_change_nothing():
    assert unchanged_by(awards=awards(prize=0.0, loss=0.0))


def test_the_best_of_each_pool_are_commended_and_the_last_are_named():
    journal = play(cycle(institutions={"awards": awards(pools="groups", top=1)}), population(), weights(), Luck(1), 3)
    score, best, last = (table(journal, m) for m in ("score", "commended", "last_placed"))
    for pool in (["u0", "u2", "u4", "u6"], ["u1", "u3", "u5"]):
        for year in (1, 2, 3):
            assert best.loc[pool, year].idxmax() == score.loc[pool, year].idxmax()
            assert last.loc[pool, year].idxmax() == score.loc[pool, year].idxmin()
    assert best.sum().tolist() == last.sum().tolist() == [2.0] * 3


def test_the_journal_and_the_measures_agree():
    journal = play(cycle(institutions={"awards": awards()}), population(), weights(), Luck(5, range(3)), 3)
    for name, often in (("commended", 2), ("last_placed", 1)):
        noted = journal.events[journal.events["event"] == name]
        rows = journal.measures[(journal.measures["measure"] == name) & (journal.measures["value"] == 1.0)]
        keys = ["replication", "year", "unit"]
        assert sorted(map(tuple, noted[keys].to_numpy())) == sorted(map(tuple, rows[keys].to_numpy()))
        assert len(noted) == 3 * 3 * often
        assert (noted["day"] == 295).all()


def test_before_any_score_units_reckon_with_an_even_contest():
    """Effort answers b + D_W f_top + D_L f_bottom with f = P'/sigma at the noise declared."""
    how = {"work": work(shock=0.0, substitution=0.0, depreciation=12.0), "reward": Reward(strength=0.1)}
    plain, prized = (
        table(play(cycle(**how, institutions=set_up), population(), weights(), Luck(1), 1), "effort")
        for set_up in ({}, {"awards": awards()})
    )
    more = (0.02 * slope(7, 2) + 0.01 * slope(7, 6)) / 0.2
    # Without any pay, effort is what motive brings; the rest is proportional to what a point is worth.
    unpaid = table(play(cycle(**how | {"reward": Reward(strength=0.0)}), population(), weights(), Luck(1), 1), "effort")
    np.testing.assert_allclose(prized - unpaid, (plain - unpaid) * (0.1 + more) / 0.1, rtol=1e-9)


def test_later_they_reckon_with_the_slope_they_have_seen():
    """The belief of year y is worked out again from the journal, by the formula, for the years scored when it opens."""
    rule = awards(forgetting=0.3, top=2, bottom=2)
    how = cycle(calendar=PROMPT, visits=visits(), institutions={"awards": rule})
    journal = play(how, population(), weights(), Luck(1), years=5)
    score, best, last = (table(journal, m).to_numpy() for m in ("score", "commended", "last_placed"))
    found = table(journal, "rank_worth").to_numpy()
    expected = []
    starts = (slope(7, 2), slope(7, 5))
    covariances, variance = [s * 0.2 for s in starts], 0.2**2
    for year in range(5):
        expected.append(0.02 * covariances[0] / variance + 0.01 * covariances[1] / variance)
        there = (best[:, year], 1.0 - last[:, year])
        seen = [float(np.cov(x, score[:, year], bias=True)[0, 1]) for x in there]
        covariances = [0.7 * c + 0.3 * new for c, new in zip(covariances, seen, strict=True)]
        variance = 0.7 * variance + 0.3 * float(np.var(score[:, year], ddof=1))
    np.testing.assert_allclose(found, np.broadcast_to(expected, (7, 5)), rtol=1e-10)
    assert found[0, 4] > found[0, 0], "scores turn out surer than was declared"


def test_no_belief_goes_beyond_what_leaves_a_best_answer():
    """Scores without any chance: the slope units would see is held at that of the least noise."""
    still = cycle(
        calendar=PROMPT, work=work(shock=0.0), reports=reports(noise=0.0, propensity=0.0), visits=None,
        institutions={"awards": awards(prize=0.5, noise=0.5, forgetting=1.0, bottom=0)},
    )  # fmt: skip
    worth = table(play(still, population(), weights(), Luck(1), years=4), "rank_worth").loc["u0"]
    setting = World(still, population(), weights(), Luck(1)).courses[0].setting
    limit = 0.5 * slope(7, 2) / math.sqrt(0.5 * curvature(7, 2).max() * steepness(setting).max())
    assert worth[1] == pytest.approx(0.5 * slope(7, 2) / 0.5)
    assert worth[4] == pytest.approx(limit)


def test_equals_are_parted_by_lot_and_each_has_its_turn():
    even = alike(6, np.eye(1))
    rules = textbook_cycle(institutions={"awards": awards(top=1, prize=0.0, loss=0.0)})
    _, table_of_weights = contract(np.ones(1))
    best = measured(play(rules, even, table_of_weights, Luck(1, range(200)), 1), "commended", 6)[:, 0]
    assert np.all(best.sum(axis=1) == 1.0)
    assert np.all(np.abs(best.mean(axis=0) - 1 / 6) < 4 * math.sqrt(5 / 36 / 200))


def test_one_that_is_barred_is_passed_over_and_does_not_hope():
    how = cycle(calendar=PROMPT, institutions={"awards": awards(top=6, bottom=0)})
    world = World(how, population(), weights(), Luck(1, range(2)))
    world.standing.barred[:, 3] = 2
    hopes, commended = [], []
    for number in (1, 2, 3):
        year = Year(number, world)
        hopes.append((year.terms.worth - world.strength)[..., 0])
        for month in range(12):
            year.month(month)
        year.publish()
        commended.append(year.close()["commended"])
    for year in (0, 1):
        assert not hopes[year][:, 3].any()
        assert hopes[year][:, 2].all()
        assert not commended[year][:, 3].any()
        assert np.all(commended[year].sum(axis=1) == 6.0)
    assert hopes[2][:, 3].all()


@pytest.mark.parametrize(("units", "bottom", "reliability"), [(21, 2, 0.5), (7, 1, 0.8)])
def test_those_punished_wrongly_are_as_many_as_theory_says(units, bottom, reliability):
    """21 units, the last 2 held to account, reliability .5: 56 % are not truly among the last two."""
    rules = textbook_cycle(
        work=textbook_work(depreciation=FLEETING, shock=math.sqrt(12.0)),
        reports=Reports(noise=math.sqrt(1.0 / reliability - 1.0), propensity=0.0, fabrication_cost=1.0),
        institutions={"awards": Awards(top=1, prize=0.0, noise=1.0, bottom=bottom, loss=0.0)},
    )
    _, table_of_weights = contract(np.ones(1))
    journal = play(rules, alike(units, np.eye(1)), table_of_weights, Luck(2012, range(1000)), 1)
    wrongly, last = (measured(journal, m, units)[:, 0] for m in ("wrongly_last_placed", "last_placed"))
    assert np.all(last.sum(axis=1) == bottom)
    share = wrongly.sum(axis=1) / bottom
    exact = Ranking(units=units, bottom=bottom, reliability=reliability).exact()["false_accountability"]
    assert abs(share.mean() - exact) < 4 * share.std(ddof=1) / math.sqrt(share.size)
    if units == 21:
        assert round(exact, 2) == 0.56


def test_the_play_of_a_prize_counts_for_units_that_learn():
    """What awards were worth reaches utility: prize for the commended, loss for the last."""
    world = World(cycle(calendar=PROMPT, institutions={"awards": awards()}), population(), weights(), Luck(1))
    year = Year(1, world)
    for month in range(12):
        year.month(month)
    score = year.publish()
    worth = world.courses[0].scored(year.evidence(), score)
    best, last = (world.courses[0].measures()[m] for m in ("commended", "last_placed"))
    np.testing.assert_array_equal(worth, 0.02 * best - 0.01 * last)


@pytest.mark.parametrize(
    ("named", "nonsense"),
    [
        ("top", {"top": -1}),
        ("top", {"top": 1.5}),
        ("prize", {"prize": -0.1}),
        ("noise", {"noise": 0.0}),
        ("loss", {"loss": np.nan}),
        ("forgetting", {"forgetting": 0.0}),
        ("pools", {"pools": "provinces"}),
    ],
)
def test_nonsense_is_refused_by_name(named, nonsense):
    with pytest.raises(CycleError, match=rf"awards\.{named}"):
        awards(**nonsense)


def test_more_places_than_units_are_refused_before_anything_runs():
    with pytest.raises(CycleError, match=r"awards\.top.*counties.*3 units"):
        play(cycle(institutions={"awards": awards(pools="groups", top=3)}), population(), weights(), Luck(1), 1)
