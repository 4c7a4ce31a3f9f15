"""The policies of a search: combinations of values of levers, as many as a budget pays for and as the rules allow."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

from govperf_sim.errors import ExperimentError, GovPerfError, fault
from govperf_sim.experiments.design.factors import Lever
from govperf_sim.experiments.design.plans import Factorial, Row, Wide
from govperf_sim.experiments.experiment import Experiment
from govperf_sim.experiments.model import ScenarioModel
from govperf_sim.scenario.load import OF_A_YEAR, Scenario
from govperf_sim.words import LANGUAGES, Language

FIRST = 16
"""Replications of the first look, and of every block after it."""


def laid_out(levers: Sequence[Lever], budget: int, worlds: int) -> tuple[Factorial | Wide, int]:
    """All combinations, if half of the budget pays for a first look at each, or as many as it does pay for; and how many there are.

    Raises :class:`~govperf_sim.errors.ExperimentError` where there is nothing to search, and for a budget that does not even pay for
    each value alone.
    """
    if not levers:
        raise ExperimentError(fault("codesign_search.no_levers"))
    # The rules as they are may be none of the values listed.
    alone = 1 + sum(len(lever.values) for lever in levers)
    if alone * FIRST * worlds > budget:
        raise ExperimentError(
            fault("codesign_search.small_budget", found=budget, least=alone * FIRST * worlds, worlds=worlds)
        )
    combinations, most = math.prod(len(lever.values) for lever in levers), budget // (2 * FIRST * worlds)
    return (Factorial() if combinations <= most else Wide(max(alone, most))), combinations


def admitted(
    asked: Experiment, model: ScenarioModel
) -> tuple[Experiment, tuple[tuple[Row, Mapping[Language, str]], ...]]:
    """Without the policies whose rules admit no weights, which are told with the conflict."""
    design = asked.design
    known: dict[str, Mapping[Language, str] | None] = {}
    kept, refused = [], []
    # Of policies that are alike the one that changes least is to be told.
    changed = {
        repr(row): sum(v != now for v, now in zip(row, design.policies[0], strict=True)) for row in design.policies
    }
    for row in sorted(design.policies, key=lambda row: changed[repr(row)]):
        changes = {
            p: v for lever, value in zip(design.levers, row, strict=True) for p, v in lever.changes(value).items()
        }
        moved = {path: v for path, v in changes.items() if path.split(".")[0] not in OF_A_YEAR}
        key = repr(sorted(moved.items()))
        if key not in known:
            known[key] = _conflict(model, moved, row == design.policies[0])
        why = known[key]
        if why is None:
            kept.append(row)
        else:
            refused.append((row, why))
    return dataclasses.replace(asked, design=dataclasses.replace(design, policies=tuple(kept))), tuple(refused)


def standing(
    levers: Sequence[Lever], scenario: Scenario
) -> tuple[tuple[Lever, ...], tuple[tuple[Row, Mapping[Language, str]], ...]]:
    """Levers without the values that cannot stand in the scenario even alone; and those, as policies, with the reason."""
    kept, refused = [], []
    now = [lever.values[0] for lever in levers]
    for place, lever in enumerate(levers):
        stand = [lever.values[0]]
        for value in lever.values[1:]:
            try:
                scenario.replace_all(lever.changes(value), because=lever.because)
                stand.append(value)
            except GovPerfError as why:
                row = (*now[:place], value, *now[place + 1 :])
                refused.append((row, {language: why.text(language) for language in LANGUAGES}))
        places = [lever.values.index(value) for value in stand]
        along = tuple((path, tuple(values[p] for p in places)) for path, values in lever.along)
        kept.append(dataclasses.replace(lever, values=tuple(stand), along=along))
    return tuple(kept), tuple(refused)


def _conflict(model: ScenarioModel, changes: Mapping[str, object], as_it_is: bool) -> Mapping[Language, str] | None:
    """Why rules admit no weights; None if they do."""
    try:
        model.weights_under(changes, model.changed(changes, "a policy of a search"))
    except GovPerfError as refused:
        if as_it_is:
            raise
        return {language: refused.text(language) for language in LANGUAGES}
    return None
