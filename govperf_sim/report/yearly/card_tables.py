"""The four tables of a scorecard, short enough for one page."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from govperf_sim.report.numbers import MISSING, place_among, points, rounded, signed
from govperf_sim.report.tables.table import Row, Table, table
from govperf_sim.report.yearly.card import Card
from govperf_sim.report.yearly.labels import YearlyLabels
from govperf_sim.report.yearly.target import Target
from govperf_sim.scenario.load import Scenario

SHOWN = 3
"""Strengths and weaknesses, weights that would move, and targets missed, of each the first few."""
NOTHING = 0.0005
"""A twentieth of a point of 100: what rounds to nothing is neither a strength nor a weakness."""
Bands = tuple[str, str]
"""What stands beside the rank in the group and in the pool."""


def standing_table(card: Card, bands: Bands | None, scenario: Scenario, labels: YearlyLabels) -> Table:
    """Total and core score: each with its rank, its band, its range, last year's, and the clause that sets who is compared."""
    s, change = card.standing, card.change
    group, system = scenario.framework.groups[s["group"]], scenario.framework.systems[s["system"]]
    before = (MISSING, MISSING) if change is None else (points(change["before"]), _moved(card))
    rows = [
        [
            labels.word("card_total", group=labels.group(s["group"])),
            points(s["score"]),
            place_among(s["rank_in_group"], s["in_group"]),
            MISSING if bands is None else bands[0],
            f"{points(s['own_worst'])}–{points(s['own_best'])}",
            *before,
            group.source.clause or MISSING,
        ],
        [
            labels.word("card_core", pool=labels.pool(s["pool"])),
            points(s["core_score"]),
            place_among(s["rank_in_pool"], s["in_pool"]),
            MISSING if bands is None else bands[1],
            *(MISSING,) * 3,
            system.source.clause or MISSING,
        ],
    ]
    return labels.marked(table(labels, "card_standing", rows, numeric=range(1, 7), tight=(7,)), labels.data)


def apart_table(card: Card, scenario: Scenario, labels: YearlyLabels, shown: int = SHOWN) -> Table:
    """What lifts the unit most above its pool, and what lowers it most."""
    strengths, weaknesses = strong(card, shown), weak(card, shown)
    rows: list[Row] = []
    for key, chosen in (("strengths", strengths), ("weaknesses", weaknesses)):
        if len(chosen):
            rows.append(Row((labels.word(key), *("",) * 6), "part"))
        rows += [
            Row((
                labels.indicator(k),
                points(own["weight"]),
                points(own["score"]),
                labels.word("mean_of", mean=points(own["mean"]), units=int(own["peers"])),
                signed(100 * own["difference"], 2),
                signed(100 * own["change"], 2),
                scenario.framework.indicators[str(k)].source.clause or MISSING,
            ))
            for k, own in zip(chosen.index, chosen.to_dict("records"), strict=True)
        ]  # fmt: skip
    return labels.marked(table(labels, "card_apart", rows, numeric=range(1, 6), tight=(6,)), labels.data)


def gap_table(card: Card, labels: YearlyLabels, shown: int = SHOWN) -> Table:
    """Where the weights that suit the unit best differ from those in force, what they bring most first."""
    own = card.indicators.assign(move=card.indicators["best_weight"] - card.indicators["weight"])
    first = own[own["gain"].abs() >= NOTHING].sort_values("gain", ascending=False, kind="stable")
    chosen = first.head(shown)
    rows = [
        [
            labels.indicator(k),
            points(row["weight"]),
            points(row["best_weight"]),
            points(row["score"]),
            signed(100 * row["gain"], 2),
        ]
        for k, row in zip(chosen.index, chosen.to_dict("records"), strict=True)
    ]
    rest = card.gap - float(chosen["gain"].sum())
    if len(rows) and abs(rest) >= NOTHING:
        rows.append([labels.word("all_others"), MISSING, MISSING, MISSING, signed(100 * rest, 2)])
    made = table(labels, "card_gap", rows, numeric=range(1, 5))
    return labels.marked(_captioned(made, labels.word("gap_is", gap=points(card.gap)), labels), "derived")


def targets_table(card: Card, scenario: Scenario, labels: YearlyLabels, shown: int = SHOWN) -> Table:
    """The targets that are missed, what could be won most first."""
    missed = card.missed.head(shown)
    rows = []
    for k, own in zip(map(str, missed.index), missed.to_dict("records"), strict=True):
        indicator, target = scenario.framework.indicators[k], card.targets[k]
        rows.append([
            labels.word("measured_in", what=labels.indicator(k), unit=indicator.unit_of_measure),
            f"{own['value']:g}",
            target_said(target),
            rounded_value(target.short),
            points(own["to_win"], 2),
            indicator.scoring.source.clause or indicator.source.clause or MISSING,
        ])  # fmt: skip
    made = table(labels, "card_targets", rows, numeric=range(1, 5), tight=(5,))
    met = sum(1 for target in card.targets.values() if target.short == 0)
    said = labels.word("targets_met", met=met, targets=len(card.targets))
    return labels.marked(_captioned(made, said, labels), labels.data)


def every_table(card: Card, scenario: Scenario, labels: YearlyLabels) -> Table:
    """Every indicator of the unit under its domain: weight, value, target, score, points earned and still to win."""
    rows: list[Row] = []
    home = None
    for k, own in zip(map(str, card.indicators.index), card.indicators.to_dict("records"), strict=True):
        indicator, target = scenario.framework.indicators[k], card.targets.get(k)
        if indicator.domain != home:
            home = indicator.domain
            own_of = [i for i in card.indicators.index if scenario.framework.indicators[str(i)].domain == home]
            part = card.indicators.loc[own_of]
            earned = float((part["weight"] * part["score"]).sum())
            whole = float(part["weight"].sum())
            rows.append(Row((labels.domain(home), points(whole), "", "", "", points(earned), points(whole - earned),
                             *("",) * 3), "part"))  # fmt: skip
        earned = own["weight"] * own["score"]
        rows.append(Row((
            labels.word("measured_in", what=labels.indicator(k), unit=indicator.unit_of_measure),
            points(own["weight"]),
            f"{own['value']:g}",
            MISSING if target is None else target_said(target),
            points(own["score"]),
            points(earned, 2),
            points(own["weight"] - earned, 2),
            signed(100 * own["difference"], 2),
            signed(100 * own["change"], 2),
            indicator.source.clause or MISSING,
        )))  # fmt: skip
    return labels.marked(table(labels, "card_every", rows, numeric=range(1, 9), tight=(9,)), labels.data)


def strong(card: Card, shown: int = SHOWN) -> pd.DataFrame:
    """The indicators that lift the unit above its pool, the first few."""
    found = card.compared
    return found[found["difference"] >= NOTHING].head(shown)


def weak(card: Card, shown: int = SHOWN) -> pd.DataFrame:
    """The indicators that hold it below, the worst first."""
    found = card.compared
    return found[found["difference"] <= -NOTHING].iloc[::-1].head(shown)


def target_said(target: Target) -> str:
    """A value, or a range of them.

    >>> target_said(Target(8.5, 8.5, 0.0)), target_said(Target(2.0, 4.0, 0.5))
    ('8.5', '2–4')
    """
    return f"{target.low:g}" if target.low == target.high else f"{target.low:g}–{target.high:g}"


def rounded_value(value: float) -> str:
    """A distance in the unit of measure, without the noise of a subtraction.

    >>> rounded_value(8.5 - 7.7), rounded_value(0.0)
    ('0.8', '0')
    """
    return f"{float(rounded(value, 6)):g}"


def _captioned(made: Table, said: str, labels: YearlyLabels) -> Table:
    return replace(made, caption=labels.word("captioned", caption=made.caption, said=said))


def _moved(card: Card) -> str:
    assert card.change is not None
    return signed(100 * (card.change["after"] - card.change["before"]))
