"""The tables of an experiment's page: what was asked, what each policy achieves, and what every analysis found."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd

from govperf_sim.experiments.design.distributions import (
    Among,
    Distribution,
    LogUniform,
    Normal,
    Triangular,
    Uniform,
)
from govperf_sim.experiments.design.factors import Factor
from govperf_sim.experiments.findings.effects import Effects
from govperf_sim.experiments.findings.named import range_said
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.report.experiment.answers import Answers
from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.measures import named, verdict_named
from govperf_sim.report.numbers import MISSING, points, rounded
from govperf_sim.report.tables.table import Row, Table, table

MOST_ROWS = 60
"""Rows of a table on the page; the rest stands in its file."""
MOST_REFUSED = 20


def levers_table(found: Answers, labels: ExperimentLabels) -> Table:
    """What the office can choose: the values that were tried, as it is first."""
    design = found.manifest.design
    rows = []
    for place, lever in enumerate(design.levers):
        now = labels.value(lever, design.policies[0][place])
        tried = dict.fromkeys(labels.value(lever, row[place]) for row in design.policies[1:])
        others = labels.joined([value for value in tried if value != now])
        rows.append([labels.factor(lever.code), lever.path, now, others, lever.because])
    return table(labels, "levers", rows, codes=(1,))


def uncertainties_table(found: Answers, labels: ExperimentLabels) -> Table:
    """What nobody can choose: how it may turn out, and why so."""
    rows = [
        [labels.factor(u.code), u.path, spread_said(u, u.spread, labels), u.because]
        for u in found.manifest.design.uncertainties
    ]
    return table(labels, "uncertainties", rows, codes=(1,))


def outcomes_table(found: Answers, labels: ExperimentLabels) -> Table:
    """What was measured, from which measures, and which way it is better."""
    rows = [
        [labels.outcome_in(o.code, found.scales[o.code]), _measured(o, labels), labels.word(f"better_{o.way}")]
        for o in found.manifest.outcomes
    ]
    return table(labels, "outcomes", rows)


def values_table(found: Answers, labels: ExperimentLabels) -> Table:
    """Policy x outcome, each with its interval."""
    outcomes = [o.code for o in found.manifest.outcomes]
    cells = {
        (v["policy"], v["outcome"]): f"{found.scales[v['outcome']].shown(v['value'])} "
        f"{_span(found.scales[v['outcome']].span(v['low'], v['high']))}".rstrip()
        for v in found.values.to_dict("records")
    }
    rows = [
        [str(number), labels.policy(number), str(played), *(cells.get((number, code), MISSING) for code in outcomes)]
        for number, played in enumerate(found.manifest.replications)
    ]
    head = (*labels.word("values_head").split("|"), *(labels.outcome_in(c, found.scales[c]) for c in outcomes))
    return _cut(table(labels, "values", rows, numeric=(0, *range(2, len(head))), head=head), labels)


def differences_table(differences: pd.DataFrame, found: Answers, labels: ExperimentLabels, key: str) -> Table:
    """A row for each difference: the policy, the group where there are any, the outcome, how much, and what is settled."""
    by_group = key == "groups"
    rows = []
    for d in differences.to_dict("records"):
        scale = found.scales[d["outcome"]]
        slight = d["shown"] != d["verdict"]
        rows.append([
            labels.policy(d["policy"]),
            *([labels.whom(d["whom"])] if by_group else []),
            labels.outcome_in(d["outcome"], scale),
            scale.difference(d["difference"]),
            scale.signed_span(d["low"], d["high"]),
            labels.word("verdict_slight") if slight else verdict_named(d["verdict"], labels),
        ])  # fmt: skip
    first = 3 if by_group else 2
    return _cut(table(labels, key, rows, numeric=(first, first + 1), tight=(first + 2,)), labels)


def effects_table(effects: Sequence[Effects], found: Answers, labels: ExperimentLabels) -> Table:
    """Outcome by outcome: what each value of each factor does, against the one it is compared with."""
    rows = []
    design = found.manifest.design
    every: tuple[Factor, ...] = (*design.levers, *design.uncertainties)
    factors = {f.code: f for f in every}
    for each in effects:
        scale = found.scales[each.outcome]
        rows.append(Row((labels.outcome_in(each.outcome, scale), "", "", "", "", ""), "part"))
        for part in (each.levers, each.uncertainties):
            for code, row in part.iterrows():
                factor = factors[str(code)]
                same = row["value"] == row["against"]
                rows.append(Row((
                    labels.factor(factor.code),
                    labels.value(factor, row["value"]),
                    MISSING if same else labels.value(factor, row["against"]),
                    scale.shown(row["mean"]),
                    MISSING if same else scale.difference(row["effect"]),
                    MISSING if same else scale.signed_span(row["low"], row["high"]),
                )))  # fmt: skip
    return _cut(table(labels, "effects", rows, numeric=(3, 4, 5)), labels)


def shares_table(found: Answers, labels: ExperimentLabels) -> Table:
    """First and total index of every uncertainty, in each outcome of each policy."""
    rows = []
    for shares in found.shares:
        for of in dict.fromkeys(shares.table.index.get_level_values("of")):
            rows.append(Row((shares_head(shares.outcome, shares.policy, str(of), labels), "", ""), "part"))
            for code, row in shares.table.xs(of, level="of").iterrows():
                ends = [
                    f"{rounded(row[p], 2)} [{rounded(row[f'{p}_low'], 2)}, {rounded(row[f'{p}_high'], 2)}]"
                    for p in ("first", "total")
                ]
                rows.append(Row((labels.factor(code), *ends)))
    return _cut(table(labels, "shares", rows, numeric=(1, 2)), labels)


def shares_head(outcome: str, policy: int, of: str, labels: ExperimentLabels) -> str:
    """Whose variance is shared out."""
    return labels.word(f"shares_of_{of}", outcome=labels.outcome(outcome), policy=labels.policy(policy))


def failures_table(found: Answers, labels: ExperimentLabels) -> Table:
    """Policy by policy, in how many worlds it fails, and the boxes that explain it."""
    rows = []
    for each in found.failures:
        rule = failure_said(each.failure.outcome, each.failure.above is not None, each.failure.limit, found, labels)
        counts = f"{each.failing} / {each.judged}"
        if not each.boxes:
            rows.append([labels.policy(each.policy), rule, counts, MISSING, MISSING, MISSING])
        for box in each.boxes:
            said = labels.word("semicolon").join(box_said(box.limits, found, labels))
            rows.append(
                [labels.policy(each.policy), rule, counts, said, points(box.coverage, 0), points(box.density, 0)]
            )
    return _cut(table(labels, "failures", rows, numeric=(2, 4, 5)), labels)


def failure_said(outcome: str, above: bool, limit: object, found: Answers, labels: ExperimentLabels) -> str:
    """When a policy fails, in words."""
    scale = found.scales[outcome]
    if isinstance(limit, float | int):
        bound = labels.word(f"amount_{scale.unit}", amount=scale.shown(limit))
    else:
        bound = labels.word("limit_as_it_is")
    return labels.word("fails_above" if above else "fails_below", outcome=labels.outcome(outcome), limit=bound)


def box_said(limits: pd.DataFrame, found: Answers, labels: ExperimentLabels) -> Iterator[str]:
    """Each uncertainty that a box limits, with its range."""
    factors = {u.code: u for u in found.manifest.design.uncertainties}
    for code, row in limits.iterrows():
        if row["among"] is None:
            said = range_said(row["at_least"], row["at_most"], labels.language)
        else:
            said = labels.joined([labels.value(factors[str(code)], v) for v in row["among"]])
        yield labels.word("box_range", factor=labels.factor(code), range=said)


def front_table(found: Answers, labels: ExperimentLabels) -> Table:
    """The policies of the front first, then the others with those that dominate them."""
    assert found.front is not None
    whole = found.front.table
    ordered = pd.concat([whole[whole["front"]], whole[~whole["front"]]])
    rows = []
    for number, row in ordered.iterrows():
        by = labels.joined([str(p) for p in row["dominated_by"]]) if not row["front"] else MISSING
        sure = MISSING if math.isnan(row["sure"]) else points(row["sure"], 0)
        values = [found.scales[code].shown(row[code]) for code in found.front.outcomes]
        rows.append([str(number), labels.policy(number), *values, labels.word("yes") if row["front"] else "", sure, by])
    own = labels.word("front_head").split("|")
    heads = [labels.outcome_in(code, found.scales[code]) for code in found.front.outcomes]
    head = (*own[:2], *heads, *own[2:])
    numeric = (0, *range(2, 2 + len(heads)), 3 + len(heads))
    return _cut(table(labels, "front", rows, numeric=numeric, tight=(2 + len(heads),), head=head), labels)


def refused_table(found: Answers, labels: ExperimentLabels) -> Table:
    """Policies and worlds in which nothing could be played, and why."""
    shown = found.refused.head(MOST_REFUSED)
    rows = [[labels.policy(r["policy"]), str(r["world"]), r[labels.language]] for r in shown.to_dict("records")]
    made = table(labels, "refused", rows, numeric=(1,))
    return made if len(shown) == len(found.refused) else _noted(made, len(shown), len(found.refused), labels)


def spread_said(factor: Factor, spread: Distribution, labels: ExperimentLabels) -> str:
    """A distribution in words."""

    def number(value: float) -> str:
        return labels.value(factor, float(value))

    match spread:
        case Among(values):
            return labels.word("spread_among", values=labels.joined([labels.value(factor, v) for v in values]))
        case Uniform(low, high):
            return labels.word("spread_uniform", low=number(low), high=number(high))
        case LogUniform(low, high):
            return labels.word("spread_log_uniform", low=number(low), high=number(high))
        case Triangular(low, mode, high):
            return labels.word("spread_triangular", low=number(low), mode=number(mode), high=number(high))
        case Normal(mean, deviation, low, high) if math.isinf(low) and math.isinf(high):
            return labels.word("spread_normal", mean=number(mean), deviation=number(deviation))
        case Normal(mean, deviation, low, high):
            within = range_said(low, high, labels.language)
            return labels.word("spread_normal_cut", mean=number(mean), deviation=number(deviation), within=within)
    return type(spread).__name__


def _measured(outcome: Outcome, labels: ExperimentLabels) -> str:
    if not outcome.measures:
        return labels.word("measured_by_function")
    measures = labels.word("plus").join(named(m, labels) for m in outcome.measures)
    if outcome.over is not None:
        measures = labels.word("measured_over", measures=measures, over=named(outcome.over, labels))
    if outcome.last is None:
        return measures
    return labels.word("last_years", outcome=measures, years=outcome.last)


def _span(text: str) -> str:
    return "" if text == MISSING else text


def _cut(whole: Table, labels: ExperimentLabels) -> Table:
    """The first rows of a long table, with a word on where the others are."""
    if len(whole.rows) <= MOST_ROWS:
        return whole
    short = Table(**(vars(whole) | {"rows": whole.rows[:MOST_ROWS]}))
    return _noted(short, MOST_ROWS, len(whole.rows), labels)


def _noted(short: Table, shown: int, many: int, labels: ExperimentLabels) -> Table:
    said = labels.word("table_cut", shown=shown, many=many)
    return Table(**(vars(short) | {"note": labels.word("sentence_gap").join(filter(None, [short.note, said]))}))
