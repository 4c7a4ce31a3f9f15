r"""Worlds that nothing was tuned on: what do weights that anticipate behaviour bring there, and what do they cost?

A world is case t13 (:mod:`govperf_sim.theory.answered`) with numbers drawn anew.  All methods are told the same: the values, the
rules, the reward and the inspection as they are; loadings, costs of lying and substitution with an error of known size.
Every choice is judged in the true world, exactly, by its share of the first best.  ``held_out_page.py`` tells what came out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
import pandas as pd

from govperf_sim.codesign.response import Response
from govperf_sim.codesign.step import Steps
from govperf_sim.codesign.summit import Over, summit
from govperf_sim.simulation.luck import Luck
from govperf_sim.theory.answered import Answered
from govperf_sim.theory.worlds import GROUP, alike
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goal import Goal
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.guard import RegretGuard
from govperf_sim.weights.rules import EachShare, Share
from govperf_sim.weights.weighting import Weighting

SEED = 20261124
"""Of worlds that were not looked at before the study was fixed."""
TASKS, INDICATORS, UNITS = 6, 8, 6
CODES = tuple(f"x{j + 1}" for j in range(INDICATORS))
SIZES = (0.0, 0.1, 0.2, 0.4, 0.8, 1.6)
NOISE = 0.4
"""The standard deviation of the error of a loading; loadings of an indicator's own task are between .4 and 1."""
COST_NOISE, SUBSTITUTION_NOISE = 2.5, 0.5
"""How many times as large that of the logarithm of a cost is, and that of substitution."""
DRAWS = 12
"""Worlds that are thought possible, around what was told."""
STARTS = 2
"""Of a search, besides the weights by importance."""
LOW, HIGH, CEILING, FLOOR = 0.02, 0.35, 0.45, 0.5
RULES = (
    EachShare("each", of=CODES, at_least=LOW, at_most=HIGH),
    Share("ceiling", of=CODES[:3], at_most=CEILING),
    Share("floor", of=CODES[3:], at_least=FLOOR),
)
"""Those of the reference."""


class Method(StrEnum):
    """How weights are chosen."""

    EQUAL = "equal weights"
    VERTEX = "importance, the most that the rules allow"
    IMPORTANCE = "importance, in proportion"
    GUARD = "guard on regret, starting from importance"
    POINT = "anticipating, one estimate"
    AVERAGE = "anticipating, average of draws"
    GUARDED = "anticipating, average of draws, guarded"
    WORST = "anticipating, worst of draws"
    BEST = "anticipating, the truth told"


@dataclass(frozen=True, eq=False)
class Drawn:
    """A world, what is told of it, what is thought possible then, and last year's scores, unit x indicator."""

    truth: Answered
    told: Answered
    possible: tuple[Answered, ...]
    scores: pd.DataFrame

    @cached_property
    def importance(self) -> np.ndarray:
        """What effort that an indicator rewards is worth, by what is told: (G nu)_j over the sum of |G_jk|."""
        loads = np.array(self.told.shown)
        worth: np.ndarray = np.maximum(loads @ np.array(self.told.valued) / np.abs(loads).sum(axis=1), 0.0)
        return worth

    def question(self, reference: np.ndarray, goal: Goal) -> Weighting:
        return Weighting(
            scores=self.scores,
            groups=pd.Series(GROUP, index=self.scores.index),
            rules=RULES,
            reference=pd.Series(reference / reference.sum(), index=list(CODES)),
            goal=goal,
        )

    def anticipated(self, cases: Iterable[Answered], over: Over = Over.AVERAGE, goal: Goal | None = None) -> np.ndarray:
        start = derive_weights(self.question(self.importance, goal or ClosestToReference()))
        return row(summit(start, [response(case) for case in cases], over=over, starts=STARTS).table)

    def share(self, case: Answered, weights: np.ndarray) -> float:
        """Of the first best of a case, exactly."""
        return replace(case, weights=tuple(weights / weights.sum())).exact()["share_of_first_best"]


def drawn(number: int, noise: float = NOISE) -> Drawn:
    """World ``number``; only the size of the errors depends on ``noise``."""
    chance, errors, scores = (np.random.default_rng([SEED, number, part]) for part in range(3))
    truth = true_world(chance)
    told = blurred(truth, errors, noise)
    possible = tuple(blurred(told, errors, noise) for _ in range(DRAWS))
    levels = scores.uniform(0.0, 1.0, (UNITS, TASKS)) - 0.5
    shown = np.clip(0.5 + levels @ np.array(truth.shown).T, 0.0, 1.0)
    return Drawn(truth, told, possible, pd.DataFrame(shown, [f"u{i + 1}" for i in range(UNITS)], list(CODES)))


def true_world(chance: np.random.Generator) -> Answered:
    """Every task has an indicator of its own and two have a second; an indicator may show other tasks, for better or worse."""
    own = np.concatenate([np.arange(TASKS), chance.choice(TASKS, INDICATORS - TASKS, replace=False)])
    shows = chance.uniform(size=(INDICATORS, TASKS)) < 0.25
    loads = np.where(shows, chance.normal(0.1, 0.3, (INDICATORS, TASKS)), 0.0)
    order = chance.permutation(INDICATORS)
    loads[np.arange(INDICATORS), own[order]] = chance.uniform(0.4, 1.0, INDICATORS)
    return Answered(
        valued=tuple(chance.uniform(0.4, 1.6, TASKS)),
        shown=tuple(map(tuple, loads)),
        weights=(1.0 / INDICATORS,) * INDICATORS,
        lie_costs=tuple(np.exp(chance.normal(-0.85, 1.25, INDICATORS))),
        strength=chance.uniform(1.0, 3.0),
        substitution=chance.uniform(0.0, 0.6),
        found=chance.uniform(0.05, 0.3),
        forfeit=chance.uniform(0.5, 2.5),
    )


def blurred(case: Answered, chance: np.random.Generator, noise: float) -> Answered:
    """The case as it looks through errors; errors under which a task would show nowhere are drawn anew."""
    loads = np.zeros((INDICATORS, TASKS))
    while not (loads > 0.0).any(axis=0).all():
        loads = np.array(case.shown) + noise * chance.standard_normal((INDICATORS, TASKS))
    costs = np.array(case.lie_costs) * np.exp(COST_NOISE * noise * chance.standard_normal(INDICATORS))
    substitution = case.substitution + SUBSTITUTION_NOISE * noise * chance.standard_normal()
    return replace(
        case,
        shown=tuple(map(tuple, loads)),
        lie_costs=tuple(costs),
        substitution=float(np.clip(substitution, 0.0, 0.9)),
    )


def response(case: Answered) -> Response:
    """Its units, as the package anticipates them."""
    people = alike(1, np.array(case.shown))
    return Response(case.world(), people, 1, Luck(1), dict(zip(people.tasks, case.valued, strict=True)))


def row(table: pd.DataFrame) -> np.ndarray:
    return table.loc[GROUP, list(CODES)].to_numpy(float)


def vertex(world: Drawn) -> np.ndarray:
    return Steps(world.question(world.importance, ClosestToReference()), {}).towards(world.importance)


CHOICES: Mapping[Method, Callable[[Drawn], np.ndarray]] = {
    Method.EQUAL: lambda w: row(derive_weights(w.question(np.ones(INDICATORS), ClosestToReference())).table),
    Method.VERTEX: vertex,
    Method.IMPORTANCE: lambda w: row(derive_weights(w.question(w.importance, ClosestToReference())).table),
    Method.GUARD: lambda w: row(derive_weights(w.question(w.importance, RegretGuard())).table),
    Method.POINT: lambda w: w.anticipated([w.told]),
    Method.AVERAGE: lambda w: w.anticipated(w.possible),
    Method.GUARDED: lambda w: w.anticipated(w.possible, goal=RegretGuard()),
    Method.WORST: lambda w: w.anticipated(w.possible, over=Over.WORST),
    Method.BEST: lambda w: w.anticipated([w.truth]),
}
FEW = (Method.EQUAL, Method.IMPORTANCE, Method.POINT, Method.AVERAGE)
"""Those that are followed through all sizes of error."""


def judged(numbers: Iterable[int], noise: float = NOISE, methods: Collection[Method] = tuple(Method)) -> pd.DataFrame:
    """World x method: the share of the first best; and what else is known of the world, before and afterwards.

    ``methods`` must have those of :data:`FEW`.
    """
    rows = {}
    for number in numbers:
        world = drawn(number, noise)
        weights = {m: CHOICES[m](world) for m in methods}
        rows[number] = {str(m): world.share(world.truth, w) for m, w in weights.items()} | traits(world, weights)
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index="world")


def traits(world: Drawn, weights: Mapping[Method, np.ndarray]) -> dict[str, float]:
    """What might tell a gain from a loss: first what is known when weights are chosen, then what is not."""
    truth, told = world.truth, world.told
    gains, promised = (
        np.mean([world.share(case, weights[m]) for case in world.possible]) for m in (Method.IMPORTANCE, Method.AVERAGE)
    )
    wrong = np.array(told.shown) - np.array(truth.shown)
    return {
        "promised gain": float(promised - gains),
        "reward": truth.strength,
        "points a lie keeps": max(1.0 - truth.found * (1.0 + truth.forfeit), 0.0),
        "cheapness of lies, as told": float(-np.log(told.lie_costs).mean()),
        "cheapness of lies, true": float(-np.log(truth.lie_costs).mean()),
        "substitution, true": truth.substitution,
        "error of loadings": float(np.sqrt((wrong**2).mean())),
        "error of lie costs": float(np.abs(np.log(np.array(told.lie_costs) / np.array(truth.lie_costs))).mean()),
    }
