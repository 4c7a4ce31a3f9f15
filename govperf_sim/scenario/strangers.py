"""What a scenario says of things that another one does not have: found before it lends its assessment year to that one.

An assessment year, its institutions and its truth checks name indicators, domains, units and clauses.  Lent to a scenario of
other indicators they would speak of nothing; what can stay is the rest.  A list loses the members that are not there, and a
mechanism, a check or a variant goes as a whole where what it is about is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from govperf_sim.errors import ScenarioError
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.read import Address
from govperf_sim.scenario.references import codes, named
from govperf_sim.scenario.variants import with_variant
from govperf_sim.scenario.written import Written


def strangers(lender: Scenario, lent: Collection[str], borrower: Written) -> tuple[Address, ...]:
    """The addresses, under the top-level keys that are lent, of what the borrower has no code or no clause for.

    ``borrower`` is the document with what is lent in it.
    """
    gone = {*_uncoded(lender, lent, borrower)}
    gone |= {*_uncited(without(borrower, gone), lent)}
    left = without(borrower, gone)
    gone |= {
        ("variants", code) for code in left.table("variants") if "variants" in lent and not _can_be_made(left, code)
    }
    return tuple(sorted((a for a in gone if not _within(a, gone)), key=lambda a: [str(s) for s in a]))


def without(written: Written, addresses: Iterable[Address]) -> Written:
    """The document without what stands at some addresses."""
    data: Any = written.data
    for address in sorted(addresses, key=lambda a: [f"{s:09}" if isinstance(s, int) else s for s in a], reverse=True):
        data = _less(data, address)  # the last member of a list first, so that the others keep their places
    return replace(written, data=data)


def _uncoded(lender: Scenario, lent: Collection[str], borrower: Written) -> Iterator[Address]:
    """What names a code that is not there: a member of a list, or all that is about it."""
    members: dict[Address, list[Address]] = {}
    for address, table, code in named(lender.document):
        if address[0] not in lent or code in (codes(borrower, table) or ()):
            continue
        if address[0] == "checks" and len(address) > 3:  # a sum without one of its parts is no sum
            yield address[:3]
        elif len(address) < 4 and address[-2] != "derived":
            yield address[:2]
        else:
            members.setdefault(address[:-1], []).append(address)
    for listed, missing in members.items():
        node: Any = borrower.data
        for segment in listed:
            node = node[segment]
        if len(missing) < len(node):
            yield from missing
        else:
            yield listed if listed[0] == "checks" else listed[:2]


def _uncited(written: Written, lent: Collection[str]) -> Iterator[Address]:
    """Clauses that are not there; what cites them keeps the rest of its source."""
    document = written.table("document")
    known = document.get("clauses", {})
    for address, clause in written.entries("clause"):
        if address[0] in lent and address[-2:-1] == ("source",) and clause not in known:
            yield address


def _can_be_made(written: Written, variant: str) -> bool:
    try:
        with_variant(written, variant)
    except ScenarioError:
        return False
    return True


def _within(address: Address, others: Collection[Address]) -> bool:
    return any(address[:n] in others for n in range(1, len(address)))


def _less(node: Any, address: Address) -> Any:
    head, rest = address[0], address[1:]
    if isinstance(node, Mapping):
        if head not in node:  # it went with what is around it
            return node
        return {**node, head: _less(node[head], rest)} if rest else {k: v for k, v in node.items() if k != head}
    at = int(head)
    return (*node[:at], *((_less(node[at], rest),) if rest else ()), *node[at + 1 :])
