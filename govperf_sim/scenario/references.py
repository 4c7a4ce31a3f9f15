"""Every code that is named is defined: indicators, domains, groups, systems, evaluators and clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from govperf_sim.errors import Fault, nearest
from govperf_sim.scenario.read import Address
from govperf_sim.scenario.schema import ScenarioDocument
from govperf_sim.scenario.schema_checks import ChecksEntry
from govperf_sim.scenario.schema_cycle import CycleEntry
from govperf_sim.scenario.schema_institutions import InstitutionsEntry
from govperf_sim.scenario.schema_rules import SelectionEntry
from govperf_sim.scenario.written import Located, Written, dotted
from govperf_sim.simulation.settings import CHANNELS
from govperf_sim.words import Message

Named = tuple[Address, str, str]
"""Where a code is named, the table it should stand in, and the code."""


def undefined(written: Written, names: Iterable[Named]) -> list[Located]:
    """Each code that is named and not defined."""
    found: list[Located] = []
    for address, table, code in names:
        known = codes(written, table)
        if known is not None and code not in known:
            # A code that is itself a key (a share of a domain, a limit of a group) is pointed at as a key.
            is_key = address[-1] == code
            where = address[:-1] if is_key else address
            said = Message("scenario.undefined", {"where": dotted(where), "code": code, "table": table})
            spot = written.key_spot(address) if is_key else written.value_spot(address)
            found.append((address, written.at(spot, said, nearest(code, known))))
    return found


def codes(written: Written, table: str) -> tuple[str, ...] | None:
    """The codes of a table, whether or not their entries are well formed; None where there is no table to speak of."""
    return tuple(written.table(table)) or None


def named(document: ScenarioDocument) -> Iterator[Named]:
    """Every code that an entry names."""
    for d, domain in document.domains.items():
        yield ("domains", d, "system"), "systems", domain.system
    for g, group in document.groups.items():
        yield ("groups", g, "system"), "systems", group.system
        if group.pool is not None:
            yield ("groups", g, "pool"), "pools", group.pool
    for u, unit in document.units.items():
        yield ("units", u, "group"), "groups", unit.group
        if unit.pool is not None:
            yield ("units", u, "pool"), "pools", unit.pool
    for k, indicator in document.indicators.items():
        yield ("indicators", k, "domain"), "domains", indicator.domain
        yield ("indicators", k, "evaluator"), "evaluators", indicator.evaluator
        yield from _listed(("indicators", k, "groups"), "groups", indicator.groups)
        for u in indicator.scoring.targets or ():
            yield ("indicators", k, "scoring", "targets", u), "units", u
    for treatment in ("impute", "outliers"):
        asked = getattr(document.panel, treatment, None)
        if asked is not None:
            yield from _listed(("panel", treatment, "indicators"), "indicators", asked.indicators)
    if document.checks is not None:
        yield from _checked(document.checks)
    if document.cycle is not None:
        yield from _in_cycle(document.cycle)
    if document.institutions is not None:
        yield from _in_institutions(document.institutions)
    if document.reference is not None:
        for d in document.reference.domain_shares:
            yield ("reference", "domain_shares", d), "domains", d
    for r, rule in document.rules.items():
        yield from _listed(("rules", r, "groups"), "groups", rule.groups)
        for side in ("of", "to", "more", "less"):
            yield from _side(("rules", r, side), getattr(rule, side, None))
        for limit in ("at_least", "at_most", "exactly"):
            for g in limit_groups(getattr(rule, limit, None)):
                yield ("rules", r, limit, g), "groups", g
        for g, row in getattr(rule, "last", {}).items():
            yield ("rules", r, "last", g), "groups", g
            yield from ((("rules", r, "last", g, k), "indicators", k) for k in row)


def _in_cycle(cycle: CycleEntry) -> Iterator[Named]:
    """Every code that a mechanism of the assessment year names."""
    if cycle.loadings is not None:
        for k, row in cycle.loadings.shows.items():
            yield ("cycle", "loadings", "shows", k), "indicators", k
            yield from ((("cycle", "loadings", "shows", k, d), "domains", d) for d in row)
    if cycle.reports is not None:
        for k in cycle.reports.fabrication_costs:
            yield ("cycle", "reports", "fabrication_costs", k), "indicators", k
    if cycle.vanity is not None:
        yield from _listed(("cycle", "vanity", "visible"), "indicators", cycle.vanity.visible)
    for channel in CHANNELS:
        if (on := getattr(cycle, channel)) is not None:
            yield from _listed(("cycle", channel, "indicators"), "indicators", on.indicators)
    if cycle.services is not None:
        yield ("cycle", "services", "task"), "domains", cycle.services.task


_TABLES: Mapping[str, str] = {"indicators": "indicators", "task": "domains", "tasks": "domains", "units": "units"}


def _in_institutions(institutions: InstitutionsEntry) -> Iterator[Named]:
    """Every code that an institution names; the field is called after the table."""
    for name in type(institutions).model_fields:
        for said, table in _TABLES.items():
            value = getattr(getattr(institutions, name), said, None)
            where: Address = ("institutions", name, said)
            if isinstance(value, str):
                yield where, table, value
            elif isinstance(value, Mapping):
                yield from (((*where, code), table, code) for code in value)
            else:
                yield from _listed(where, table, None if value is None else tuple(value))


_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("total", "result", "of", "per", "nominal", "real", "indicator"), "indicators"),
    **dict.fromkeys(("versions", "indicators"), "indicators"),
    "whole": "units",
}


def _checked(checks: ChecksEntry) -> Iterator[Named]:
    """Every code that a truth check names; the parts of a sum are indicators, those of an aggregate units."""
    for kind in ("sums", "ratios", "aggregates", "real_growth", "targets"):
        tables = {**_NAMES, "parts": "units" if kind == "aggregates" else "indicators"}
        for code, entry in getattr(checks, kind).items():
            for name, table in tables.items():
                said = getattr(entry, name, None)
                where: Address = ("checks", kind, code, name)
                if isinstance(said, str):
                    yield where, table, said
                elif isinstance(said, tuple):
                    yield from _listed(where, table, said)
    yield from _listed(("checks", "derived"), "indicators", checks.derived)


def unknown_clauses(written: Written, document: ScenarioDocument) -> list[Fault]:
    """Every clause that is cited exists."""
    if "document" in written.unread or ("document" in written.data and document.document is None):
        return []
    known = document.document.clauses if document.document is not None else {}
    faults = []
    for address, clause in _cited(written):
        if document.document is None:
            faults.append(written.at_value(address, "scenario.clause_of_nothing", clause=clause))
        elif clause not in known:
            said = {"where": dotted(address), "code": clause, "table": "document.clauses"}
            faults.append(written.at_value(address, "scenario.undefined", nearest(clause, known), **said))
    return faults


def uncited_clauses(written: Written, document: ScenarioDocument) -> list[Fault]:
    """Every clause is either cited or left out with a reason, never both."""
    cited = {clause: address for address, clause in _cited(written)}
    faults = []
    for clause, entry in document.document.clauses.items() if document.document is not None else ():
        where: Address = ("document", "clauses", clause)
        if clause not in cited and entry.left_out is None:
            faults.append(written.at_key(where, "scenario.clause_not_cited", clause=clause))
        elif clause in cited and entry.left_out is not None:
            place = written.place(cited[clause])
            faults.append(written.at_key((*where, "left_out"), "scenario.clause_cited", clause=clause, place=place))
    return faults


def _cited(written: Written) -> Iterator[tuple[Address, str]]:
    for address, clause in written.entries("clause"):
        if address[-2:-1] == ("source",) and isinstance(clause, str):
            yield address, clause


def limit_groups(limit: Any) -> tuple[str, ...]:
    return tuple(limit) if isinstance(limit, Mapping) else ()


def _listed(address: Address, table: str, listed: tuple[str, ...] | None) -> Iterator[Named]:
    for i, code in enumerate(listed or ()):
        yield (*address, i), table, code


def _side(address: Address, side: SelectionEntry | str | None) -> Iterator[Named]:
    if isinstance(side, str):
        yield address, "indicators", side
    elif side is not None:
        yield from _listed((*address, "indicators"), "indicators", side.indicators)
        yield from _listed((*address, "domains"), "domains", side.domains)
        if side.system is not None:
            yield (*address, "system"), "systems", side.system
