"""Tables of what the rules say of the proposed weights."""

from __future__ import annotations

import pandas as pd

from govperf_sim.experiments.appraisal.appraisal import Appraisal
from govperf_sim.report.dossier.parts import broken, stated
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import MISSING, points, signed
from govperf_sim.report.tables.table import Table, table
from govperf_sim.scenario.load import Scenario


def broken_table(rules: pd.DataFrame, scenario: Scenario, labels: Labels, key: str = "broken") -> Table:
    """Every row that is not kept, worst first: what it says, what the proposal has, how far that is off, whence the rule.

    Groups that miss the same limit by as much share a line.
    """
    groups: dict[tuple[str, ...], dict[str, None]] = {}
    for name, row in broken(rules).iterrows():
        says = stated(scenario, name, labels)
        told = (
            says.statement,
            points(row["value"]) if says.weighs else MISSING,
            points(-row["slack"], 2),
            row["clause"] or MISSING,
            labels.word("status_and_source", status=labels.word(f"status_{row['status']}"), cite=row["cite"])
            if row["status"]
            else MISSING,
            f"{row['rule']} {row['place']}",
        )
        groups.setdefault(told, {})[says.group] = None
    rows = [[labels.joined(list(whom)), *told] for told, whom in groups.items()]
    return table(labels, key, rows, numeric=(2, 3), tight=(4,), codes=(6,))


def kept_table(found: Appraisal, labels: Labels) -> Table:
    """Every rule in force: how many of its rows the proposal keeps, and how much room is left where it is least."""
    own = None if found.own_rules is None else found.own_rules.groupby("rule")["kept"].all().to_dict()
    rows = []
    for rule, of_rule in found.rules.groupby("rule", sort=False):
        missed = int((~of_rule["kept"].astype(bool)).sum())
        least = stated(found.proposed.base, of_rule["slack"].idxmin(), labels)
        first = of_rule.iloc[0]
        rows.append([
            least.statement,
            least.group,
            signed(100 * float(of_rule["slack"].min())),
            labels.word("some_broken" if missed else "all_kept", broken=missed, rows=len(of_rule)),
            *([] if own is None else [labels.word("gone" if rule not in own else "own_all_kept" if own[rule] else "missed")]),
            first["clause"] or MISSING,
            labels.word(f"status_{first['status']}") if first["status"] else MISSING,
            f"{rule} {first['place']}",
        ])  # fmt: skip
    head = labels.word("kept_head", own="" if own is None else labels.word("kept_head_own")).split("|")
    width = len(head)
    return table(labels, "kept", rows, numeric=(2,), tight=(width - 3, width - 2), codes=(width - 1,), head=head)
