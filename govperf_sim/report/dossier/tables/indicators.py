"""Tables of what indicators carry, of what is asked twice, and of what being assessed takes."""

from __future__ import annotations

import math

from govperf_sim.experiments.appraisal.appraisal import PROPOSED, Appraisal
from govperf_sim.report.diagnosis import TWICE
from govperf_sim.report.dossier.parts import firsts, of_first
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, points, rounded, signed
from govperf_sim.report.tables.table import Row, Table, table


def carried_table(found: Appraisal, labels: Labels) -> Table:
    """Every core indicator that can be told: its weight and its share of the differences, as proposed and by the others."""
    known = firsts(found.effective)
    others = [s for s in known if s != PROPOSED]
    of = {s: of_first(found.effective, s)["effective"] for s in others}
    rows: list[Row] = []
    mine = of_first(found.effective, PROPOSED) if PROPOSED in known else found.effective
    for system in firsts(mine) if PROPOSED in known else []:
        rows.append(Row((labels.system(system), *[""] * (4 + len(others))), "part"))
        own = of_first(mine, system).sort_values("effective", ascending=False, kind="stable")
        for k, row in own.iterrows():
            given, carried = float(row["nominal"]), float(row["effective"])
            noted = labels.word("note_is_overweight") if carried > TWICE * given else ""
            ratio = rounded(carried / given, 1) if given > 0 else MISSING
            beside = [points(of[s].get((system, k), math.nan)) for s in others]
            rows.append(Row((labels.indicator(k), points(given), points(carried), ratio, *beside, noted)))
    carried_by = "".join(labels.word("carried_by", other=labels.variant(s)) + "|" for s in others)
    head = labels.word("carried_head", others=carried_by).split("|")
    return table(labels, "carried", rows, numeric=range(1, len(head) - 1), head=head)


def overlap_table(found: Appraisal, labels: Labels) -> Table:
    """The pairs of indicators that tell nearly the same, with what they weigh together as proposed."""
    rows = [
        [labels.system(system), labels.indicator(a), labels.indicator(b), rounded(row["correlation"], 2), str(row["units"]),
         points(row["weight"])]
        for (system, a, b), row in zip(found.overlap.index, found.overlap.to_dict("records"), strict=True)
    ]  # fmt: skip
    return table(labels, "overlap", rows, numeric=(3, 4, 5))


def burden_table(found: Appraisal, labels: Labels) -> Table:
    """Indicators that carry weight, and the person-days a year that they take, in force and as proposed."""
    rows = [
        Row((labels.unit(u), f"{own['items_in_force']:g}", f"{own['items_proposed']:g}", rounded(own["in_force"], 1),
             rounded(own["proposed"], 1), signed(own["proposed"] - own["in_force"])))
        for u, own in zip(found.burden.index, found.burden.to_dict("records"), strict=True)
    ]  # fmt: skip
    now, then = (float(found.burden[c].sum()) for c in ("in_force", "proposed"))
    whole = (labels.word("burden_total"), "", "", rounded(now, 1), rounded(then, 1), signed(then - now))
    rows.append(Row(whole, "part"))
    return table(labels, "asked", rows if now + then > 0 else [], numeric=range(1, 6))
