"""The public survey: sampling error, who answers, who is picked."""

import json
from pathlib import Path

import numpy as np
import pytest
from assessed import survey
from scipy.stats import binom

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck
from govperf_sim.simulation.luck import binomial
from govperf_sim.simulation.survey import draw_answers, expected_share, surveyed

OTHERS = json.loads((Path(__file__).parents[1] / "golden" / "others" / "t08_survey.json").read_text("utf-8"))
LOTS = draw_answers(Luck(4), 1, 250, 5)


def shown(content, **changed):
    plain = {"asked": 400, "returns": 1.0, "returns_discontent": 1.0, "organiser": 0.0}
    return surveyed(np.full(LOTS.shape[:-1], content), LOTS, survey(**{**plain, **changed})).ravel()


@pytest.mark.parametrize("trials", [1, 2, 7, 40, 400])
def test_counts_are_the_inverse_of_the_binomial_distribution(trials):
    lots = np.random.default_rng(3).uniform(size=2000)
    for chance in (0.001, 0.2, 0.5, 0.9, 0.999):
        counts = binomial(np.array(float(trials)), np.array(chance), lots)
        np.testing.assert_array_equal(counts, binom.ppf(lots, trials, chance))


def test_a_count_never_falls_when_its_chance_or_its_trials_rise():
    lots = np.random.default_rng(3).uniform(size=(1000, 1))
    by_chance = binomial(np.array(30.0), np.linspace(0, 1, 21), lots)
    by_trials = binomial(np.arange(30.0), np.array(0.3), lots)
    assert (np.diff(by_chance) >= 0).all()
    assert (np.diff(by_trials) >= 0).all()
    assert by_chance[:, -1].min() == 30


@pytest.mark.parametrize("known", OTHERS["response_bias"], ids=str)
def test_who_answers_moves_the_mean(known):
    answers = {"returns": known["resp_satisfied"], "returns_discontent": known["resp_dissatisfied"]}
    share, answering = expected_share(np.array(known["p"]), survey(organiser=0.0, **answers))
    assert float(share) == pytest.approx(known["expected_share"], abs=1e-11)
    assert float(answering) == pytest.approx(known["response_rate"], abs=1e-12)
    for asked in (3, 200):
        figures = shown(known["p"], asked=asked, **answers)
        assert abs(figures.mean() - known["expected_share"]) < 4 * figures.std(ddof=1) / np.sqrt(figures.size)


@pytest.mark.parametrize("known", [k for k in OTHERS["se"] if k["N"] == 1_000_000], ids=str)
def test_the_sampling_error_is_that_of_so_many_asked(known):
    figures = shown(known["p"], asked=known["n"])
    # The standard error of a standard deviation is about sd / sqrt(2 n).
    assert figures.std(ddof=1) == pytest.approx(known["se"], rel=4 / np.sqrt(2 * figures.size) + 2e-4)


@pytest.mark.parametrize("known", OTHERS["misrank"], ids=str)
def test_two_units_change_places_as_often_as_they_should(known):
    lots = draw_answers(Luck(9), 1, 2, 500)
    rule = survey(asked=known["n"], returns=1.0, returns_discontent=1.0, organiser=0.0)
    better, worse = (
        surveyed(np.full((1, 12, 500), p), lots[:, i], rule) for i, p in enumerate((known["p1"], known["p2"]))
    )
    wrong = ((better < worse) + 0.5 * (better == worse)).ravel()
    assert abs(wrong.mean() - known["exact_half_ties"]) < 4 * wrong.std(ddof=1) / np.sqrt(wrong.size)


def test_whom_the_organiser_picks_is_content():
    figures = shown(0.5, organiser=0.3)
    assert abs(figures.mean() - 0.65) < 4 * figures.std(ddof=1) / np.sqrt(figures.size)
    assert (shown(0.5, organiser=0.6) >= shown(0.5, organiser=0.3)).all()


def test_somebody_answers_even_where_hardly_anybody_does():
    figures = shown(0.5, asked=1, returns=1e-6, returns_discontent=1e-6)
    assert set(figures) == {0.0, 1.0}
    assert abs(figures.mean() - 0.5) < 4 * 0.5 / np.sqrt(figures.size)


def test_all_or_none_content():
    assert (shown(1.0) == 1.0).all()
    assert (shown(0.0, returns=0.4) == 0.0).all()
    assert (shown(1.7) == 1.0).all()


def test_nonsense_is_refused_by_name():
    wrong = {"asked": 0, "returns": 0.0, "returns_discontent": 1.2, "organiser": 1.0}
    with pytest.raises(CycleError) as refused:
        survey(**wrong)
    assert [f.message.values["parameter"] for f in refused.value.faults] == [f"survey.{name}" for name in wrong]
