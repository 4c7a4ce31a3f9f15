"""The tables of the report: weights, what they are worth, how the trial went, and where plain weights are better."""

from __future__ import annotations

from collections.abc import Iterator

from govperf_sim.codesign.plain import Scheme
from govperf_sim.experiments.findings.named import range_said, value_said
from govperf_sim.report.anticipate.answers import Answers
from govperf_sim.report.anticipate.labels import AnticipateLabels
from govperf_sim.report.numbers import MISSING, points, rounded, signed
from govperf_sim.report.tables.table import Row, Table, table

PLACES = 2
"""Decimals of welfare, in points of 100."""
NOTHING = 5e-4
"""A weight that moved by less is shown as not moved."""


def weights_table(found: Answers, labels: AnticipateLabels) -> Table:
    """Group by group the indicators whose weight moves, from what to what."""
    anticipated = found.anticipated
    before, after = (t.to_dict("index") for t in (anticipated.plain[anticipated.start], anticipated.table))
    rows: list[Row] = []
    for g, own in found.scenario.weighting.indicators_of.items():
        rows.append(Row((labels.group(g), "", "", ""), "part"))
        moves = [(float(after[g][k] - before[g][k]), k) for k in own]
        for move, k in sorted(moves, key=lambda m: -abs(m[0])):
            if abs(move) > NOTHING:
                rows.append(Row((labels.indicator(k), points(before[g][k]), points(after[g][k]), signed(100 * move))))
    head = (
        labels.word("indicator"),
        labels.scheme(anticipated.start),
        labels.scheme(Scheme.ANTICIPATED),
        labels.word("moved"),
    )
    return table(labels, "anticipated_weights", rows, numeric=(1, 2, 3), head=head)


def welfare_table(found: Answers, labels: AnticipateLabels) -> Table:
    """What each scheme is worth in the response model: on average over worlds, in the worst and in the best."""
    welfare = found.anticipated.welfare
    rows = [
        [labels.scheme(s), *(points(x, PLACES) for x in (own.mean(), own.min(), own.max()))]
        for s, own in welfare.items()
    ]
    return table(labels, "response", rows, numeric=(1, 2, 3))


def standing_table(found: Answers, labels: AnticipateLabels) -> Table:
    """Against each plain scheme, under each decision type: worlds won, lost and open, and by how much."""
    rows: list[Row] = []
    standing = found.trial.standing
    for versus in dict.fromkeys(standing.index.get_level_values(0)):
        rows.append(Row((labels.word("against", scheme=labels.scheme(versus)), *[""] * 6), "part"))
        for type_, row in standing.loc[versus].iterrows():
            counts = [str(int(row[key])) for key in ("won", "lost", "open")]
            sizes = [signed(100 * row[key], PLACES) for key in ("mean", "worst", "median_lost")]
            rows.append(Row((labels.type(type_), *counts, *sizes)))
    return table(labels, "standing", rows, numeric=range(1, 7))


def break_even_table(found: Answers, labels: AnticipateLabels) -> Table:
    """Each range of an uncertainty in which plain weights are better, and how likely it is held to be."""
    rows = []
    for row in found.plain_better.to_dict("records"):
        low, high = row["low"], row["high"]
        said = value_said(low, labels.language) if low == high else range_said(low, high, labels.language)
        rows.append(
            [labels.factor(row["uncertainty"]), labels.scheme(row["versus"]), said, f"{100 * row['chance']:.0f}%"]
        )
    return table(labels, "break_even", rows, numeric=(3,))


def uncertainties_table(found: Answers, labels: AnticipateLabels) -> Table:
    """What nobody knows: where it stands, as it is, and between what it was drawn."""
    return table(labels, "unknown", _unknown(found, labels), codes=(1,), numeric=(2, 3))


def _unknown(found: Answers, labels: AnticipateLabels) -> Iterator[list[str]]:
    outlook = found.anticipated.outlook
    for u in outlook.uncertainties:
        drawn = outlook.table[u.code]
        numbers = u.spread.listed is None
        span = f"{rounded(drawn.min(), 3)} – {rounded(drawn.max(), 3)}" if numbers else MISSING
        listed = labels.joined([value_said(v, labels.language) for v in u.spread.listed or ()])
        now = value_said(outlook.scenario.value(u.path), labels.language)
        yield [labels.factor(u.code), u.path, now, span if numbers else listed, u.because]
