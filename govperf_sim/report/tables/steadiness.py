"""Tables of whether ranks stand when the question changes a little, and from one year to the next."""

from __future__ import annotations

from govperf_sim.report.figures.ranked import Ranked
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, points, signed
from govperf_sim.report.tables.table import Table, table
from govperf_sim.robustness.reversals import Reversals
from govperf_sim.robustness.years import YearOnYear

MOST_NAMED = 4
"""Units whose rank changed; of more the first few are named."""


def reversals_table(found: Reversals, labels: Labels) -> Table:
    """The changes after which a rank is another, or no weights are left; all others are counted in the summary."""
    moved = found.ranks.reset_index()
    rows = []
    for (change, what), own in zip(found.changes.index, found.changes.to_dict("records"), strict=True):
        if own["admissible"] and not own["ranks_changed"]:
            continue
        named = [labels.word(f"change_{change}"), changed_named(change, what, labels)]
        if not own["admissible"]:
            rows.append([*named, MISSING, MISSING, labels.word("no_weights_left")])
            continue
        ranks = moved[(moved["change"] == change) & (moved["what"] == what)].to_dict("records")
        told = [
            labels.word("rank_became", unit=labels.unit(r["unit"]), before=int(r["before"]), after=int(r["after"]),
                        pool=Ranked(r["level"], r["pool"], (), 0).named(labels))
            for r in ranks[:MOST_NAMED]
        ]  # fmt: skip
        more = labels.word("and_more", count=len(ranks) - MOST_NAMED) if len(ranks) > MOST_NAMED else ""
        counted = [str(own["pairs_reversed"]), str(own["largest_change"])]
        rows.append([*named, *counted, labels.word("semicolon").join(told) + more])
    return table(labels, "reversals", rows, numeric=(2, 3), tight=(0,))


def changed_named(change: str, what: str, labels: Labels) -> str:
    """The unit, the indicator, or the two that became one."""
    if change == "drop_unit":
        return labels.unit(what)
    return labels.word("merged_with").join(f"{k} {labels.indicator(k)}" for k in what.split("+"))


def years_table(found: YearOnYear, labels: Labels) -> Table:
    """Every unit in every pool of two and more: its rank in the year before, by this year's scores alone, and now."""
    order = {key: n for n, key in enumerate(found.pools.index)}
    listed = sorted(
        found.ranks.reset_index().to_dict("records"), key=lambda r: (order[r["level"], r["pool"]], r["after"])
    )
    sizes = found.pools["units"].to_dict()
    rows = [
        [
            labels.unit(r["unit"]),
            Ranked(r["level"], r["pool"], (), 0).named(labels),
            *(str(int(r[step])) for step in ("before", "by_scores", "after")),
            signed(float(r["before"] - r["after"]), 0),
        ]
        for r in listed
        if sizes[r["level"], r["pool"]] > 1
    ]
    return table(labels, "years", rows, numeric=(2, 3, 4, 5))


def weights_moved(found: YearOnYear, labels: Labels) -> Table:
    """Each group: how many points of weight went from some indicators to others, and the indicator that changed most."""
    rows = []
    for group, total in found.groups["total_change"].items():
        own = found.weights["change"].xs(str(group), level="group")
        at = int(own.abs().to_numpy().argmax())
        most, change = str(own.index[at]), signed(100 * float(own.iloc[at]))
        rows.append([labels.group(group), points(float(total)), f"{most} {labels.indicator(most)}", change])
    return table(labels, "weights_moved", rows, numeric=(1, 3))
