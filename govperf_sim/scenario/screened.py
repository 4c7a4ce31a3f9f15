"""The truth checks of a scenario: what its ``checks.yaml`` declares, and the targets its scoring sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govperf_sim.framework import Framework
from govperf_sim.panel import Panel
from govperf_sim.scenario.entry import Strict
from govperf_sim.scenario.schema import ScenarioDocument
from govperf_sim.scenario.schema_checks import ChecksEntry
from govperf_sim.screening.bunching import Target
from govperf_sim.screening.deflator import RealGrowth
from govperf_sim.screening.findings import Checked
from govperf_sim.screening.identities import Aggregate, Identity, Ratio, Sum
from govperf_sim.screening.screen import screen

REACHED_OR_MISSED = frozenset({"target_completion", "saturating"})
"""The methods under which nothing is earned past the target, so that it is worth reaching and no more."""


def screened(document: ScenarioDocument, framework: Framework, observed: Panel) -> tuple[Checked, ...]:
    """Every truth check over the values as they were observed, before any treatment."""
    asked = document.checks or ChecksEntry()
    identities: list[Identity] = [Sum(**_said(e)) for e in asked.sums.values()]
    identities += [Ratio(**_said(e)) for e in asked.ratios.values()]
    identities += [Aggregate(**_said(e)) for e in asked.aggregates.values()]
    return screen(
        observed,
        identities=identities,
        real_growth=[RealGrowth(**_said(e)) for e in asked.real_growth.values()],
        targets=[*_declared(asked, framework), *_of_scoring(document, asked, framework)],
        derived=asked.derived,
    )


def _said(entry: Strict) -> Mapping[str, Any]:
    return {name: getattr(entry, name) for name in type(entry).model_fields if name != "source"}


def _declared(asked: ChecksEntry, framework: Framework) -> Iterator[Target]:
    for e in asked.targets.values():
        own = framework.indicators[e.indicator].direction
        yield Target(indicator=e.indicator, value=e.value, direction=e.direction or own, width=e.width)


def _of_scoring(document: ScenarioDocument, asked: ChecksEntry, framework: Framework) -> Iterator[Target]:
    """The targets of indicators that nobody declared, in the unit of measure of the observed values."""
    outliers = document.panel.outliers
    in_logarithms = outliers.indicators or () if outliers is not None and outliers.method == "log" else ()
    declared = {e.indicator for e in asked.targets.values()}
    for k, indicator in framework.indicators.items():
        target = indicator.scoring.target
        if indicator.scoring.method in REACHED_OR_MISSED and target and k not in declared and k not in in_logarithms:
            yield Target(indicator=k, value=target, direction=indicator.direction)
