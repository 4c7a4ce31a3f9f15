"""Faults of the layers below, which know codes but no files, brought back to the line they come from.

Every sentence names its subject in its values (``rule``, ``indicator``, ``unit`` and so on); the address of the subject
is looked up, the most particular first, and the place of that address is the place of the fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from govperf_sim.errors import Fault, GovPerfError
from govperf_sim.scenario.read import Address, Spot
from govperf_sim.scenario.table import Table
from govperf_sim.scenario.written import Written
from govperf_sim.simulation.institutions.register import INSTITUTIONS

T = TypeVar("T")
_LIMITS = ("at_least", "at_most")
_INSIDE: Mapping[str, Address] = {
    "framework.posts_reversed": ("scoring", "target"),
    "framework.deviations_reversed": ("scoring", "target"),
    "framework.scoring_lacks": ("scoring",),
    "framework.scoring_lacks_posts": ("scoring",),
    "framework.no_own_target": ("scoring", "targets"),
    "framework.target_of_other": ("scoring", "targets"),
    "scores.of_indicator": ("scoring", "method"),
    "scores.of_years": ("scoring", "reference_years"),
}
_OF_A_CELL = frozenset(
    {"framework.missing_value", "framework.not_a_number", "framework.ambiguous_vintage", "scores.log_not_positive"}
)
_OF_THE_PANEL: Mapping[str, Address] = {
    "framework.no_such_period": ("panel", "period"),
    "framework.vintage_ranked_twice": ("panel", "prefer"),
    "scores.no_donor": ("panel", "impute"),
    "scores.no_earlier": ("panel", "impute"),
    "scores.not_between": ("panel", "impute"),
    "scores.few_for_shape": ("panel", "outliers"),
}


def attempt(build: Callable[[], T], written: Written, table: Table | None = None) -> tuple[T | None, list[Fault]]:
    """What ``build`` makes, or its faults at their lines."""
    try:
        return build(), []
    except GovPerfError as refused:
        return None, [_placed(fault, written, table) for fault in refused.faults if not _said(fault, table)]


def _said(fault: Fault, table: Table | None) -> bool:
    """A value or a year reported as missing stands in the table after all, but was refused there."""
    if table is None:
        return False
    refused = {*table.lines, *table.meant}
    if fault.message.key == "framework.no_such_period":
        return fault.message.values["period"] in {period for _, _, period in refused}
    return fault.message.key == "framework.missing_value" and _cell(fault) in refused


def _cell(fault: Fault) -> tuple[Any, Any, Any]:
    said = fault.message.values
    return said.get("unit"), said.get("indicator"), said.get("period")


def _placed(fault: Fault, written: Written, table: Table | None) -> Fault:
    if table is not None and fault.message.key in _OF_A_CELL:
        line = table.lines.get(_cell(fault), 0)
        return written.at(Spot(table.page.file, line, 1 if line else 0), fault.message, fault.hint)
    for address in _addresses(fault, written):
        if address in written.keys or address in written.values:
            return written.at(written.key_spot(address), fault.message, fault.hint)
    return fault


def _addresses(fault: Fault, written: Written) -> Iterator[Address]:
    key, said = fault.message.key, fault.message.values
    if "parameter" in said:
        part, *within = str(said["parameter"]).split(".")
        yield ("institutions" if part in INSTITUTIONS else "cycle", part, *within)
    if key in _OF_THE_PANEL:
        yield _OF_THE_PANEL[key]
    rule = str(said.get("rule") or said.get("floor_rule") or said.get("where") or _rule_at(fault, written))
    if rule in written.table("rules"):
        yield from _in_rule(("rules", rule), written.table("rules")[rule], key, said)
    if (indicator := said.get("indicator")) is not None:
        if "unused" in said:
            yield ("indicators", str(indicator), "scoring", str(said["unused"]))
        yield ("indicators", str(indicator), *_INSIDE.get(key, ()))
        yield ("indicators", str(indicator))
    for table in ("unit", "group", "domain", "system"):
        if table in said:
            yield (f"{table}s", str(said[table]))
    yield ("rules",) if key.startswith("weights.") else ("cycle",) if key.startswith("simulation.") else ("indicators",)


def _in_rule(rule: Address, entry: Mapping[str, Any], key: str, said: Mapping[str, Any]) -> Iterator[Address]:
    sides = [s for s in _LIMITS if s == said.get("side")] or [s for s in _LIMITS if s.removeprefix("at_") in key]
    if "floor" in key:
        sides = ["at_least"]
    elif "caps" in key:
        sides = ["at_most"]
    group = said.get("group")
    yield from ((*rule, side, str(group)) for side in (*(sides or _LIMITS), "exactly"))
    listed = entry.get("groups") or ()
    if group in listed:
        yield (*rule, "groups", listed.index(group))
    yield from ((*rule, side) for side in sides)
    if sides:
        yield (*rule, "exactly")
    yield rule


def _rule_at(fault: Fault, written: Written) -> str | None:
    """The rule whose place the layer below has already put on the fault."""
    rules: Iterable[str] = written.table("rules")
    place = f"{fault.file}:{fault.line}"
    return next((r for r in rules if fault.file and written.place(("rules", r)) == place), None)
