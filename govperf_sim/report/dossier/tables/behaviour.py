"""Tables of what was played: every outcome against the first scheme, and the visits that were planned and made."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from govperf_sim.experiments.appraisal.appraisal import Appraisal
from govperf_sim.report import measures
from govperf_sim.report.dossier.parts import firsts, of_first
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, rounded
from govperf_sim.report.tables.table import Row, Table, table


def responses_table(found: Appraisal, labels: Labels) -> Table:
    """Each outcome of each scheme: its mean, the difference to the first scheme, its interval, and what can be said of it."""
    assert found.responses is not None
    rows: list[Row] = []
    for scheme in firsts(found.responses):
        rows.append(Row((labels.variant(scheme), *[""] * 5), "part"))
        for m, row in of_first(found.responses, scheme).iterrows():
            difference, told = judged(str(m), row.to_dict(), labels)
            low, high = (measures.shown_difference(str(m), row[end]) for end in ("low", "high"))
            rows.append(Row((
                measures.named_with_unit(str(m), labels),
                measures.shown(str(m), row["mean_versus"]),
                measures.shown(str(m), row["mean"]),
                difference,
                MISSING if math.isnan(row["low"]) else f"[{low}, {high}]",
                told,
            )))  # fmt: skip
    head = labels.word("responses_head", first=labels.variant(found.first)).split("|")
    return table(labels, "responses", rows, numeric=(1, 2, 3, 4), tight=(5,), head=head)


def meanings_table(found: Appraisal, labels: Labels) -> Table:
    """What each of the outcomes means."""
    assert found.responses is not None
    kept = dict.fromkeys(map(str, found.responses.index.get_level_values("measure")))
    return table(labels, "measures", [[measures.named(m, labels), measures.meant(m, labels)] for m in kept])


def visits_table(found: Appraisal, labels: Labels) -> Table:
    """Visits planned and made, and daily checks, in force and as proposed."""
    if found.visits is None:
        return table(labels, "plan", [])
    own = found.visits.to_dict("index")
    rows = [
        [labels.word(f"plan_{key}"), *(rounded(own[side][key], places) for side in ("in_force", "proposed"))]
        for key, places in (("planned", 0), ("made", 1), ("checks", 0))
    ]
    return table(labels, "plan", rows, numeric=(1, 2))


def judged(measure: str, row: Mapping[Any, Any], labels: Labels) -> tuple[str, str]:
    """A difference, and what can be said of it; nothing where nothing is left once it is rounded."""
    difference = measures.shown_difference(measure, row["difference"])
    if math.isnan(row["low"]):
        return difference, labels.word("verdict_single")
    if measures.negligible(measure, row["difference"]):
        return difference, labels.word("verdict_slight")
    return difference, measures.verdict_named(row["verdict"], labels)
