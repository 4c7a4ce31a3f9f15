"""What outcomes, factors and those they concern are called in findings."""

from __future__ import annotations

import math

import pandas as pd

from govperf_sim.experiments.design.factors import Factor
from govperf_sim.experiments.outcome import EVERYBODY, Outcome
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.simulation.measures import MEASURES, label
from govperf_sim.words import Language, Message, Name, say


def outcome_called(outcome: Outcome) -> Name:
    """Its name; that of its measure where it is the measure itself; else its code."""
    if outcome.name is not None:
        return outcome.name
    if outcome.measures == (outcome.code,) and outcome.over is None and outcome.code in MEASURES:
        named = label(outcome.code, {})
        return Name(zh=named.text("zh"), en=named.text("en"))
    return Name(zh=outcome.code, en=outcome.code)


def factor_called(factor: Factor) -> Name:
    return factor.name or Name(zh=factor.code, en=factor.code)


def of_whom(manifest: Manifest, whom: str) -> Name | Message:
    """Everybody, or the group of that code."""
    return Message("findings.everybody") if whom == EVERYBODY else manifest.groups[whom]


def named_outcome(manifest: Manifest, code: str) -> Outcome:
    """The outcome of that code, which is there."""
    return next(o for o in manifest.outcomes if o.code == code)


def value_said(value: object, language: Language) -> str:
    """A value of a factor, or a range of values, as a reader sees it.

    >>> value_said(0.125, "en"), value_said(pd.Interval(-math.inf, 2.0), "en"), value_said(None, "en")
    ('0.125', 'at most 2', 'without')
    """
    if isinstance(value, pd.Interval):
        return range_said(float(value.left), float(value.right), language)
    if value is None:
        return say("findings.switched_off", language)
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def range_said(low: float, high: float, language: Language) -> str:
    """A range in words; an infinite end is none."""
    ends = {"low": f"{low:.4g}", "high": f"{high:.4g}"}
    if math.isinf(low):
        return say("findings.at_most", language, **ends)
    if math.isinf(high):
        return say("findings.at_least", language, **ends)
    return say("findings.between", language, **ends)
