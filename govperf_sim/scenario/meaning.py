"""What is well written and still cannot be meant: a group without units, shares beyond the whole, a rule about nothing.

What the layers below can see by themselves (floors above one, a floor above its cap, a rule that binds nobody) they
say; see :mod:`govperf_sim.scenario.placed`.
"""

from __future__ import annotations

from collections.abc import Iterable

from govperf_sim.errors import nearest
from govperf_sim.framework import Framework
from govperf_sim.scenario.assemble import selected
from govperf_sim.scenario.read import Address
from govperf_sim.scenario.schema import ScenarioDocument
from govperf_sim.scenario.schema_rules import SelectionEntry
from govperf_sim.scenario.table import Table
from govperf_sim.scenario.written import Located, Written, dotted
from govperf_sim.simulation.settings import CHANNELS

CODES = ("groups", "indicators", "domains", "ways")
"""The keys under which lists of codes stand."""


def repeats(written: Written, lists: Iterable[str] = CODES) -> list[Located]:
    """A code twice in one list."""
    return [
        ((*address, i), written.at_value((*address, i), "scenario.listed_twice", code=code))
        for key in lists
        for address, listed in written.entries(key)
        if isinstance(listed, tuple)
        for i, code in enumerate(listed)
        if code in listed[:i]
    ]


def strangers(written: Written, document: ScenarioDocument) -> list[Located]:
    """Systems without groups, groups without units, domains without indicators, indicators outside their system."""
    tables = {
        "systems": {group.system for group in document.groups.values()},
        "groups": {unit.group for unit in document.units.values()},
        "domains": {indicator.domain for indicator in document.indicators.values()},
    }
    found: list[Located] = [
        ((table, code), written.at_key((table, code), f"scenario.nothing_in_{table}", code=code))
        for table, members in tables.items()
        for code in getattr(document, table)
        if code not in members
    ]
    found += _pools(written, document)
    for k, indicator in document.indicators.items():
        said = {"indicator": k, "system": document.domains[indicator.domain].system}
        for i, g in enumerate(indicator.groups or ()):
            where: Address = ("indicators", k, "groups", i)
            if document.groups[g].system != said["system"]:
                found.append((where, written.at_value(where, "scenario.other_system", group=g, **said)))
    return found


def _pools(written: Written, document: ScenarioDocument) -> list[Located]:
    """Pools that nobody is in, that are called like a system, or that reach across systems."""
    systems: dict[str, set[str]] = {pool: set() for pool in document.pools}
    for unit in document.units.values():
        group = document.groups[unit.group]
        if (pool := unit.pool or group.pool) in systems:
            systems[pool].add(group.system)
    found: list[Located] = []
    for pool, of in systems.items():
        where: Address = ("pools", pool)
        if not of:
            found.append((where, written.at_key(where, "scenario.nothing_in_pools", code=pool)))
        elif pool in document.systems:
            found.append((where, written.at_key(where, "weights.pool_is_system", pool=pool)))
        elif len(of) > 1:
            said = {"pool": pool, "systems": ", ".join(sorted(of))}
            found.append((where, written.at_key(where, "weights.pool_across_systems", **said)))
    return found


def goal(written: Written, document: ScenarioDocument) -> list[Located]:
    """The goal that moves as little as possible from a reference has one."""
    absent = "reference" not in written.data and "reference" not in written.unread
    if document.goal is None or document.goal.kind != "closest_to_reference" or not absent:
        return []
    where: Address = ("goal", "kind")
    return [(where, written.at_value(where, "weights.no_reference"))]


def posts(written: Written, document: ScenarioDocument) -> list[Located]:
    """Floor and target are either given or frozen over reference years; logarithms name the indicators they are of."""
    found: list[Located] = []
    for k, indicator in document.indicators.items():
        for post in ("floor", "target"):
            where: Address = ("indicators", k, "scoring", post)
            if indicator.scoring.reference_years and getattr(indicator.scoring, post) is not None:
                found.append((where, written.at_key(where, "scenario.posts_and_years", indicator=k, post=post)))
    outliers = document.panel.outliers if document.panel is not None else None
    if outliers is not None and outliers.method == "log" and outliers.indicators is None:
        where = ("panel", "outliers", "method")
        found.append((where, written.at_key(where, "scenario.log_of_what")))
    return found


def reference(written: Written, document: ScenarioDocument) -> list[Located]:
    """Reference shares name every domain and add up to 1 in each system."""
    if document.reference is None:
        return []
    shares = document.reference.domain_shares
    where: Address = ("reference", "domain_shares")
    found: list[Located] = []
    for s in document.systems:
        domains = [d for d, domain in document.domains.items() if domain.system == s]
        absent = [d for d in domains if d not in shares]
        total = sum(shares.get(d, 0.0) for d in domains)
        found += [(where, written.at_key(where, "scenario.no_share", domain=d, system=s)) for d in absent]
        if not absent and domains and abs(total - 1) > 1e-6:
            largest = (*where, max(domains, key=lambda d: shares[d]))
            said = {"system": s, "total": format(total, ".6g")}
            found.append((largest, written.at_key(largest, "scenario.shares_of_system", **said)))
    return found


def selections(written: Written, document: ScenarioDocument, framework: Framework) -> list[Located]:
    """Every selection of a rule finds at least one indicator."""
    return [
        (("rules", code, side), written.at_key(("rules", code, side), "scenario.selects_nothing", rule=code))
        for code, rule in document.rules.items()
        for side in ("of", "to")
        if isinstance(asked := getattr(rule, side, None), SelectionEntry) and not selected(asked, framework)
    ]


def exact(written: Written, document: ScenarioDocument) -> list[Located]:
    """What weighs exactly so much has no other limit."""
    return [
        (("rules", code, side), written.at_key(("rules", code, side), "scenario.exactly_alone", rule=code, side=side))
        for code, rule in document.rules.items()
        for side in ("at_least", "at_most")
        if getattr(rule, "exactly", None) is not None and getattr(rule, side) is not None
    ]


def examined(written: Written, document: ScenarioDocument, table: Table | None) -> list[Located]:
    """A range has two ends, and a vintage that is to come first is there."""
    choices = None if document.robustness is None else document.robustness.choices
    found: list[Located] = []
    if choices is not None and choices.progress_share is not None:
        share = choices.progress_share
        where: Address = ("robustness", "choices", "progress_share")
        if share.at_least >= share.at_most:
            ends = {"least": f"{share.at_least:g}", "most": f"{share.at_most:g}"}
            found.append((where, written.at_key(where, "scenario.no_range", where=dotted(where), **ends)))
    if choices is not None and choices.vintage is not None and table is not None:
        known = sorted(set(table.frame["vintage"]) - {""})
        for i, vintage in enumerate(choices.vintage.ways or ()):
            if vintage not in known:
                where = ("robustness", "choices", "vintage", "ways", i)
                said = {"vintage": vintage, "known": ", ".join(known)}
                key = "scenario.no_such_vintage" if known else "scenario.no_vintages"
                found.append((where, written.at_value(where, key, nearest(vintage, known), **said)))
    return found


def visits(written: Written, document: ScenarioDocument) -> list[Located]:
    """A unit is visited once a year at most."""
    cycle, units = document.cycle, len(document.units)
    if cycle is None or cycle.visits is None or cycle.visits.a_year <= units:
        return []
    where: Address = ("cycle", "visits", "a_year")
    said = {"parameter": dotted(where), "found": cycle.visits.a_year, "units": units}
    return [(where, written.at_value(where, "simulation.more_visits_than_units", **said))]


def services(written: Written, document: ScenarioDocument) -> list[Located]:
    """A deadline lies within a year."""
    cycle = document.cycle
    if cycle is None or cycle.services is None or cycle.services.deadline <= cycle.calendar.working_days:
        return []
    where: Address = ("cycle", "services", "deadline")
    said = {"parameter": dotted(where), "found": cycle.services.deadline, "days": cycle.calendar.working_days}
    return [(where, written.at_value(where, "simulation.deadline_beyond_year", **said))]


def institutions(written: Written, document: ScenarioDocument) -> list[Located]:
    """Institutions run in the years of a cycle."""
    if document.institutions is None or "cycle" in written.data or "cycle" in written.unread:
        return []
    where: Address = ("institutions",)
    return [(where, written.at_key(where, "simulation.institutions_of_nothing"))]


def channels(written: Written, document: ScenarioDocument) -> list[Located]:
    """One channel measures an indicator, and the record is of cases."""
    cycle = document.cycle
    if cycle is None:
        return []
    found: list[Located] = []
    taken: dict[str, str] = {}
    for channel in CHANNELS:
        on = getattr(cycle, channel)
        for i, code in enumerate(on.indicators if on is not None else ()):
            where: Address = ("cycle", channel, "indicators", i)
            if code in taken and taken[code] != channel:
                said = {"parameter": dotted(where[:-1]), "indicator": code, "other": f"cycle.{taken[code]}.indicators"}
                found.append((where, written.at_value(where, "simulation.measured_twice", **said)))
            taken.setdefault(code, channel)
    if cycle.records is not None and cycle.services is None:
        where = ("cycle", "records")
        found.append((where, written.at_key(where, "simulation.record_of_nothing", parameter=dotted(where))))
    return found
