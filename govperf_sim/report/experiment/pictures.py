"""Which figures an experiment gets; the title of each says what was found."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from govperf_sim.experiments.design.factors import Factor, Uncertainty
from govperf_sim.experiments.design.plans import ENDS
from govperf_sim.experiments.estimates.chosen import Chosen
from govperf_sim.experiments.estimates.selection import BestOf
from govperf_sim.experiments.findings.effects import Effects
from govperf_sim.experiments.findings.failures import FAILS, REFUSED, Failures
from govperf_sim.experiments.league import NOISE, Verdict, verdict
from govperf_sim.report.experiment.answers import Answers
from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.experiment.said import (
    SURE,
    chosen_title,
    counted,
    effects_said,
    failing_said,
    front_said,
    shares_said,
    verdict_said,
)
from govperf_sim.report.experiment.tables import box_said, failure_said, shares_head
from govperf_sim.report.figures.chosen import Candidate, chosen_figure
from govperf_sim.report.figures.failing import Failing, Side, failing_figure
from govperf_sim.report.figures.forest import Line, Panel, forest_picture
from govperf_sim.report.figures.front import front_figure
from govperf_sim.report.figures.picture import Picture, Said
from govperf_sim.report.figures.shares import shares_figure
from govperf_sim.report.numbers import points
from govperf_sim.simulation.measures import Better

MOST_LINES = 24
"""Policies in one figure; the others are left to the table."""
MOST_BY_GROUP = 4
"""Policies told for every group."""
MOST_PANELS = 6
COLUMNS = ["line", "panel", "difference", "low", "high", "verdict"]


def experiment_pictures(found: Answers, labels: ExperimentLabels) -> tuple[Picture, ...]:
    """Of everything that was asked and has something to draw."""
    drawn = []
    if len(found.of_everybody):
        drawn.append(_differences(found, labels))
    if len(found.of_groups):
        drawn.append(_groups(found, labels))
    for kind in ("levers", "uncertainties"):
        rows, lines = _effects(kind, found, labels)
        if len(rows) and (kind == "uncertainties" or len(found.manifest.design.levers) > 1):
            drawn.append(_effects_figure(kind, rows, lines, found, labels))
    if (shares := _shares(found, labels)) is not None:
        drawn.append(shares)
    failing = [each for each in found.failures if 0 < each.failing < each.judged][:MOST_PANELS]
    if failing:
        drawn.append(_failing(failing, found, labels))
    if found.front is not None:
        drawn.append(_front(found, labels))
    if isinstance(found.verdict, Chosen):
        drawn.append(_chosen(found.verdict, found, labels))
    return tuple(drawn)


def panels_of(found: Answers, labels: ExperimentLabels) -> dict[object, Panel]:
    """What stands beside the axis of each outcome that anybody has."""
    return {
        o.code: Panel(labels.outcome_in(o.code, found.scales[o.code]), o.way, found.scales[o.code].places)
        for o in found.manifest.outcomes
        if o.code not in found.unmeasured
    }


def _scaled(rows: pd.DataFrame, found: Answers) -> pd.DataFrame:
    factor = rows["panel"].map({code: scale.factor for code, scale in found.scales.items()})
    return rows.assign(**{c: rows[c] * factor for c in ("difference", "low", "high")})


def _differences(found: Answers, labels: ExperimentLabels) -> Picture:
    policies = range(1, min(len(found.manifest.design.policies), MOST_LINES + 1))
    own = found.of_everybody[found.of_everybody["policy"].isin(policies)]
    rows = own.drop(columns="verdict").rename(columns={"policy": "line", "outcome": "panel", "shown": "verdict"})
    lines: dict[object, Line] = {p: Line(labels.policy(p)) for p in policies}
    many = len(found.manifest.design.policies) - 1
    note = [labels.word("differences_note")]
    if many > len(lines):
        note.append(labels.word("figure_cut", shown=len(lines), many=many))
    said = Said(
        labels.word("differences_figure", counts=counted(found.of_everybody, labels)),
        labels.word(
            "differences_alt", policies=many, outcomes=len(found.scales), counts=counted(found.of_everybody, labels)
        ),
        labels.word("sentence_gap").join(note),
    )
    return forest_picture("differences", _scaled(rows[COLUMNS], found), lines, panels_of(found, labels), said, labels)


def _groups(found: Answers, labels: ExperimentLabels) -> Picture:
    policies = list(dict.fromkeys(found.of_groups["policy"]))
    shown = policies[:MOST_BY_GROUP]
    groups = list(dict.fromkeys(found.of_groups["whom"]))
    lines: dict[object, Line] = {}
    for p in shown:
        if len(shown) > 1:
            lines[p] = Line(labels.policy(p), head=True)
        lines |= {(p, w): Line(labels.group(w)) for w in groups}
    own = found.of_groups[found.of_groups["policy"].isin(shown)]
    rows = own.drop(columns="verdict").rename(columns={"outcome": "panel", "shown": "verdict"})
    rows["line"] = list(zip(own["policy"], own["whom"], strict=True))
    note = [labels.word("groups_note")]
    if len(policies) > len(shown):
        note.append(labels.word("figure_cut", shown=len(shown), many=len(policies)))
    title = (
        labels.word("groups_figure", policy=labels.policy(shown[0]))
        if len(shown) == 1
        else labels.word("groups_figure_many")
    )
    said = Said(
        title,
        labels.word("groups_alt", policies=len(shown), groups=len(groups), counts=counted(own, labels)),
        labels.word("sentence_gap").join(note),
    )
    return forest_picture("groups", _scaled(rows[COLUMNS], found), lines, panels_of(found, labels), said, labels)


def _effects(kind: str, found: Answers, labels: ExperimentLabels) -> tuple[pd.DataFrame, dict[object, Line]]:
    """Every value of every factor against the one it is compared with; a number without listed values across its range."""
    design = found.manifest.design
    factors: tuple[Factor, ...] = design.levers if kind == "levers" else design.uncertainties
    rows: list[tuple[object, ...]] = []
    lines: dict[object, Line] = {}
    for factor in factors:
        for each in found.effects:
            made = list(_lines_of(factor, each, kind, found, labels))
            if len({line for line, *_ in made}) > 1:
                lines.setdefault(factor.code, Line(labels.factor(factor.code), head=True))
            for line, name, difference, low, high in made:
                alone = labels.word("factor_value", factor=labels.factor(factor.code), value=name)
                lines.setdefault(line, Line(name if factor.code in lines else alone))
                way = next(o.way for o in found.manifest.outcomes if o.code == each.outcome)
                if kind == "uncertainties":
                    way = Better.NEITHER  # nobody chooses them
                told = verdict(way, difference, low, high).value
                if found.scales[each.outcome].slight(difference):
                    told = Verdict.OPEN.value
                rows.append(
                    (line, each.outcome, *(0.0 if abs(x) < NOISE else x for x in (difference, low, high)), told)
                )
    return _scaled(pd.DataFrame(rows, columns=COLUMNS), found), lines


def _lines_of(
    factor: Factor, each: Effects, kind: str, found: Answers, labels: ExperimentLabels
) -> Iterator[tuple[object, str, float, float, float]]:
    if isinstance(factor, Uncertainty) and factor.spread.listed is None and factor.code in each.slopes.index:
        across = each.slopes.loc[[factor.code]].to_dict("records")[0]
        ends = [labels.value(factor, float(factor.spread.at(u))) for u in ENDS]
        name = labels.word("value_instead", value=ends[1], against=ends[0])
        yield (factor.code, "across"), name, across["across"], across["across_low"], across["across_high"]
        return
    table = each.levers if kind == "levers" else each.uncertainties
    own = table[table.index == factor.code]
    for n, row in enumerate(own.to_dict("records")):
        if row["value"] != row["against"]:
            value, against = labels.value(factor, row["value"]), labels.value(factor, row["against"])
            name = labels.word("value_instead", value=value, against=against)
            yield (factor.code, n), name, row["effect"], row["low"], row["high"]


def _effects_figure(
    kind: str, rows: pd.DataFrame, lines: dict[object, Line], found: Answers, labels: ExperimentLabels
) -> Picture:
    most = next(effects_said(found, labels), "") if kind == "levers" else ""
    said = Said(
        most or labels.word(f"effects_{kind}_figure"),
        labels.word("effects_alt", lines=sum(not line.head for line in lines.values()), outcomes=len(found.scales),
                    counts=counted(rows.rename(columns={"verdict": "shown"}), labels)),
        labels.word(f"effects_{kind}_note"),
    )  # fmt: skip
    return forest_picture(f"effects_{kind}", rows, lines, panels_of(found, labels), said, labels)


def _shares(found: Answers, labels: ExperimentLabels) -> Picture | None:
    """Of the first policy the outcomes, of the others what they differ by; None where nothing moves."""
    panels: dict[str, pd.DataFrame] = {}
    for shares in found.shares:
        of = "difference" if shares.policy else "outcome"
        own = shares.table.loc[[of]].droplevel("of")
        if own["total"].max() > 0:
            panels[shares_head(shares.outcome, shares.policy, of, labels)] = own
    if not panels:
        return None
    shown = dict(list(panels.items())[:MOST_PANELS])
    names = {u.code: labels.factor(u.code) for u in found.manifest.design.uncertainties}
    title = next(shares_said(found, labels), labels.word("shares_figure"))
    alt = labels.word("shares_alt", factors=len(names), panels=len(shown), most=title)
    return shares_figure(shown, names, Said(title, alt, labels.word("shares_note")), labels)


def _failing(failing: list[Failures], found: Answers, labels: ExperimentLabels) -> Picture:
    panels = [_failing_panel(each, found, labels) for each in failing]
    title = (
        failing_said(failing[0], found, labels)
        if len(failing) == 1
        else labels.word("failing_figure", policies=len(failing))
    )
    alt = labels.word("sentence_gap").join(failing_said(each, found, labels) for each in failing)
    return failing_figure(panels, Said(title, alt, labels.word("failing_note")), labels)


def _failing_panel(each: Failures, found: Answers, labels: ExperimentLabels) -> Failing:
    box = each.boxes[0] if each.boxes else None
    telling = _telling(each, found)[:2]
    sides = [_side(u, each, labels) for u in telling]
    boxed = ""
    if box is not None:
        ranges = labels.word("semicolon").join(box_said(box.limits, found, labels))
        boxed = labels.word(
            "failing_boxed", ranges=ranges, density=points(box.density, 0), coverage=points(box.coverage, 0)
        )
    rule = failure_said(each.failure.outcome, each.failure.above is not None, each.failure.limit, found, labels)
    head = labels.word(
        "failing_head", policy=labels.policy(each.policy), rule=rule, failing=each.failing, judged=each.judged
    )
    return Failing(head, sides[0], sides[1] if len(sides) > 1 else None, tuple(each.worlds["state"]), boxed)


def _telling(each: Failures, found: Answers) -> list[Uncertainty]:
    """Uncertainties of the box, the surest first; then those in which failing worlds lie furthest from the others."""
    fails = each.worlds["state"].isin([FAILS, REFUSED])
    limits = each.boxes[0].limits["quasi_p"] if each.boxes else pd.Series(dtype=float)

    def order(factor: Uncertainty) -> tuple[float, float]:
        at = pd.Series(_at(factor, each.worlds[factor.code])).rank()
        apart = (
            0.0 if fails.all() or not fails.any() else abs(at[fails.to_numpy()].mean() - at[~fails.to_numpy()].mean())
        )
        return (float(limits.get(factor.code, np.inf)), -apart)

    return sorted(found.manifest.design.uncertainties, key=order)


def _listed(factor: Uncertainty) -> tuple[object, ...]:
    """Its values where they are not numbers to be ordered."""
    listed = factor.spread.listed or ()
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in listed)
    return () if numbers else tuple(listed)


def _at(factor: Uncertainty, values: pd.Series) -> list[float]:
    listed = _listed(factor)
    return [float(listed.index(v)) for v in values] if listed else [float(v) for v in values]


def _side(factor: Uncertainty, each: Failures, labels: ExperimentLabels) -> Side:
    listed, box = _listed(factor), (-np.inf, np.inf)
    if each.boxes and factor.code in each.boxes[0].limits.index:
        row = each.boxes[0].limits.loc[[factor.code]].to_dict("records")[0]
        if row["among"] is None:
            box = (row["at_least"], row["at_most"])
        else:
            places = [listed.index(v) for v in row["among"]]
            box = (min(places) - 0.4, max(places) + 0.4)
    return Side(
        labels.factor(factor.code),
        tuple(_at(factor, each.worlds[factor.code])),
        tuple(labels.value(factor, v) for v in listed),
        box,
    )


def _front(found: Answers, labels: ExperimentLabels) -> Picture:
    assert found.front is not None
    codes, whole = list(found.front.outcomes), found.front.table
    table = whole[codes] * pd.Series({c: found.scales[c].factor for c in codes})
    table["front"], table["sure"] = whole["front"].astype(bool), whole["sure"] >= SURE
    named = list(dict.fromkeys((0, *found.front.front)))
    panels = {c: p for c, p in panels_of(found, labels).items() if c in codes}
    title = labels.word("front_figure", count=len(found.front.front), policies=len(whole))
    said = Said(title, next(front_said(found, labels)), labels.word("front_note"))
    return front_figure(table, {p: labels.policy(p) for p in named}, {str(c): panels[c] for c in codes}, said, labels)


def _chosen(chosen: Chosen, found: Answers, labels: ExperimentLabels) -> Picture:
    table = chosen.table
    states = ["chosen" if s == "best" else "kept" if s == "left" else "eliminated" for s in table["standing"]]
    order = sorted(range(len(table)), key=lambda p: (states[p] == "eliminated", -int(table["replications"].iloc[p])))
    candidates = [
        Candidate(labels.policy(table.index[p]), int(table["replications"].iloc[p]), states[p])
        for p in order[:MOST_LINES]
    ]
    assert isinstance(found.manifest.rule, BestOf)
    title = chosen_title(chosen, found.manifest.rule.outcome, labels)
    said = next(verdict_said(found, labels))
    alt = labels.word("chosen_alt", policies=len(table), eliminated=states.count("eliminated"), verdict=said)
    return chosen_figure(candidates, Said(title, alt, labels.word("chosen_note")), labels)
