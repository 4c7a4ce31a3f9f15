"""Which choices of method can be varied on the data of a scenario, over what, and which cannot, and why.

A choice that the data cannot make active is left out of an analysis and named with its reason: an analysis that lists a
choice has not thereby varied it.  The first way of a choice is the one the scenario uses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from govperf_sim.errors import PanelError, WeightingError, fault, nearest
from govperf_sim.panel import CELL, Cell, Panel
from govperf_sim.robustness.choices import (
    AGGREGATIONS,
    CHOICES,
    FILLINGS,
    LEVELS,
    ON_PROGRESS,
    RESCALINGS,
    AggregationMethod,
    Case,
    Choice,
    DataNoise,
    MissingData,
    Normalisation,
    OutlierTreatment,
    ProgressShare,
    Vintage,
    WeightsDrawn,
)
from govperf_sim.robustness.limits import weight_limits
from govperf_sim.scenario.load import Scenario
from govperf_sim.scoring.scores import years_needed
from govperf_sim.treatment.imputation import gaps
from govperf_sim.treatment.outliers import PRACTICE, Limits, winsorise
from govperf_sim.weights.statements import listed
from govperf_sim.words import Message, known_keys

FEWEST = 4
"""Values; fewer have no outliers."""
FIXED = 1e-7
"""A weight that has no more room than this has none."""


@dataclass(frozen=True)
class Offer:
    """A choice, and over what it is varied; or why it is not."""

    code: str
    said: Message
    choice: Choice | None = None


@dataclass(frozen=True)
class Varied:
    """All choices, in their order, and the values they start from."""

    offers: tuple[Offer, ...]
    panel: Panel
    otherwise: Case
    """How the scenario treats its values; what is not varied stays so."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(offer.choice for offer in self.offers if offer.choice is not None)


def varied(scenario: Scenario, only: Collection[str] | None = None) -> Varied:
    """What can be varied, as the scenario declares it or over its usual range; ``only`` some codes, if they are given.

    Raises :class:`~govperf_sim.errors.WeightingError` for a code that is no choice.

    >>> from govperf_sim.scenario.load import load_scenario
    >>> [offer.code for offer in varied(load_scenario("six_towns"), ["weights", "data_noise"]).offers if offer.choice]
    ['data_noise', 'weights']
    """
    refuse_unknown(only or ())
    values = _Values(scenario)
    asked = scenario.document.robustness
    declared = None if asked is None else asked.choices
    offers = []
    for code, offer in OFFERS.items():
        entry = None if declared is None else getattr(declared, code)
        if only is not None and code not in only:
            offers.append(_not(code, "not_asked"))
        elif only is None and declared is not None and entry is None:
            offers.append(_not(code, "not_declared"))
        else:
            offers.append(offer(values, entry))
    return Varied(tuple(offers), values.panel, values.otherwise)


def refuse_unknown(codes: Iterable[str]) -> None:
    """Raise :class:`~govperf_sim.errors.WeightingError` unless every code is that of a choice."""
    if wrong := [code for code in codes if code not in CHOICES]:
        raise WeightingError(fault("sensitivity.no_such_choice", nearest(c, CHOICES), code=c) for c in wrong)


class _Values:
    """The values that enter the scores, before any treatment that can be varied."""

    def __init__(self, scenario: Scenario) -> None:
        treatments = scenario.document.panel
        self.scenario, self.framework = scenario, scenario.framework
        self.in_logarithms = treatments.outliers is not None and treatments.outliers.method == "log"
        self.panel = scenario.panel if self.in_logarithms else scenario.observed
        self.filling = None if treatments.impute is None else treatments.impute.method
        outliers = None if self.in_logarithms else treatments.outliers
        self.limits = None if outliers is None else Limits(
            skewness=outliers.skewness, kurtosis=outliers.kurtosis, points=outliers.points)  # fmt: skip
        self.among = None if outliers is None else outliers.indicators
        self.otherwise = Case(
            filling=None if self.filling is None else FILLINGS[self.filling], limits=self.limits, among=self.among
        )
        period = scenario.scores.period
        self.years = {k: years_needed(self.framework, self.panel, k, period) for k in self.framework.indicators}
        self.groups = {u: unit.group for u, unit in self.framework.units.items()}

    @property
    def gaps(self) -> list[Cell]:
        return [
            cell
            for k, years in self.years.items()
            for year in years
            for cell in gaps(self.panel, year, {k: self.framework.units_under(k)})
        ]

    @property
    def filled(self) -> Panel:
        filling = self.otherwise.filling
        return self.panel if filling is None else filling(self.panel, self.gaps, self.groups).panel


class _Offers(Protocol):
    def __call__(self, values: _Values, entry: Any, /) -> Offer: ...


def _vintage(values: _Values, entry: Any) -> Offer:
    frame = values.panel.frame
    scored = pd.MultiIndex.from_tuples(
        [(u, k, y) for k, years in values.years.items() for y in years for u in values.framework.units_under(k)]
    )
    several = frame[frame.duplicated(CELL, keep=False)]
    cells = pd.MultiIndex.from_frame(several[CELL])
    present = set(several.loc[cells.isin(scored), "vintage"])
    if values.in_logarithms:
        return _not("vintage", "in_logarithms")
    if not present:
        return _not("vintage", "no_vintages")
    first = [v for v in values.panel.prefer if v in present]
    asked = first if entry is None or entry.ways is None else [*first[:1], *(v for v in entry.ways if v in present)]
    best = list(dict.fromkeys(asked))
    if len(best) < 2:
        return _not("vintage", "only_in_use")
    orders = [(v, *(other for other in values.panel.prefer if other != v)) for v in best]
    return Offer(
        "vintage",
        Message("sensitivity.over_vintages", {"vintages": listed(map(_vintage_named, best))}),
        Vintage(orders),
    )


def _vintage_named(vintage: str) -> Message | str:
    key = f"report.vintage_{vintage}"
    return Message(key) if key in known_keys() else vintage


def _missing_data(values: _Values, entry: Any) -> Offer:
    if values.in_logarithms:
        return _not("missing_data", "in_logarithms")
    absent = values.gaps
    if not absent or values.filling is None:
        return _not("missing_data", "nothing_missing")
    asked = FILLINGS if entry is None or entry.ways is None else entry.ways
    ways = [w for w in dict.fromkeys((values.filling, *asked)) if _fills(values, w, absent)]
    if len(ways) < 2:
        return _not("missing_data", "only_in_use")
    return Offer("missing_data", _ways(ways), MissingData({w: FILLINGS[w] for w in ways}))


def _fills(values: _Values, way: str, absent: Iterable[Cell]) -> bool:
    try:
        FILLINGS[way](values.panel, list(absent), values.groups)
    except PanelError:
        return False
    return True


def _outliers(values: _Values, entry: Any) -> Offer:
    if values.in_logarithms:
        return _not("outliers", "in_logarithms")
    given = PRACTICE if entry is None else Limits(
        skewness=entry.skewness, kurtosis=entry.kurtosis, points=entry.points)  # fmt: skip
    ways = list(dict.fromkeys((values.limits, *((None, given) if values.limits is None else (given, None)))))
    filled = values.filled
    if not any(limits is not None and _outlying(values, filled, limits) for limits in ways):
        return _not("outliers", "no_outliers")
    said = Message("sensitivity.over_ways", {"ways": listed([_bounds(limits) for limits in ways])})
    return Offer("outliers", said, OutlierTreatment(tuple(ways), values.among))


def _outlying(values: _Values, panel: Panel, limits: Limits) -> bool:
    for year in sorted({y for years in values.years.values() for y in years}):
        counts = panel.wide(year).count()
        own = [k for k, years in values.years.items() if year in years and counts.get(k, 0) >= FEWEST]
        if len(winsorise(panel, year, [k for k in own if values.among is None or k in values.among], limits).changes):
            return True
    return False


def _bounds(limits: Limits | None) -> Message:
    if limits is None:
        return Message("sensitivity.way_untreated")
    said = {"skewness": f"{limits.skewness:g}", "kurtosis": f"{limits.kurtosis:g}", "points": limits.points}
    return Message("sensitivity.way_winsorise", said)


def _data_noise(values: _Values, entry: Any) -> Offer:
    if not any(_differ(values, k) for k in values.framework.indicators):
        return _not("data_noise", "no_differences")
    choice = DataNoise() if entry is None else DataNoise(entry.share)
    return Offer("data_noise", Message("sensitivity.over_errors", {"share": f"{100 * choice.share:g}"}), choice)


def _normalisation(values: _Values, entry: Any) -> Offer:
    indicators = values.framework.indicators
    if not any(i.scoring.method in LEVELS and _differ(values, k) for k, i in indicators.items()):
        return _not("normalisation", "no_levels")
    ways = list(RESCALINGS if entry is None or entry.ways is None else dict.fromkeys(("as_declared", *entry.ways)))
    if len(ways) < 2:
        return _not("normalisation", "only_in_use")
    return Offer("normalisation", _ways(ways), Normalisation(tuple(RESCALINGS[w] for w in ways)))


def _differ(values: _Values, indicator: str) -> bool:
    known = values.filled.wide(values.scenario.scores.period)[indicator]
    return bool(known.loc[list(values.framework.units_under(indicator))].nunique() > 1)


def _progress_share(values: _Values, entry: Any) -> Offer:
    on_progress = [k for k, i in values.framework.indicators.items() if i.scoring.method in ON_PROGRESS]
    if not any(len(values.years[k]) > 1 for k in on_progress):
        return _not("progress_share", "no_progress")
    choice = ProgressShare() if entry is None else ProgressShare(entry.at_least, entry.at_most)
    said = {"low": f"{choice.at_least:g}", "high": f"{choice.at_most:g}", "indicators": len(on_progress)}
    return Offer("progress_share", Message("sensitivity.over_shares", said), choice)


def _weights(values: _Values, entry: Any) -> Offer:
    limits = weight_limits(values.scenario.weighting).table
    if ((limits["most"] - limits["least"]) <= FIXED).all():
        return _not("weights", "no_room")
    return Offer("weights", Message("sensitivity.over_weights"), WeightsDrawn())


def _aggregation(values: _Values, entry: Any) -> Offer:
    if all(len(own) < 2 for own in values.scenario.weighting.indicators_of.values()):
        return _not("aggregation", "one_indicator")
    ways = list(AGGREGATIONS if entry is None or entry.ways is None else dict.fromkeys(("weighted_sum", *entry.ways)))
    if len(ways) < 2:
        return _not("aggregation", "only_in_use")
    return Offer("aggregation", _ways(ways), AggregationMethod(tuple(AGGREGATIONS[w] for w in ways)))


OFFERS: Mapping[str, _Offers] = {
    "vintage": _vintage,
    "missing_data": _missing_data,
    "outliers": _outliers,
    "data_noise": _data_noise,
    "normalisation": _normalisation,
    "progress_share": _progress_share,
    "weights": _weights,
    "aggregation": _aggregation,
}
"""One for each of :data:`~govperf_sim.robustness.choices.CHOICES`."""


def _not(code: str, why: str) -> Offer:
    return Offer(code, Message(f"sensitivity.why_{why}"))


def _ways(ways: Iterable[str]) -> Message:
    return Message("sensitivity.over_ways", {"ways": listed([Message(f"sensitivity.way_{w}") for w in ways])})
