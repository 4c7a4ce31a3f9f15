"""Training: what is learnt, what is forgotten, and when it shows."""

import numpy as np
import pytest
from assessed import cycle, population, reports, table, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, Reward, play
from govperf_sim.simulation.institutions.training import Training


def test_the_neutral_training_changes_nothing():
    assert unchanged_by(training=Training(day=60, gain=0.0))


def test_what_is_learnt_multiplies_what_effort_brings_from_the_next_year_on():
    """Without chance, motive or substitution a year's work is b W (1 + g t)^2, t = 1, 1 + (1 - phi), ..."""
    how = cycle(
        work=work(shock=0.0, substitution=0.0, depreciation=12.0),
        reward=Reward(strength=0.01),
        reports=reports(noise=0.0, propensity=0.0),
        institutions={"training": Training(day=100, gain=0.2, forgetting=0.5)},
    )
    people = population()
    journal = play(how, people, weights(), Luck(1), years=4)
    expected = np.array([1.0, 1.2, 1.0 + 0.2 * 1.5, 1.0 + 0.2 * 1.75])
    effort = table(journal, "effort").loc["u0"].to_numpy(float)
    # Effort answers b W theta s + mu s, and nothing else changes from year to year.
    np.testing.assert_allclose(effort / effort[0], expected, rtol=1e-12)
    assert table(journal, "trained").loc["u0"].tolist() == [0.0, 1.0, 1.5, 1.75]
    held = journal.events[journal.events["event"] == "trained"]
    assert held.groupby("year")["day"].unique().map(list).tolist() == [[100]] * 4


def test_reports_of_trained_staff_err_less():
    plain = cycle(reports=reports(propensity=0.0, noise=0.05), work=work(shock=0.0), visits=None)
    taught = cycle(
        reports=reports(propensity=0.0, noise=0.05),
        work=work(shock=0.0),
        visits=None,
        institutions={"training": Training(day=1, gain=0.0, accuracy=2.0)},
    )
    errors = []
    for how in (plain, taught):
        journal = play(how, population(), weights(), Luck(1), years=2)
        errors.append((table(journal, "score") - table(journal, "true_score")).to_numpy())
    np.testing.assert_allclose(errors[1][:, 0], errors[0][:, 0])
    np.testing.assert_allclose(errors[1][:, 1], np.exp(-2.0) * errors[0][:, 1], rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("named", "nonsense"),
    [("day", {"day": 0}), ("gain", {"gain": -1.0}), ("forgetting", {"forgetting": 0.0}), ("gain", {"gain": np.nan})],
)
def test_nonsense_is_refused_by_name(named, nonsense):
    with pytest.raises(CycleError, match=rf"training\.{named}"):
        Training(**{"day": 1, "gain": 0.1, **nonsense})


def test_a_day_beyond_the_year_is_refused_before_anything_runs():
    with pytest.raises(CycleError, match=r"training\.day"):
        play(cycle(institutions={"training": Training(day=251, gain=0.1)}), population(), weights(), Luck(1), 1)
