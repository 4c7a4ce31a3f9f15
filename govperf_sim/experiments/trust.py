"""How far the result of a scenario can be trusted: everything that robustness can tell about it, asked for once.

What is exact and quick enough for every report (:data:`QUICK`) is told apart from what a closer look takes: bands at
several points, draws from the admissible weights, the choices of method, and limits swept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd

from govperf_sim.robustness.acceptability import Acceptability, acceptability
from govperf_sim.robustness.bands import POINTS, Bands, bands
from govperf_sim.robustness.dominance import Dominance, dominance
from govperf_sim.robustness.flips import Flips, flips
from govperf_sim.robustness.limits import RankLimits, WeightLimits, rank_limits, weight_limits
from govperf_sim.robustness.pools import rankings
from govperf_sim.robustness.prices import Prices, prices
from govperf_sim.robustness.sensitivity import Sensitivity, sensitivity
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.varied import Offer, Varied, refuse_unknown, varied
from govperf_sim.weights.answer import Weights

STEPS = 9
"""Values at which a limit is tried."""
QUICK_PLACES = 100
"""Places in all rankings together up to which the exact answers are a matter of seconds."""
Told = Callable[[str], None]
Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How closely to look.

    ``points`` by which weights may move, ``seconds`` for the search of one rank, ``draws`` from the admissible weights
    and ``runs`` over the ``choices`` of method (0: none; no codes: every choice that can be active), ``swept`` limits
    (those that are dearest), the ``seed`` of chance.  Raises :class:`~govperf_sim.errors.WeightingError` for a code that
    is no choice.
    """

    points: tuple[float, ...] = POINTS
    seconds: float = 2.0
    draws: int = 10_000
    runs: int = 300
    choices: tuple[str, ...] | None = None
    swept: int = 2
    seed: int = 1

    def __post_init__(self) -> None:
        refuse_unknown(self.choices or ())


QUICK = Asked(points=(1.0,), seconds=5.0, draws=0, runs=0, swept=0)
"""For every report."""


@dataclass(frozen=True, eq=False)
class Trust:
    """What was asked, and everything that was found; ``None`` and empty for what was not asked for."""

    asked: Asked
    weight_limits: WeightLimits
    rank_limits: RankLimits
    dominance: Dominance
    flips: Flips
    bands: Bands
    acceptability: Acceptability | None
    offers: tuple[Offer, ...]
    """Every choice of method: over what it was varied, or why it was not."""
    sensitivity: Sensitivity | None
    prices: tuple[Prices, ...]


def trust(scenario: Scenario, weights: Weights, asked: Asked = QUICK, progress: Told | None = None) -> Trust:
    """Ask everything; ``progress`` is told the name of each part before it begins.

    The same question gives the same answer unless a search runs out of its seconds.  Raises
    :class:`~govperf_sim.errors.GovPerfError` as the parts do.

    >>> from govperf_sim.scenario.load import load_scenario
    >>> from govperf_sim.weights.derive import derive_weights
    >>> scenario = load_scenario("six_towns")
    >>> found = trust(scenario, derive_weights(scenario.weighting))
    >>> bool(found.rank_limits.table["proven"].all())
    True
    """
    q, table = scenario.weighting, weights.table
    can_vary = varied(scenario, asked.choices) if asked.runs else None

    def part(name: str, answer: Callable[[], Found]) -> Found:
        if progress is not None:
            progress(name)
        return answer()

    return Trust(
        asked=asked,
        weight_limits=part("weight_limits", lambda: weight_limits(q, weights)),
        dominance=part("dominance", lambda: dominance(q)),
        rank_limits=part("rank_limits", lambda: rank_limits(q, asked.seconds)),
        bands=part("bands", lambda: bands(q, table, asked.points, seconds=asked.seconds)),
        flips=part("flips", lambda: flips(q, table)),
        prices=part("prices", lambda: _swept(weights, asked.swept)) if asked.swept else (),
        acceptability=part("acceptability", lambda: acceptability(q, asked.draws, asked.seed)) if asked.draws else None,
        offers=() if can_vary is None else can_vary.offers,
        sensitivity=part("sensitivity", lambda: _chosen(scenario, table, can_vary, asked))
        if can_vary is not None and can_vary.choices else None,
    )  # fmt: skip


def asked_of(scenario: Scenario) -> Asked:
    """What the scenario declares about its examination, and the usual for the rest.

    >>> from govperf_sim.scenario.load import load_scenario
    >>> asked_of(load_scenario("six_towns")).runs
    300
    """
    entry = scenario.document.robustness
    said = (
        {} if entry is None else {name: getattr(entry, name) for name in ("points", "seconds", "draws", "runs", "seed")}
    )
    return Asked(**{name: value for name, value in said.items() if value is not None})


def places(scenario: Scenario) -> int:
    """Units in all rankings together: each in its group, and in its pool, or else its system, where that is another.

    >>> from govperf_sim.scenario.load import load_scenario
    >>> places(load_scenario("six_towns"))
    12
    """
    return sum(_sizes(scenario))


def pairs(scenario: Scenario) -> int:
    """Ordered pairs of units that are ranked together.

    >>> from govperf_sim.scenario.load import load_scenario
    >>> pairs(load_scenario("six_towns"))
    42
    """
    return sum(n * (n - 1) for n in _sizes(scenario))


def _sizes(scenario: Scenario) -> list[int]:
    return [len(units) for units in rankings(scenario.weighting).values()]


def _chosen(scenario: Scenario, table: pd.DataFrame, can_vary: Varied, asked: Asked) -> Sensitivity:
    return sensitivity(
        scenario.framework, can_vary.panel, scenario.weighting, can_vary.choices, period=scenario.scores.period,
        weights=table, otherwise=can_vary.otherwise, runs=asked.runs, seed=asked.seed,
    )  # fmt: skip


def _swept(weights: Weights, many: int) -> tuple[Prices, ...]:
    """The limits whose loosening is worth most, from half of what they are to half as much again."""
    found: list[Prices] = []
    dear = weights.explain("en")
    dear = dear[dear["worth"] > 0]
    for rule in dict.fromkeys(dear["rule"]):
        if len(found) == many:
            break
        for limit, at, largest in limits_of(weights, str(rule)):
            values = np.unique(np.round(np.clip(np.linspace(0.5, 1.5, STEPS) * at, 0.0, largest), 6))
            found.append(prices(weights.weighting, limit, values.tolist(), weights.goal))
    return tuple(found[:many])


def limits_of(weights: Weights, rule: str) -> list[tuple[str, float, float]]:
    """The limits of a rule that are one number for all groups: name, value, the largest value it can have."""
    (found,) = (r for r in weights.weighting.rules if r.id == rule)
    given = {side: x for side, x in found.limits.items() if x is not None}
    named = {side: rule if len(given) == 1 else f"{rule}_{'min' if side == 'at_least' else 'max'}" for side in given}
    return [(named[side], float(x), found.largest) for side, x in given.items() if isinstance(x, int | float) and x > 0]
