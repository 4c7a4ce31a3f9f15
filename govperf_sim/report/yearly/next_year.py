"""What to look at before the next year: limits that are dear, indicators that carry too much or tell nothing apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from govperf_sim.report.diagnosis import MANY, pools, saturated
from govperf_sim.report.numbers import MISSING
from govperf_sim.report.report import Section
from govperf_sim.report.tables.table import Table
from govperf_sim.report.tables.weights import reasons_table
from govperf_sim.report.yearly.card import Card
from govperf_sim.report.yearly.clauses import last_clause
from govperf_sim.report.yearly.labels import YearlyLabels
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.answer import Weights

PRICED = 3
"""Limits that are spoken of."""
LISTED = 10
"""Limits in the table; the report of a run has them all."""
NAMED = 3
"""Indicators in a sentence."""


def next_section(scenario: Scenario, weights: Weights, cards: Sequence[Card], labels: YearlyLabels) -> Section:
    """The suggestions, and the dearest limits they come from."""
    intro = labels.word("next_intro", clause=labels.cited(last_clause(scenario)))
    made = _dear(scenario, weights, labels)
    shown = (labels.marked(replace(made, rows=made.rows[:LISTED]), "derived"),) if made.rows else ()
    return Section("next", labels.word("section_next"), (intro,), shown, suggestions(scenario, weights, cards, labels))


def suggestions(scenario: Scenario, weights: Weights, cards: Sequence[Card], labels: YearlyLabels) -> tuple[str, ...]:
    """A sentence each, limits first."""
    said = []
    for row in _dear(scenario, weights, labels).rows[:PRICED]:
        whom, what, worth, cited = row.cells[:4]
        said.append(labels.word("next_price", whom=whom, said=what, worth=worth,
                                clause=labels.cited(None if cited == MISSING else cited)))  # fmt: skip
    heavy = [k for pool in pools(scenario, weights) for k in pool.overweight]
    full = saturated(scenario)
    alike = full.loc[full["at_full"] >= MANY, "indicator"].tolist()
    for key, codes in (("overweight", heavy), ("saturated", alike), ("targets", _hardest(cards))):
        if codes:
            named = labels.joined([labels.indicator(k) for k in dict.fromkeys(codes)])
            said.append(labels.word(f"next_{key}", indicators=named))
    return tuple(said) or (labels.word("next_nothing"),)


def _dear(scenario: Scenario, weights: Weights, labels: YearlyLabels) -> Table:
    """The limits whose loosening is worth something."""
    made = reasons_table(scenario, weights, labels)
    return replace(made, rows=tuple(row for row in made.rows if _worth_something(row.cells[2])))


def _worth_something(cell: str) -> bool:
    """Whether a price is more than nothing once rounded; a price of a later step says in words which."""
    try:
        return float(cell) > 0
    except ValueError:
        return True


def _hardest(cards: Sequence[Card]) -> list[str]:
    """The indicators whose missed targets would bring the units most, all together."""
    missed = [card.missed["to_win"] for card in cards if len(card.missed)]
    if not missed:
        return []
    return [str(k) for k in pd.concat(missed).groupby(level=0).sum().sort_values(ascending=False).index[:NAMED]]
