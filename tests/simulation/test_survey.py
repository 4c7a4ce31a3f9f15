"""The public survey: sampling error, who answers, who is picked."""

import json
from pathlib import Path

import numpy as np
import pytest
from assessed import survey
from scipy.stats import binom, hypergeom

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck
from govperf_sim.simulation.luck import binomial, hypergeometric
from govperf_sim.simulation.survey import draw_answers, expected_share, surveyed

OTHERS = json.loads((Path(__file__).parents[1] / "golden" / "others" / "theory_t08_survey.json").read_text("utf-8"))[
    "expected"
]
NEIGHBOURS = {"cluster": 10, "correlation": 0.05}


def shown(content, **changed):
    rule = survey(**{"asked": 400, "returns": 1.0, "returns_discontent": 1.0, "organiser": 0.0, **changed})
    lots = draw_answers(Luck(4), 1, rule, 250, 5)
    return surveyed(np.full(lots.shape[:-1], content), lots, rule).ravel()


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


@pytest.mark.parametrize(("size", "marked", "drawn"), [(10, 4, 5), (10, 9, 8), (1000, 800, 200), (1_000_000, 30, 900)])
def test_counts_without_return_are_the_inverse_of_their_distribution(size, marked, drawn):
    lots = np.random.default_rng(3).uniform(size=2000)
    counts = hypergeometric(float(size), np.array(float(marked)), np.array(float(drawn)), lots)
    np.testing.assert_array_equal(counts, hypergeom.ppf(lots, size, marked, drawn))
    some = hypergeometric(float(size), np.array(float(marked)), np.array(float(drawn)), lots, least=1)
    none = hypergeom.pmf(0, size, marked, drawn)
    np.testing.assert_array_equal(some, np.maximum(hypergeom.ppf(none + lots * (1 - none), size, marked, drawn), 1))


@pytest.mark.parametrize("known", OTHERS["response_bias"], ids=str)
def test_who_answers_moves_the_mean(known):
    answers = {"returns": known["resp_satisfied"], "returns_discontent": known["resp_dissatisfied"]}
    share, answering = expected_share(np.array(known["p"]), survey(organiser=0.0, **answers))
    assert float(share) == pytest.approx(known["expected_share"], abs=1e-11)
    assert float(answering) == pytest.approx(known["response_rate"], abs=1e-12)
    for asked in (3, 200):
        figures = shown(known["p"], asked=asked, **answers)
        assert abs(figures.mean() - known["expected_share"]) < 4 * figures.std(ddof=1) / np.sqrt(figures.size)


@pytest.mark.parametrize("known", OTHERS["se"], ids=str)
def test_the_sampling_error_is_that_of_so_many_asked_out_of_so_many(known):
    figures = shown(known["p"], asked=known["n"], public=known["N"])
    # The standard error of a standard deviation is about sd / sqrt(2 n).
    assert figures.std(ddof=1) == pytest.approx(known["se"], rel=4 / np.sqrt(2 * figures.size))


def test_who_answers_moves_the_mean_of_a_finite_public_too():
    """Of 1,000 people 320 content and 40 others return it, so the few asked show 320/360, and all asked show just that."""
    answers = {"returns": 0.4, "returns_discontent": 0.2, "public": 1000}
    for asked in (1, 50):
        figures = shown(0.8, asked=asked, **answers)
        assert abs(figures.mean() - 320 / 360) < 4 * figures.std(ddof=1) / np.sqrt(figures.size)
    assert (shown(0.8, asked=1000, **answers) == 320 / 360).all()


@pytest.mark.parametrize("known", OTHERS["design_effect"], ids=str)
def test_neighbours_tell_less_than_strangers(known):
    figures = shown(0.8, cluster=known["cluster_size"], correlation=known["icc"])
    spread = np.sqrt(0.8 * 0.2 / known["effective_n_of_400"])
    assert figures.std(ddof=1) == pytest.approx(spread, rel=4 / np.sqrt(2 * figures.size))
    assert abs(figures.mean() - 0.8) < 4 * spread / np.sqrt(figures.size)


def test_those_left_over_answer_for_themselves():
    """Seven asked three at a time are two clusters and one more: the variance of 2 x 9 + 1 out of 7 squared."""
    figures = shown(0.5, asked=7, cluster=3, correlation=1.0)
    assert figures.var(ddof=1) == pytest.approx(0.25 * 19 / 49, rel=0.04)


@pytest.mark.parametrize("neutral", [{"cluster": 1, "correlation": 0.7}, {"cluster": 10, "correlation": 0.0}], ids=str)
def test_clusters_of_one_or_of_strangers_are_none_to_the_bit(neutral):
    np.testing.assert_array_equal(shown(0.8, returns=0.4, **neutral), shown(0.8, returns=0.4))


def test_a_count_of_answers_is_the_same_among_neighbours():
    """The lots of those who answer one by one do not move when people are asked in clusters."""
    alone, together = (draw_answers(Luck(4), 1, survey(**how), 3, 2) for how in ({}, NEIGHBOURS))
    np.testing.assert_array_equal(alone, together[..., :2])


@pytest.mark.parametrize("known", OTHERS["misrank"], ids=str)
def test_two_units_change_places_as_often_as_they_should(known):
    rule = survey(asked=known["n"], returns=1.0, returns_discontent=1.0, organiser=0.0)
    lots = draw_answers(Luck(9), 1, rule, 2, 500)
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


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"public": 99, "asked": 100}, "survey.public"),
        ({"public": 0}, "survey.public"),
        ({"public": 1000.5}, "survey.public"),
        ({"cluster": 0}, "survey.cluster"),
        ({"correlation": 1.2}, "survey.correlation"),
        ({"public": 100_000, **NEIGHBOURS}, "survey.public"),
    ],
    ids=str,
)
def test_a_public_too_small_and_clusters_of_nobody_are_refused(wrong, named):
    with pytest.raises(CycleError, match=named):
        survey(**wrong)
