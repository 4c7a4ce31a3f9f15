"""A filled-in form read as a proposed scheme: what differs from what is in force, each change with its reason."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from govperf_sim.errors import Fault, ScenarioError
from govperf_sim.experiments.appraisal.proposed import Proposed
from govperf_sim.office.proposal import sheets
from govperf_sim.office.proposal.changes import Changes, joined_drops, overlaps, read_changes
from govperf_sim.office.proposal.form import base_of
from govperf_sim.office.proposal.new_rules import read_new_rules
from govperf_sim.office.proposal.points import read_points
from govperf_sim.office.typed import Unclear, plain
from govperf_sim.office.workbook import sheets as scenario_sheets
from govperf_sim.office.workbook.found import Found, in_sheet_order
from govperf_sim.office.workbook.grids import Sheet, read_sheets
from govperf_sim.office.workbook.heads import find_heads, squeezed
from govperf_sim.office.workbook.known import known_sheets, remind_of_layout
from govperf_sim.office.workbook.names import Names, names_of
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.read import Address, Spot
from govperf_sim.words import LANGUAGES, Message, say

_OF_SCENARIOS = {squeezed(scenario_sheets.title("units", language)) for language in LANGUAGES}
"""A sheet that every workbook of a whole scenario has, and no form."""


def read_proposal(path: Path, scenario: Scenario) -> Proposed:
    """The scheme that a filled-in form proposes for a scenario.

    Raises :class:`~govperf_sim.errors.ScenarioError` with everything that is wrong with the form, cell by cell; a form that
    proposes nothing is wrong too.
    """
    every = read_sheets(path)
    if {squeezed(sheet.name) for sheet in every} & _OF_SCENARIOS:
        raise ScenarioError(Fault(Message("proposal.is_scenario"), None, path.name))
    found = Found()
    known = known_sheets(every, sheets.titles(), (sheets.NOTES, sheets.WEIGHTS), found)
    if not known:
        raise ScenarioError(found.faults)
    for sheet in known.values():
        remind_of_layout(sheet, found)
    names = _names(scenario)
    notes = _notes(known[sheets.NOTES], found) if sheets.NOTES in known else {}
    weights = None
    if sheets.WEIGHTS in known:
        weights = read_points(known[sheets.WEIGHTS], scenario, names, found)
    changes = Changes()
    for kind in sheets.NUMBERS:
        if kind in known:
            read_changes(known[kind], scenario, names, changes, found)
    if sheets.NEW_RULES in known:
        read_new_rules(known[sheets.NEW_RULES], scenario, names, changes, found)
    changed = _changed(scenario, changes, found)
    if sheets.NOTES in known:
        _judge_overwritten(known[sheets.NOTES], notes, scenario, changes, found)
    if not found.faults and weights is None and not changes.asked:
        found.faults.append(Fault(Message("proposal.nothing"), None, path.name))
    if found.faults:
        raise ScenarioError(in_sheet_order(found.faults, [sheet.name for sheet in every]))
    if not notes.get(sheets.TITLE):
        found.remind_of(known[sheets.NOTES].cell(1, 1).place, Message("proposal.no_title", {"title": path.stem}))
    return Proposed(
        title=notes.get(sheets.TITLE) or path.stem, by=notes.get(sheets.BY, ""), why=notes.get(sheets.WHY, ""),
        base=scenario, scenario=changed, weights=weights, where=path.name, reminders=found.reminders,
    )  # fmt: skip


def _names(scenario: Scenario) -> Names:
    tables = {
        table: getattr(scenario.document, table) for table in ("groups", "indicators", "domains", "units", "systems")
    }
    return names_of({t: {c: (e.name.zh, e.name.en) for c, e in entries.items()} for t, entries in tables.items()})


def _notes(sheet: Sheet, found: Found) -> dict[str, str]:
    """What is filled in beside the items."""
    heads = find_heads(
        sheet,
        {key: tuple(say(f"workbook.notes_{key}", language) for language in LANGUAGES) for key in ("item", "value", "note")},
        {key: say(f"workbook.notes_{key}", "zh") for key in ("item", "value")}, found,
    )  # fmt: skip
    if heads is None or not {"item", "value"} <= set(heads.columns):
        return {}
    called = {squeezed(word): item for item in sheets.ITEMS for word in sheets.words(item)}
    noted: dict[str, str] = {}
    for number, _ in heads.under(sheet):
        item, value = (sheet.cell(number, heads.columns[key]) for key in ("item", "value"))
        known = next((called[squeezed(w)] for w in plain(item.typed).split("\n") if squeezed(w) in called), None)
        if isinstance(value.typed, Unclear):
            found.faults.append(value.unclear(value.typed))
        elif known is not None:
            noted[known] = "" if value.empty else str(value.typed).strip()
        elif not value.empty:
            found.remind(item, Message("workbook.line_ignored", {"found": plain(item.typed)}))
    return noted


def _changed(scenario: Scenario, changes: Changes, found: Found) -> Scenario:
    """The scenario with the changes; what is wrong with them is said at their cells."""
    clash = [Fault(Message("proposal.whole_and_part", {"whole": whole.path, "part": part.path}), None, part.value_spot.file)
             for whole, part in overlaps(changes)]  # fmt: skip
    found.faults += clash
    if clash or not changes.asked:
        return scenario
    asked = joined_drops(changes, scenario)
    try:
        return scenario.with_changes(asked)
    except ScenarioError:
        pass
    try:
        return _on_paper(scenario, changes).with_changes(asked)
    except ScenarioError as refused:
        found.faults += refused.faults
    return scenario


def _on_paper(scenario: Scenario, changes: Changes) -> Scenario:
    """The scenario with the place of every number that the form shows there, so that faults are shown on the form."""
    around: dict[Address, Spot] = {
        a[:length]: spot for a, spot in reversed(changes.cells.items()) for length in range(1, len(a))
    }
    written = scenario.written
    keys = {a: spot for a, spot in written.keys.items() if a not in changes.cells}
    spots = dataclasses.replace(
        written, keys={**keys, **around, **changes.cells}, values={**written.values, **around, **changes.cells}
    )
    return dataclasses.replace(scenario, written=spots)


def _judge_overwritten(sheet: Sheet, notes: dict[str, str], scenario: Scenario, changes: Changes, found: Found) -> None:
    """On a form of today's scenario a number in force that is not in force was typed over; on an older form it may be right."""
    said, now = notes.get(sheets.BASE, ""), base_of(scenario)
    if said == now:
        found.faults += changes.overwritten
        return
    if said:
        told = Message("proposal.other_base", {"found": said, "now": now})
        found.remind_of(f"{sheet.book} {sheet.name}", told)
    for fault in changes.overwritten:
        found.remind_of(fault.file, fault.message)
