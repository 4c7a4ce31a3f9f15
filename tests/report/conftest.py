"""One run of the shipped Guangdong scenario, small, for everything the report shows."""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
from pathlib import Path

import pytest

from govperf_sim.experiments.played import Played
from govperf_sim.experiments.run import simulate
from govperf_sim.experiments.trust import Asked, Trust, trust
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.labels import Labels, labels_of
from govperf_sim.report.pictures import pictures
from govperf_sim.scenario.load import Scenario, load_scenario
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.derive import derive_weights
from govperf_sim.words import LANGUAGES, Language

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@dataclass(frozen=True)
class Run:
    scenario: Scenario
    weights: Weights
    played: Played


@pytest.fixture(scope="session")
def run() -> Run:
    scenario = load_scenario(SCENARIOS / "guangdong2012")
    compared = {scenario.name: scenario, "double_visits": scenario.variant("double_visits")}
    return Run(scenario, derive_weights(scenario.weighting), simulate(compared, years=2, replications=3, seed=7))


@dataclass(frozen=True)
class Trusted:
    scenario: Scenario
    weights: Weights
    trust: Trust


def trusted(folder: Path | str, asked: Asked) -> Trusted:
    scenario = load_scenario(folder)
    weights = derive_weights(scenario.weighting)
    return Trusted(scenario, weights, trust(scenario, weights, asked))


@pytest.fixture(scope="session")
def towns() -> Trusted:
    """Six towns in two groups, looked at as closely as can be."""
    return trusted("six_towns", Asked(draws=4_000, runs=48))


@pytest.fixture(scope="session")
def countries() -> Trusted:
    """Twenty-three countries in one group, some of them ties."""
    return trusted(SCENARIOS / "tai2001", Asked(draws=4_000, runs=0, changes=(), points=(1.0, 5.0)))


@dataclass(frozen=True)
class Drawn:
    """The figures of one language, and what matplotlib or Python complained about while they were made."""

    labels: Labels
    pictures: tuple[Picture, ...]
    complaints: list[str]


class Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def draw(run: Run, language: Language) -> Drawn:
    labels, complaints = labels_of(run.scenario, language), Complaints()
    logger = logging.getLogger("matplotlib")
    logger.addHandler(complaints)
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            made = pictures(run.scenario, run.weights, run.played, labels)
            for picture in made:
                assert picture.svg.startswith(b"<?xml")
                assert language == "en" or picture.png.startswith(b"\x89PNG")
    finally:
        logger.removeHandler(complaints)
    return Drawn(labels, made, complaints.heard + [str(w.message) for w in warned])


@pytest.fixture(scope="session")
def drawn(run: Run) -> dict[Language, Drawn]:
    return {language: draw(run, language) for language in LANGUAGES}
