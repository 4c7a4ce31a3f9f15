"""What a scorecard says of a unit, as numbers: where it stands, what lifts and lowers it, what it could still win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from govperf_sim.report.change import changed_scores
from govperf_sim.report.yearly.target import Target, target_of
from govperf_sim.scenario.load import Scenario
from govperf_sim.scoring.change import ChangeOfScore
from govperf_sim.scoring.peers import against_peers
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.own_best import own_best_weights


@dataclass(frozen=True, eq=False)
class Card:
    """One unit in one year.  Scores and weights are fractions of 1, values in their units of measure.

    ``standing``: its row of :attr:`~govperf_sim.weights.answer.Weights.units`, with ``in_group`` and ``in_pool``, how many it
    is ranked with.  ``indicators``: index indicator; weight, score, peers, mean, difference (against the pool), best_weight
    and gain (of its own best weights), value, change (of its total since last year; NaN where no year before can be scored
    alike).  ``targets``: by indicator, where there is one.  ``change``: its row of the change of scores by cause, if any.
    """

    unit: str
    standing: Mapping[str, Any]
    indicators: pd.DataFrame
    targets: Mapping[str, Target]
    change: Mapping[str, float] | None

    @property
    def compared(self) -> pd.DataFrame:
        """The indicators in which others of the pool can be compared with, what lifts the unit most first."""
        known = self.indicators[self.indicators["peers"] > 1]
        return known.sort_values("difference", ascending=False, kind="stable")

    @property
    def gap(self) -> float:
        """How far its total lies below its own best."""
        return float(self.standing["own_best"] - self.standing["score"])

    @property
    def missed(self) -> pd.DataFrame:
        """The indicators whose target is not reached, what could be won most first: ``indicators`` with ``to_win``."""
        own = self.indicators.loc[[k for k, target in self.targets.items() if target.short > 0]]
        own = own.assign(to_win=own["weight"] * (1.0 - own["score"]))
        return own.sort_values("to_win", ascending=False, kind="stable")


def cards_of(scenario: Scenario, weights: Weights, units: Sequence[str] | None = None) -> tuple[Card, ...]:
    """The cards of these units, or of all, in the order of the scenario."""
    q = weights.weighting
    wanted = [u for u in map(str, q.scores.index) if units is None or u in units]
    apart: Any = against_peers(q.scores, weights.table, {str(u): str(g) for u, g in q.groups.items()}, q.pool_of)
    best = own_best_weights(q, weights.table, wanted)
    standings = weights.units
    sizes = {by: standings.groupby(by).size().to_dict() for by in ("group", "pool")}
    change = changed_scores(scenario, weights)
    cards = []
    for unit in wanted:
        row = {str(name): value for name, value in standings.loc[unit].to_dict().items()}
        row |= {"in_group": sizes["group"][row["group"]], "in_pool": sizes["pool"][row["pool"]]}
        own: pd.DataFrame = apart.loc[unit].loc[list(q.indicators_of[row["group"]])].copy()
        own["best_weight"] = best.loc[unit].reindex(own.index)
        own["gain"] = (own["best_weight"] - own["weight"]) * (own["score"] - row["score"])
        values = {k: scenario.panel.values[unit, k, scenario.scores.period] for k in own.index}
        own["value"] = pd.Series(values)
        own["change"] = _changed(change, unit).reindex(own.index)
        moved = None if change is None else {str(c): x for c, x in change.table.to_dict("index")[unit].items()}
        cards.append(Card(unit, row, own, _targets(scenario, unit, values), moved))
    return tuple(cards)


def _changed(change: ChangeOfScore | None, unit: str) -> pd.Series[float]:
    """By how much each indicator moved the total since last year."""
    if change is None:
        return pd.Series(dtype=float)
    own = change.by_indicator[change.by_indicator["unit"] == unit].set_index("indicator")
    return own[["own", "posts", "weights", "indicators"]].sum(axis=1)


def _targets(scenario: Scenario, unit: str, values: Mapping[str, float]) -> dict[str, Target]:
    found = {}
    for k, value in values.items():
        before = scenario.panel.values.get((unit, k, scenario.scores.period - 1))
        target = target_of(scenario.framework.indicators[k], unit, value, before)
        if target is not None:
            found[k] = target
    return found
