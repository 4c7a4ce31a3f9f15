"""The sheets of a workbook: which table of a scenario each holds, and in which columns.

Three kinds of sheet: the notes (one field a line), a table (one entry a row, one field a column), and two tables that are
wider than the document: last year's weights (a column a group) and the values (a column an indicator).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from govperf_sim.office.workbook.columns import Column, Path, columns_of
from govperf_sim.scenario import schema
from govperf_sim.scenario.entry import Strict
from govperf_sim.scenario.schema_goal import Goal, ReferenceEntry
from govperf_sim.scenario.schema_rules import Rule
from govperf_sim.words import Language, say

NOTES, WEIGHTS, LAST, DATA = "notes", "weights", "last", "data"
TABLES: Mapping[str, Path] = {
    "systems": ("systems",),
    "domains": ("domains",),
    "evaluators": ("evaluators",),
    "indicators": ("indicators",),
    "pools": ("pools",),
    "groups": ("groups",),
    "units": ("units",),
    "rules": ("rules",),
    "clauses": ("document", "clauses"),
}
"""The sheets with one entry a row, and the address of the table in the document."""
SHEETS = (NOTES, "systems", "domains", "evaluators", "indicators", "pools", "groups", "units", "rules", WEIGHTS, LAST,
          DATA, "clauses")  # fmt: skip
"""All sheets in their order."""
MAY_BE_MISSING = frozenset({"pools", "clauses", LAST})
"""Sheets that many scenarios have no use for."""
SHARES: Path = ("reference", "domain_shares")


@dataclass(frozen=True)
class Part:
    """A top-level entry that stands in the notes, field by field."""

    name: str
    columns: tuple[Column, ...]


def title(sheet: str, language: Language) -> str:
    return say(f"workbook.sheet_{sheet}", language)


@cache
def table_columns(sheet: str) -> tuple[Column, ...]:
    """The columns of a table beside the code."""
    return columns_of(_kinds(Rule) if sheet == "rules" else {"": _ENTRIES[sheet]})


@cache
def notes_columns() -> tuple[Column, ...]:
    """The fields of the notes, each under its top-level key."""
    top = {"": schema.ScenarioDocument}
    parts = {name: {"": of} for name, of in _PARTS.items()} | {"goal": _kinds(Goal)}
    named = [c for c in columns_of(top, [("format",)]) if c.path[0] in _TOP]
    for name, entries in parts.items():
        leave_out = [SHARES[1:]] if name == "reference" else []
        optional = not schema.ScenarioDocument.model_fields[name].is_required()
        named += [
            Column((name, *c.path), c.leaves, c.needed,
                   (name,) if optional else c.optional_part and (name, *c.optional_part), c.said)
            for c in columns_of(entries, leave_out)
        ]  # fmt: skip
    return tuple(named)


_TOP = ("title", "language", "illustrative")
_PARTS: Mapping[str, type[Strict]] = {
    "document": schema.DocumentEntry,
    "panel": schema.PanelEntry,
    "reference": ReferenceEntry,
}
IN_NOTES = (*_TOP, *_PARTS, "goal")
_ENTRIES: Mapping[str, type[Strict]] = {
    "systems": schema.SystemEntry,
    "domains": schema.DomainEntry,
    "evaluators": schema.EvaluatorEntry,
    "indicators": schema.IndicatorEntry,
    "pools": schema.PoolEntry,
    "groups": schema.GroupEntry,
    "units": schema.UnitEntry,
    "clauses": schema.ClauseEntry,
}


def _kinds(union: Any) -> dict[str, type[Strict]]:
    """The classes of a union of entries by their kind."""
    classes = get_args(get_args(union)[0])
    return {get_args(c.model_fields["kind"].annotation)[0]: c for c in classes}
