"""The numbers of a scenario that a proposal may change: each with its address, its value in force, and what it is about.

An address is that of :meth:`~govperf_sim.scenario.load.Scenario.replace`, ``rules.cap_growth.at_most.core_urban``, so that
what is proposed is a list of named changes from the paper to the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from govperf_sim.office.proposal.sheets import RULES, TARGETS, VISITS
from govperf_sim.office.workbook.columns import Column, columns_of, label
from govperf_sim.office.workbook.leaves import Leaf, Number, Share, Whole, option
from govperf_sim.office.workbook.lists import ByCode, Limit
from govperf_sim.report.labels import Labels
from govperf_sim.report.statements import subject
from govperf_sim.scenario.addresses import entry_at
from govperf_sim.scenario.entry import SourceEntry, Strict
from govperf_sim.scenario.load import Scenario

Address = tuple[str, ...]
MAY_CHANGE = ("rules", "goal", "reference", "indicators", "cycle", "institutions")
"""What a proposal may speak of."""
MUST_STAY = (("cycle", "horizon"), ("cycle", "calendar"))
"""What must stay as it is for two schemes to be compared under one luck."""
_OF_TARGETS = ("targets", "ratchet", "yardstick", "cascade")
_OF_VISITS = ("visits", "checks")


@dataclass(frozen=True)
class Listed:
    """One number in force; ``who`` is the group or unit it holds for, empty where it holds for all."""

    address: Address
    about: str
    item: str
    who: str
    value: float
    leaf: Leaf
    source: SourceEntry

    @property
    def path(self) -> str:
        return ".".join(self.address)


def numbers(scenario: Scenario, sheet: str, labels: Labels) -> Iterator[Listed]:
    """The rows of a sheet, in the order of the document."""
    yield from {RULES: _rules, TARGETS: _targets, VISITS: _visits}[sheet](scenario, labels)


def leaf_at(address: Address, data: Any) -> Leaf | None:
    """How the value at an address is written in a cell; None where no cell can hold it, or nothing can stand there."""
    entry = entry_at(address[:-1], data)
    if entry is not None:
        return next((c.leaf() for c in columns_of({"": entry}) if c.path == address[-1:]), None)
    whole = leaf_at(address[:-1], data) if len(address) > 1 else None
    return whole.of if isinstance(whole, Limit | ByCode) else None


def in_force(scenario: Scenario, address: Address) -> Any:
    """What stands at an address, or what is understood where nothing is written; None where nothing is."""
    node: Any = scenario.document
    for segment in address:
        if isinstance(node, Mapping):
            node = node.get(segment)
        else:
            node = getattr(node, segment) if isinstance(node, Strict) and segment in type(node).model_fields else None
    return node


def is_open(address: Address) -> bool:
    """Whether a proposal may speak of what stands there."""
    if address[0] == "indicators" and address[2:3] != ("scoring",):
        return False
    return address[0] in MAY_CHANGE and len(address) > 1 and address[:2] not in MUST_STAY


def _rules(scenario: Scenario, labels: Labels) -> Iterator[Listed]:
    stated = {rule.id: rule for rule in scenario.weighting.rules}
    for code, entry in scenario.document.rules.items():
        about = subject(stated[code], entry, labels).strip() if code in stated else code
        yield from _of(("rules", code), entry, about, labels)
    goal, reference = scenario.document.goal, scenario.document.reference
    if goal is not None:
        about = option(goal.kind, labels.language)
        yield from _of(("goal",), goal, f"{labels.known('workbook.part_goal', 'goal')} · {about}", labels)
    if reference is not None:
        yield from _of(("reference",), reference, labels.known("workbook.part_reference", "reference"), labels)


def _targets(scenario: Scenario, labels: Labels) -> Iterator[Listed]:
    for code, indicator in scenario.document.indicators.items():
        about = f"{labels.indicator(code)} ({indicator.unit})"
        yield from _of(("indicators", code, "scoring"), indicator.scoring, about, labels)
    yield from _parts(scenario, "cycle", ("deadline",), labels)
    yield from _parts(scenario, "institutions", _OF_TARGETS, labels)


def _visits(scenario: Scenario, labels: Labels) -> Iterator[Listed]:
    yield from _parts(scenario, "cycle", _OF_VISITS, labels)
    yield from _parts(scenario, "institutions", ("supervision",), labels)


def _parts(scenario: Scenario, home: str, names: tuple[str, ...], labels: Labels) -> Iterator[Listed]:
    around = getattr(scenario.document, home)
    for name in names:
        entry = None if around is None else getattr(around, name)
        if entry is not None:
            called = f"report.part_{name}" if home == "cycle" else f"report.institution_{name}"
            yield from _of((home, name), entry, labels.known(called, name), labels)


def _of(address: Address, entry: Strict, about: str, labels: Labels) -> Iterator[Listed]:
    """Every number of an entry; one that differs by group, domain or unit has a row for each."""
    source: SourceEntry = getattr(entry, "source")  # noqa: B009 - every entry here has one; its class does not say so
    for column in columns_of({"": type(entry)}):
        if len(column.path) > 1:
            continue
        value, leaf = getattr(entry, column.path[0]), column.leaf()
        item = _item(address, column, labels)
        at = (*address, *column.path)
        if isinstance(value, Mapping) and isinstance(leaf, Limit | ByCode):
            yield from (
                Listed((*at, code), about, item, _whom(leaf.table, code, labels), x, leaf.of, source)
                for code, x in value.items()
            )
        elif _is_number(value) and isinstance(leaf, Number | Share | Whole | Limit):
            yield Listed(at, about, item, "", value, leaf, source)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _item(address: Address, column: Column, labels: Labels) -> str:
    part, name = address[-1], column.path[0]
    if address[0] == "institutions":
        return labels.known(f"proposal.item_{part}_{name}", name)
    if address[0] == "cycle":
        return labels.known(f"report.parameter_{part}_{name}", labels.known(f"report.parameter_{name}", name))
    if name == "domain_shares":
        return labels.known("workbook.weights_share", name)
    return label(("scoring", name) if part == "scoring" else (name,), labels.language)


def _whom(table: str | None, code: str, labels: Labels) -> str:
    named = {"groups": labels.groups, "domains": labels.domains, "units": labels.units}.get(table or "", {})
    return named.get(code, code)
