"""``appraise``: a proposed scheme held against the rules in force, against the current scheme and the derived one.

Five questions in one go: is it allowed, whom does it favour, how sure are its ranks, what would it make people do, and what
is the nearest scheme that could be defended?
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pandas as pd

from govperf_sim.experiments.appraisal.appraisal import CURRENT, DERIVED, PROPOSED, Appraisal
from govperf_sim.experiments.appraisal.asked import burden_of, effective_of, overlap_of
from govperf_sim.experiments.appraisal.current import current_of
from govperf_sim.experiments.appraisal.proposed import Proposed
from govperf_sim.experiments.appraisal.responses import responses_of, visits_of
from govperf_sim.experiments.appraisal.standings import groups_of, shifts_of, standings_of
from govperf_sim.experiments.played import Played
from govperf_sim.experiments.run import simulate
from govperf_sim.robustness.bands import Bands, Within, bands
from govperf_sim.robustness.flips import flips
from govperf_sim.robustness.pools import rankings
from govperf_sim.weights.conflicts import conflicts
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.kept import kept
from govperf_sim.weights.nearest import nearest_admissible
from govperf_sim.weights.rules import Parity
from govperf_sim.weights.schemes import cells_of, whole_of
from govperf_sim.weights.weighting import Weighting

POINTS = (1.0, 3.0)
"""By so many points of 100 each weight may move when ranks are told as bands."""
SECONDS = 2.0
"""For the search of one rank, at most."""
PATIENCE = 60.0
"""Seconds for all such searches together; where many units are ranked some ends of bands stay unproven."""
Told = Callable[[str, int, int], None]


def appraise(
    proposed: Proposed,
    *,
    years: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    workers: int = 1,
    progress: Told | None = None,
) -> Appraisal:
    """Find everything that the office has to tell about a proposal.

    ``years``, ``replications`` and ``seed`` are those of the simulation, by default of the horizon that the scenario in
    force declares; what is found does not depend on ``workers``.  ``progress`` is told the name of a part and how much of
    it is done.

    Raises :class:`~govperf_sim.errors.InfeasibleRules` where the rules in force admit no weights, or where the proposed
    rules admit none and no weights are proposed; :class:`~govperf_sim.errors.WeightingError` for proposed weights that are
    no scheme of the units; :class:`~govperf_sim.errors.CycleError` for a number below 1.

    >>> from govperf_sim.scenario.load import load_scenario
    >>> towns = load_scenario("six_towns")
    >>> table = derive_weights(towns.weighting).table
    >>> table.loc["hill_towns", ["output", "jobs"]] += [0.05, -0.05]
    >>> found = appraise(Proposed(title="more growth", base=towns, scenario=towns, weights=table), replications=2)
    >>> found.rules.loc[~found.rules["kept"], ["limit", "value"]].round(3).to_dict("index")
    {'cap_growth(hill_towns)': {'limit': 0.15, 'value': 0.2}}
    >>> found.nearest.moves.loc["hill_towns", ["change", "rows"]].round(3).loc["output"].to_dict()
    {'change': -0.05, 'rows': ('cap_growth(hill_towns)',)}
    """
    tell = progress or (lambda part, done, wanted: None)
    base, scenario = proposed.base, proposed.scenario
    tell("schemes", 0, 1)
    schemes = _schemes(proposed)
    now, then = base.weighting, _as_scored(base.weighting, scenario.weighting)
    questions = {name: (then if name == PROPOSED else now, table) for name, table in schemes.items()}
    frameworks = {
        "in_force": (base.framework, next(iter(schemes.values()))),
        "proposed": (scenario.framework, schemes[PROPOSED]),
    }
    cells = cells_of(then, PROPOSED, schemes[PROPOSED])
    rules, own = kept(then, cells), scenario.weighting
    changed = scenario.document.rules != base.document.rules
    conflict = conflicts(own.indicators_of, own.rules) if changed else None
    units = standings_of(questions, now.bounds)
    current = current_of(now)
    nearest = nearest_admissible(then, cells)
    tell("bands", 0, 1)
    surrounding = _bands(
        then, schemes[PROPOSED], Within.RULES if rules["kept"].all() else Within.SIMPLEX, workers, tell
    )
    tell("flips", 0, 1)
    turned = flips(then, schemes[PROPOSED])
    played = _played(proposed, schemes, (years, replications, seed), workers, tell)
    return Appraisal(
        proposed=proposed,
        schemes=schemes,
        current_from=None if current is None else current[1],
        rules=rules,
        own_rules=kept(own if conflict is None else _without_parity(own), cells) if changed else None,
        conflict=conflict,
        units=units,
        shifts=shifts_of(units, PROPOSED),
        groups=groups_of(units),
        bands=surrounding,
        flips=turned,
        effective=effective_of(questions),
        overlap=overlap_of(then, schemes[PROPOSED]),
        burden=burden_of(frameworks),
        nearest=nearest,
        played=played,
        visits=None if played is None else visits_of(proposed, played),
        responses=None if played is None else responses_of(played),
    )


def _schemes(proposed: Proposed) -> dict[str, pd.DataFrame]:
    """The schemes, each of all groups and indicators, in the order in which they are told."""
    q = proposed.base.weighting
    found = {}
    if (current := current_of(q)) is not None:
        found[CURRENT] = current[0]
    found[DERIVED] = derive_weights(q).table
    own = proposed.scenario.weighting
    if proposed.weights is None:
        found[PROPOSED] = derive_weights(own).table
    else:
        cells_of(own, PROPOSED, proposed.weights)
        found[PROPOSED] = whole_of(own, proposed.weights)
    return found


def _as_scored(base: Weighting, scored: Weighting) -> Weighting:
    """The question in force about units as the proposed targets score them."""
    return base if base.scores.equals(scored.scores) else dataclasses.replace(base, scores=scored.scores)


def _without_parity(q: Weighting) -> Weighting:
    """Where the rules admit no weights no unit has an own best, and a rule that compares regrets says nothing."""
    return dataclasses.replace(q, rules=[rule for rule in q.rules if not isinstance(rule, Parity)])


def _bands(q: Weighting, table: pd.DataFrame, within: Within, workers: int, tell: Told) -> Bands:
    def step(done: int, wanted: int) -> None:
        tell("bands", done, wanted)

    searches = 2 * len(POINTS) * sum(len(units) for units in rankings(q).values())
    return bands(q, table, POINTS, within, min(SECONDS, PATIENCE / searches), workers, step)


def _played(
    proposed: Proposed,
    schemes: dict[str, pd.DataFrame],
    horizon: tuple[int | None, int | None, int | None],
    workers: int,
    tell: Told,
) -> Played | None:
    """Every scheme under the same luck, the proposed one under its own rules, targets and visits."""
    if proposed.base.cycle is None:
        return None

    def step(done: int, wanted: int) -> None:
        tell("playing", done, wanted)

    scenarios = {name: proposed.scenario if name == PROPOSED else proposed.base for name in schemes}
    return simulate(scenarios, *horizon, weights=schemes, workers=workers, progress=step)
