"""Parts of an appraisal as the dossier speaks of them: one scheme's table, one ranking, one row of a rule."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from govperf_sim.experiments.appraisal.appraisal import DERIVED, PROPOSED, Appraisal
from govperf_sim.report.figures.ranked import Ranked, of_pool
from govperf_sim.report.labels import Labels
from govperf_sim.report.statements import line_statement
from govperf_sim.robustness.flips import POINT
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.variants import Change
from govperf_sim.weights.reasons import lines_of
from govperf_sim.weights.rules import EachOwnShare, EachShare, Line, Share

LEAST_SHOWN = 5e-5
"""A smaller change of weight is none at two decimals of a point."""


@dataclass(frozen=True)
class Stated:
    """A row of a rule in words."""

    group: str
    statement: str
    rule: str
    weighs: bool
    """Whether its value is the weight of something, so that it can be shown beside the limit."""


def stated(scenario: Scenario, row: object, labels: Labels) -> Stated:
    """What a row of a rule of the scenario says."""
    line = _lines(scenario)[str(row)]
    said = line_statement(line, scenario.document.rules[line.rule.id], labels)
    if line.indicator is not None and not isinstance(line.rule, EachShare | EachOwnShare):
        said = labels.word("of_indicator", statement=said, indicator=labels.indicator(line.indicator))
    whom = [labels.group(line.group)]
    whom += [] if line.other is None else [labels.group(line.other)]
    whom += [] if line.unit is None else [labels.unit(line.unit)]
    return Stated(labels.joined(whom), said, line.rule.id, isinstance(line.rule, Share | EachShare))


def forced_by(found: Appraisal, rows: tuple[str, ...], labels: Labels) -> list[Stated]:
    """What the rows say that force a move."""
    known = [stated(found.proposed.base, row, labels) for row in rows if row in found.rules.index]
    return list({s.statement: s for s in known}.values())


def broken(rules: pd.DataFrame) -> pd.DataFrame:
    """The rows that are not kept, the one that is missed by most first."""
    return rules[~rules["kept"].astype(bool)].sort_values("slack", kind="stable")


def of_first(table: pd.DataFrame, code: object) -> pd.DataFrame:
    """The part of one scheme, group or system, from an index that begins with it."""
    own: Any = table.xs(code, level=0)
    return pd.DataFrame(own)


def firsts(table: pd.DataFrame) -> list[str]:
    """What an index begins with, each once, in its order."""
    return list(dict.fromkeys(map(str, table.index.get_level_values(0))))


def changed_weights(found: Appraisal) -> pd.DataFrame:
    """Index (group, indicator), where the proposal differs from the first scheme as far as can be shown: before, after."""
    cells = [(g, k) for g, own in found.proposed.base.weighting.indicators_of.items() for k in own]
    both = pd.DataFrame({"before": found.schemes[found.first].stack(), "after": found.schemes[PROPOSED].stack()}).loc[
        cells
    ]
    return both[(both["after"] - both["before"]).abs() >= LEAST_SHOWN]


def changes_of(found: Appraisal) -> tuple[Change, ...]:
    """What the proposal changes; a scenario in force may have changes of its own."""
    return found.proposed.scenario.changes[len(found.proposed.base.changes) :]


def far_from_derived(found: Appraisal) -> pd.DataFrame:
    """Group x indicator, whether the proposal is a point or more from the derived weights, which rounding cannot be."""
    return (found.schemes[PROPOSED] - found.schemes[DERIVED]).abs() >= POINT - LEAST_SHOWN


def moves_of_bands(found: Appraisal) -> list[float]:
    """The points by which weights may move, smallest first."""
    return sorted(set(found.bands.table.index.get_level_values("points")))


def at_point(found: Appraisal, by: float) -> pd.DataFrame:
    """The bands at that move: index (level, pool, unit)."""
    table: Any = found.bands.table.xs(by, level="points")
    return pd.DataFrame(table)


def rankings(found: Appraisal) -> Iterator[Ranked]:
    """The pools of two units and more, best unit first."""
    ranks = at_point(found, moves_of_bands(found)[0])["rank"]
    for level, pool in dict.fromkeys((str(level), str(pool)) for level, pool, _ in ranks.index):
        own = of_pool(ranks, level, pool).sort_values(kind="stable")
        if len(own) > 1:
            yield Ranked(level, pool, tuple(map(str, own.index)), len(own))


@functools.lru_cache(maxsize=4)
def _lines(scenario: Scenario) -> Mapping[str, Line]:
    return {line.name: line for line in lines_of(scenario.weighting)}
