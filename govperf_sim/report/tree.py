"""The framework as a tree with weights: system, domain, factor, indicator.

Indicators of one domain that name the same factor are put together; the weight of a branch is the sum of its leaves.
A system of several groups has several sets of weights: the tree shows one group, or the mean of the groups, with 0 for
an indicator in a group where it does not apply, so that every system adds up to 100 points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from govperf_sim.framework import Framework
from govperf_sim.report.numbers import points
from govperf_sim.words import Language, Name, say

Level = Literal["system", "domain", "factor", "indicator"]


@dataclass(frozen=True)
class Branch:
    """``share``: its weight, a fraction of its system's whole.  ``code`` is empty for a factor, which has none."""

    level: Level
    code: str
    name: Name
    share: float
    branches: tuple[Branch, ...] = ()
    groups: tuple[str, ...] = ()
    """Of a system: the groups whose weights are shown, one or all (then their mean)."""


def tree_of(framework: Framework, weights: pd.DataFrame, group: str | None = None) -> tuple[Branch, ...]:
    """A tree for each system, or for that of ``group`` alone; ``weights`` is group x indicator, fractions."""
    systems = framework.systems if group is None else (framework.groups[group].system,)
    return tuple(_system(framework, weights, s, framework.groups_of(s) if group is None else (group,)) for s in systems)


def framework_tree(
    framework: Framework, weights: pd.DataFrame, language: Language, group: str | None = None
) -> tuple[str, ...]:
    """The tree as lines of text, for a terminal or a notebook; weights in points of 100.

    ``weights`` is group x indicator, as in :attr:`~govperf_sim.weights.answer.Weights.table`; ``group`` names one group,
    by default the mean of a system's groups is shown.

    >>> from govperf_sim.scenario.load import load_scenario
    >>> towns = load_scenario("six_towns")
    >>> equal = towns.framework.applies.astype(float)
    >>> lines = framework_tree(towns.framework, equal.div(equal.sum(axis=1), axis=0), "en")
    >>> lines[0].endswith("100.0")
    True
    """
    lines: list[str] = []
    for system in tree_of(framework, weights, group):
        lines.append(f"{heading(framework, system, language)}  {points(system.share)}")
        lines += _lines(system, language, "")
    return tuple(lines)


def heading(framework: Framework, system: Branch, language: Language) -> str:
    """The name of a system, with whose weights are shown."""
    named = say("report.tree_of_group", language, group=framework.groups[system.groups[0]].name)
    whose = named if len(system.groups) == 1 else say("report.tree_of_mean", language, groups=len(system.groups))
    return say("report.tree_heading", language, system=system.name, whose=whose)


def leaves(branch: Branch) -> tuple[Branch, ...]:
    """The indicators of a branch, in order."""
    if branch.level == "indicator":
        return (branch,)
    return tuple(leaf for inner in branch.branches for leaf in leaves(inner))


def _system(framework: Framework, weights: pd.DataFrame, system: str, groups: tuple[str, ...]) -> Branch:
    mean = weights.loc[list(groups)].fillna(0.0).mean(axis=0)
    domains = []
    for d, domain in framework.domains.items():
        own = [
            k
            for k, i in framework.indicators.items()
            if i.domain == d and not set(groups).isdisjoint(i.groups)
        ]  # fmt: skip
        if domain.system == system and own:
            domains.append(_above("domain", d, domain.name, _factors(framework, mean, own)))
    return _above("system", system, framework.systems[system].name, tuple(domains), groups)


def _factors(framework: Framework, mean: pd.Series[float], own: list[str]) -> tuple[Branch, ...]:
    """The factors of a domain in the order of their first indicators; an indicator without one stands by itself."""
    together: dict[Name | str, list[Branch]] = {}
    for k in own:
        indicator = framework.indicators[k]
        leaf = Branch("indicator", k, indicator.name, float(mean[k]))
        together.setdefault(indicator.factor or k, []).append(leaf)
    return tuple(
        _above("factor", "", factor, tuple(inner)) if isinstance(factor, Name) else inner[0]
        for factor, inner in together.items()
    )


def _above(
    level: Level, code: str, name: Name, branches: tuple[Branch, ...], groups: tuple[str, ...] = ()
) -> Branch:  # fmt: skip
    return Branch(level, code, name, sum(b.share for b in branches), branches, groups)


def _lines(branch: Branch, language: Language, margin: str) -> list[str]:
    lines: list[str] = []
    for inner in branch.branches:
        last = inner is branch.branches[-1]
        code = f"{inner.code} " if inner.level == "indicator" else ""
        lines.append(f"{margin}{'└─' if last else '├─'} {code}{inner.name.text(language)}  {points(inner.share)}")
        lines += _lines(inner, language, margin + ("   " if last else "│  "))
    return lines
