"""Innovation: a Poisson number of ideas, a bonus with a cap, and ability that stays."""

import numpy as np
import pytest
from assessed import cycle, population, table, weights, work
from scipy.stats import poisson
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.institutions.innovation import Innovation


def test_ideas_that_earn_nothing_change_nothing():
    assert unchanged_by(innovation=Innovation(a_year=1.0, points=0.0, cap=0.05))
    assert unchanged_by(innovation=Innovation(a_year=0.0, points=0.1, cap=0.05, gain=0.1))


def test_the_mean_bonus_is_that_of_a_capped_poisson_number():
    rule = Innovation(a_year=1.3, points=0.02, cap=0.05)
    how = cycle(institutions={"innovation": rule})
    values = play(how, population(), weights(), Luck(1, range(300)), 2).measures.query("measure == 'innovation_bonus'")[
        "value"
    ]
    n = np.arange(60)
    expected = (np.minimum(0.02 * n, 0.05) * poisson.pmf(n, 1.3)).sum()
    assert abs(values.mean() - expected) < 4 * values.std() / np.sqrt(len(values))


def test_the_bonus_is_in_the_score_and_the_ideas_in_the_journal():
    rule = Innovation(a_year=1.0, points=0.02, cap=0.05)
    plain, bold = (play(cycle(institutions=i), population(), weights(), Luck(1), 2) for i in ({}, {"innovation": rule}))
    earned = table(bold, "score") - table(plain, "score")
    np.testing.assert_allclose(earned, table(bold, "innovation_bonus"), rtol=0, atol=1e-12)
    seen = bold.events[bold.events["event"] == "innovation"].groupby(["unit", "year"]).size()
    recognised = table(bold, "innovations").stack()
    assert seen.to_dict() == {key: 1 for key, n in recognised.items() if n}


def test_what_is_learnt_stays():
    rule = Innovation(a_year=1.0, points=0.0, cap=0.0, gain=0.1)
    how = {"work": work(shock=0.0, substitution=0.0, depreciation=12.0)}
    plain, bold = (
        play(cycle(**how, institutions=i), population(), weights(), Luck(1), 4) for i in ({}, {"innovation": rule})
    )
    ideas = table(bold, "innovations").to_numpy()
    ratio = (table(bold, "effort") / table(plain, "effort")).to_numpy()
    # Year y is scored when y + 1 has opened: what it taught reaches y + 2.
    np.testing.assert_allclose(ratio[:, 3], 1.1 ** ideas[:, :2].sum(axis=1), rtol=1e-12)


@pytest.mark.parametrize("name", ["a_year", "points", "cap", "gain"])
def test_nonsense_is_refused_by_name(name):
    with pytest.raises(CycleError, match=rf"innovation\.{name}"):
        Innovation(**{"a_year": 1.0, "points": 0.1, "cap": 0.1, name: -1.0})
