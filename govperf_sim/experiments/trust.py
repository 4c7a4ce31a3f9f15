"""How far the result of a scenario can be trusted: everything that robustness can tell about it, asked for once.

What is exact and quick enough for every report (:data:`QUICK`) is told apart from what a closer look takes: bands at
several points, draws from the admissible weights, the choices of method, and limits swept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from govperf_sim.experiments.year_before import year_before
from govperf_sim.robustness.acceptability import Acceptability, acceptability
from govperf_sim.robustness.bands import POINTS, Bands, bands
from govperf_sim.robustness.dominance import Dominance, dominance
from govperf_sim.robustness.draws import draws_from
from govperf_sim.robustness.flips import Flips, flips
from govperf_sim.robustness.limits import RankLimits, WeightLimits, rank_limits, weight_limits
from govperf_sim.robustness.pools import rankings
from govperf_sim.robustness.prices import Prices, prices
from govperf_sim.robustness.progress import Progress, Steps
from govperf_sim.robustness.reversals import KINDS, Kind, Reversals, alike, reversals
from govperf_sim.robustness.sensitivity import Sensitivity, sensitivity
from govperf_sim.robustness.years import YearOnYear
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.varied import Offer, refuse_unknown, varied
from govperf_sim.weights.answer import Weights
from govperf_sim.words import Message

STEPS = 9
"""Values at which a limit is tried."""
QUICK_PLACES = 100
"""Places in all rankings together up to which the exact answers are a matter of seconds."""
Told = Callable[[str, int, int], None]
Found = TypeVar("Found")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How closely to look.

    ``points`` by which weights may move, ``seconds`` for the search of one rank, ``draws`` from the admissible weights
    and ``runs`` over the ``choices`` of method (0: none; no codes: every choice that can be active), ``changes`` of the
    question after which ranks are compared, ``swept`` limits (those that are dearest), the ``seed`` of chance.  What is
    found does not depend on ``workers``, the searches side by side.  Raises
    :class:`~govperf_sim.errors.WeightingError` for a code that is no choice.
    """

    points: tuple[float, ...] = POINTS
    seconds: float = 2.0
    draws: int = 10_000
    runs: int = 300
    choices: tuple[str, ...] | None = None
    changes: tuple[Kind, ...] = KINDS
    swept: int = 2
    seed: int = 1
    workers: int = 1

    def __post_init__(self) -> None:
        refuse_unknown(self.choices or ())


QUICK = Asked(points=(1.0,), seconds=5.0, draws=0, runs=0, changes=(), swept=0)
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
    years: YearOnYear | Message
    """Or why there is no year before to compare with."""
    reversals: Reversals | None
    acceptability: Acceptability | None
    offers: tuple[Offer, ...]
    """Every choice of method: over what it was varied, or why it was not."""
    sensitivity: Sensitivity | None
    prices: tuple[Prices, ...]


def trust(scenario: Scenario, weights: Weights, asked: Asked = QUICK, progress: Told | None = None) -> Trust:
    """Ask everything; ``progress`` is told the name of a part and how much of it is done, from nothing on.

    The same question gives the same answer unless a search runs out of its seconds.  Raises
    :class:`~govperf_sim.errors.GovPerfError` as the parts do.

    >>> from govperf_sim.scenario.load import load_scenario
    >>> from govperf_sim.weights.derive import derive_weights
    >>> scenario = load_scenario("six_towns")
    >>> found = trust(scenario, derive_weights(scenario.weighting))
    >>> bool(found.rank_limits.table["proven"].all())
    True
    """
    q, table, goal = scenario.weighting, weights.table, weights.goal
    can_vary = varied(scenario, asked.choices) if asked.runs else None

    def part(name: str, answer: Callable[[Progress], Found]) -> Found:
        def tell(done: int, total: int) -> None:
            if progress is not None:
                progress(name, done, total)

        tell(0, 1)
        return answer(tell)

    source = part("sampler", lambda _: draws_from(q, asked.seed)) if asked.draws or asked.runs else None
    return Trust(
        asked=asked,
        weight_limits=part("weight_limits", lambda _: weight_limits(q, weights)),
        dominance=part("dominance", lambda _: dominance(q)),
        rank_limits=part("rank_limits", lambda tell: rank_limits(q, asked.seconds, asked.workers, tell)),
        bands=part(
            "bands",
            lambda tell: bands(
                q, table, asked.points, seconds=asked.seconds, workers=asked.workers, progress=tell),
        ),
        flips=part("flips", lambda _: flips(q, table)),
        years=part("years", lambda _: year_before(scenario, weights)),
        reversals=part("reversals", lambda tell: reversals(q, goal, alike(q), asked.changes, tell))
        if asked.changes else None,
        prices=part("prices", lambda tell: _swept(weights, asked.swept, tell)) if asked.swept else (),
        acceptability=part(
            "acceptability", lambda tell: acceptability(q, asked.draws, asked.seed, source=source, progress=tell)
        ) if asked.draws else None,
        offers=() if can_vary is None else can_vary.offers,
        sensitivity=part(
            "sensitivity",
            lambda tell: sensitivity(
                scenario.framework, can_vary.panel, q, can_vary.choices, period=scenario.scores.period, weights=table,
                otherwise=can_vary.otherwise, runs=asked.runs, seed=asked.seed, source=source, progress=tell),
        ) if can_vary is not None and can_vary.choices else None,
    )  # fmt: skip


def asked_of(scenario: Scenario) -> Asked:
    """What the scenario declares about its examination, and the usual for the rest.

    >>> from govperf_sim.scenario.load import load_scenario
    >>> asked_of(load_scenario("six_towns")).runs
    300
    """
    entry = scenario.document.robustness
    names = ("points", "seconds", "draws", "runs", "changes", "seed")
    said = {} if entry is None else {name: getattr(entry, name) for name in names}
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


def _swept(weights: Weights, many: int, progress: Progress) -> tuple[Prices, ...]:
    """The limits whose loosening is worth most, from half of what they are to half as much again."""
    found: list[Prices] = []
    dear = weights.explain("en")
    dear = dear[dear["worth"] > 0]
    step = Steps(many, progress)
    for rule in dict.fromkeys(dear["rule"]):
        if len(found) == many:
            break
        for limit, at, largest in limits_of(weights, str(rule)):
            values = np.unique(np.round(np.clip(np.linspace(0.5, 1.5, STEPS) * at, 0.0, largest), 6))
            found.append(prices(weights.weighting, limit, values.tolist(), weights.goal))
            step()
    return tuple(found[:many])


def limits_of(weights: Weights, rule: str) -> list[tuple[str, float, float]]:
    """The limits of a rule that are one number for all groups: name, value, the largest value it can have."""
    (found,) = (r for r in weights.weighting.rules if r.id == rule)
    given = {side: x for side, x in found.limits.items() if x is not None}
    named = {side: rule if len(given) == 1 else f"{rule}_{'min' if side == 'at_least' else 'max'}" for side in given}
    return [(named[side], float(x), found.largest) for side, x in given.items() if isinstance(x, int | float) and x > 0]
