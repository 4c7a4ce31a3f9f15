"""The kernel: when courses are asked, and what their answers do to a year."""

import dataclasses

import numpy as np
import pytest
from assessed import cycle, population, table, visits, weights, work

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play, settings, world
from govperf_sim.simulation.institutions.institution import Course, Institution


class Probe(Institution):
    """Writes down when it is asked, and changes what a test wants."""

    def __init__(self, terms=None, points=0.0):
        self.terms, self.points, self.asked = terms or {}, points, []

    def begin(self, setting):
        return Probing(self)


class Probing(Course):
    """The course of a probe."""

    def __init__(self, probe):
        self.probe = probe

    def opens(self, year, terms):
        self.probe.asked.append(("opens", year))
        return dataclasses.replace(terms, **self.probe.terms)

    def decides(self, situation, decisions):
        self.probe.asked.append(("decides", situation.year))
        return decisions

    def points(self, evidence):
        return self.probe.points

    def scored(self, evidence, score):
        self.probe.asked.append(("scored", evidence.year))
        return 0.0


@pytest.fixture
def played(monkeypatch):
    """Years with a probe set up."""
    for module in (settings, world):
        monkeypatch.setattr(module, "INSTITUTIONS", {"probe": Probe})

    def run(probe, years=2, **how):
        return play(cycle(**how, institutions={"probe": probe}), population(), weights(), Luck(1), years)

    return run


def test_a_year_opens_before_the_last_is_scored(played):
    probe = Probe()
    played(probe)
    assert probe.asked == [
        ("opens", 1), ("decides", 1), ("opens", 2), ("decides", 2), ("scored", 1), ("scored", 2),
    ]  # fmt: skip


def test_points_move_the_score_by_as_much(played):
    plain, more = (table(played(Probe(points=points)), "score") for points in (0.0, 0.03))
    np.testing.assert_allclose(more, plain + 0.03, rtol=0, atol=1e-12)


def test_marks_that_are_raised_cost_what_they_are_raised_by(played):
    raised = np.full((1, 1, 1), 0.05)
    plain, harder = (table(played(Probe(terms=terms)), "score") for terms in ({}, {"raised": raised}))
    np.testing.assert_allclose(harder, plain - 0.05, rtol=0, atol=1e-12)


def test_a_feared_sanction_that_outweighs_every_lie_ends_lying(played):
    plain, feared = (
        table(played(Probe(terms=terms), visits=visits(a_year=7)), "fabricated").to_numpy()
        for terms in ({}, {"find_loss": np.full((1, 1, 1), 1.0)})
    )
    assert plain.max() > 0.0
    assert feared.max() == 0.0


def test_skill_multiplies_what_effort_brings_and_units_know_it(played):
    how = {"work": work(shock=0.0, substitution=0.0, depreciation=12.0)}
    plain, able = (table(played(Probe(terms=t), **how), "effort") for t in ({}, {"skill": np.full((1, 1, 1), 1.5)}))
    np.testing.assert_allclose(able, 1.5 * plain, rtol=1e-12)


def test_what_a_point_is_worth_besides_the_score_moves_work_and_lies_like_weight(played):
    """A worth of b w_j beside doubles what a point of indicator j is worth; the score stays what it is."""
    how = {"work": work(shock=0.0, substitution=0.0, depreciation=12.0), "visits": None}
    extra = np.zeros((1, 1, 6))
    extra[..., 0] = 0.5 * 0.10
    plain, more = (played(Probe(terms=t), years=1, **how) for t in ({}, {"beside": extra}))
    lies = (table(plain, "fabricated"), table(more, "fabricated"))
    # A lie is phi b w / kappa points; the growth indicator of a city weighs .10, that of a county .20.
    phi = (
        lies[0].to_numpy()
        / 0.5
        / (weights() ** 2).sum(axis=1).loc[["cities", "counties"] * 3 + ["cities"]].to_numpy()[:, None]
    )
    gained = np.array([0.10, 0.20] * 3 + [0.10])[:, None] * phi * 0.05
    np.testing.assert_allclose(lies[1].to_numpy() - lies[0].to_numpy(), gained, rtol=0, atol=1e-12)


def test_a_name_that_is_not_registered_is_refused():
    with pytest.raises(CycleError, match="trainings"):
        play(cycle(institutions={"trainings": Probe()}), population(), weights(), Luck(1), 1)
