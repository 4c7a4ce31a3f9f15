"""The sheet of rules that are not in force: written like the rules of a scenario's workbook, and added to those that are."""

from __future__ import annotations

from govperf_sim.office.proposal.changes import Changes
from govperf_sim.office.workbook.entries import Document, read_table, rows_with_code, table_heads
from govperf_sim.office.workbook.found import Found
from govperf_sim.office.workbook.grids import Sheet
from govperf_sim.office.workbook.names import Names
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.variants import Asked

RULES = "rules"


def read_new_rules(sheet: Sheet, scenario: Scenario, names: Names, changes: Changes, found: Found) -> None:
    """Add the rules of a sheet to what is asked for; the source of each is its reason."""
    heads = table_heads(RULES, sheet, found)
    if heads is None:
        return
    faults, document = len(found.faults), Document()
    read_table(RULES, sheet, heads, names, document, found)
    for code, cell, _ in rows_with_code(sheet, heads, Found()):
        changes.cells[RULES, code] = cell.spot
        if code in scenario.document.rules:
            found.faults.append(cell.fault("proposal.rule_in_force", code=code))
        elif len(found.faults) == faults:  # of an entry that could not be read nothing more can be said
            entry = document.data[RULES][code]
            changes.asked[RULES, code] = Asked(f"{RULES}.{code}", entry, entry["source"]["cite"], cell.spot, cell.spot)
