"""A scenario with something else in one place, found by its address: ``rules.cap_growth.at_most``.

A changed number says why.  The reason becomes the source of the entry it stands in, together with what was there
before, so that no report can show a changed number under the old citation.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from govperf_sim.errors import Fault, ScenarioError, nearest
from govperf_sim.scenario.addresses import entry_at
from govperf_sim.scenario.read import Address, Spot
from govperf_sim.scenario.written import NOWHERE, Written, dotted
from govperf_sim.words import Message


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs from the files.  ``after`` is None where the entry is taken away."""

    path: str
    before: Any
    after: Any
    because: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A change that is asked for, and where, so that what is wrong with it can be shown there."""

    path: str
    value: Any
    """None takes away what stands there."""
    because: str
    path_spot: Spot = NOWHERE
    value_spot: Spot = NOWHERE


def changed(written: Written, asked: Iterable[Asked]) -> tuple[Written, tuple[Change, ...]]:
    """The document with every change, one after the other.

    Raises :class:`~govperf_sim.errors.ScenarioError` with a fault for every change that gives no reason or whose address
    leads nowhere, with the nearest address that does.
    """
    now, changes, faults = written, list[Change](), list[Fault]()
    for one in asked:
        try:
            now, change = _changed(now, one)
        except ScenarioError as refused:
            faults += refused.faults
        else:
            changes.append(change)
    if faults:
        raise ScenarioError(faults)
    return now, tuple(changes)


def value_at(written: Written, path: str) -> Any:
    """What stands at an address; None where an optional entry is absent.

    Raises :class:`~govperf_sim.errors.ScenarioError` for an address that leads nowhere.
    """
    if not isinstance(path, str) or not path.strip():
        raise ScenarioError(written.at(NOWHERE, Message("scenario.no_path", {"path": path})))
    return _follow(written, Asked(path, 0, ""))[1]


def with_variant(written: Written, code: str) -> tuple[Written, tuple[Change, ...]]:
    """The document with all changes of one of its variants, one after the other."""
    at: Address = ("variants", code, "changes")
    return changed(written, (
        Asked(c["path"], c["value"], c["because"], written.value_spot((*at, i, "path")), written.value_spot((*at, i, "value")))
        for i, c in enumerate(written.data["variants"][code]["changes"])
    ))  # fmt: skip


def _changed(written: Written, asked: Asked) -> tuple[Written, Change]:
    path, value, because = asked.path, asked.value, asked.because
    if not isinstance(path, str) or not path.strip():
        raise ScenarioError(written.at(asked.path_spot, Message("scenario.no_path", {"path": path})))
    if not isinstance(because, str) or len(because.strip()) < 4:
        raise ScenarioError(written.at(asked.path_spot, Message("scenario.no_because", {"path": path})))
    address, before = _follow(written, asked)
    data = _put(written.data, address, _plain(value))
    home = _sourced(written.data, address)
    if home is not None:
        old = _get(written.data, (*home, "source"))
        if isinstance(old, Mapping):
            shown = "; ".join((f"{because} ({path}: {_short(before)} -> {_short(value)})", str(old.get("cite", ""))))
            data = _put(data, (*home, "source"), {**old, "status": "assumption", "cite": shown})
    values = {a: spot for a, spot in written.values.items() if a[: len(address)] != address}
    keys = {a: spot for a, spot in written.keys.items() if a[: len(address)] != address}
    now = replace(written, data=data, values={**values, address: asked.value_spot}, keys=keys)
    return now, Change(path, before, _plain(value), because)


def _follow(written: Written, asked: Asked) -> tuple[Address, Any]:
    """The address a path means and what stands there; None where an optional key is absent."""
    node: Any = written.data
    address: Address = ()
    path, value = asked.path, asked.value
    segments = path.split(".")
    for place, segment in enumerate(segments):
        last = place == len(segments) - 1
        if isinstance(node, Mapping):
            entry = entry_at(address, written.data)
            if segment in node:
                node, address = node[segment], (*address, segment)
                continue
            optional = entry is not None and segment in entry.model_fields
            new_code = entry is None and isinstance(value, Mapping | int | float)
            if last and value is not None and (optional or (new_code and _may_grow(address, value))):
                return (*address, segment), None
            known = list(dict.fromkeys([*node, *(entry.model_fields if entry else ())]))
            key = "scenario.no_such_path" if address else "scenario.no_such_path_at_top"
            said = Message(key, {"segment": segment, "within": dotted(address), "path": path})
            raise ScenarioError(written.at(asked.path_spot, said, nearest(segment, known)))
        if isinstance(node, tuple) and segment.isdecimal() and int(segment) < len(node):
            node, address = node[int(segment)], (*address, int(segment))
            continue
        said = Message("scenario.path_too_long", {"segment": segment, "within": dotted(address), "path": path})
        raise ScenarioError(written.at(asked.path_spot, said))
    return address, node


def _may_grow(address: Address, value: Any) -> bool:
    """A table takes a new entry, a limit by groups a number for one more group."""
    return (
        isinstance(value, Mapping)
        if len(address) == 1
        else address[-1] in ("at_least", "at_most", "exactly", "domain_shares")
    )


def _sourced(data: Mapping[str, Any], address: Address) -> Address | None:
    """The innermost entry around an address that has a source, unless the address is that source itself."""
    if "source" in address:
        return None
    for length in range(len(address) - 1, 0, -1):
        node = _get(data, address[:length])
        if isinstance(node, Mapping) and "source" in node:
            return address[:length]
    return None


def _get(data: Any, address: Address) -> Any:
    for segment in address:
        data = data[segment]
    return data


def _put(node: Any, address: Address, value: Any) -> Any:
    if not address:
        return value
    head, rest = address[0], address[1:]
    if isinstance(node, tuple):
        i = int(head)
        items = (_put(node[i], rest, value),) if rest or value is not None else ()
        return (*node[:i], *items, *node[i + 1 :])
    if not rest and value is None:
        return {k: v for k, v in node.items() if k != head}
    return {**node, head: _put(node.get(head), rest, value)}


def _plain(value: Any) -> Any:
    """A value of a program as one of a file: NumPy numbers as Python's, lists as tuples."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_plain(v) for v in value)
    return value


def _short(value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}..."
