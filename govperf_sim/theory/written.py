"""Parameters of a case as they are written on a command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govperf_sim.errors import CycleError, Fault, fault


def parsed(written: Sequence[str]) -> dict[str, Any]:
    """``name=value`` by name: a number, a list as ``1,2`` or a table as ``1,2;3,4``.

    Raises :class:`~govperf_sim.errors.CycleError` for what has no name or is not a number.

    >>> parsed(["units=7", "benefit=1,0.5", "shown=1,0;0,1"])
    {'units': 7, 'benefit': (1, 0.5), 'shown': ((1, 0), (0, 1))}
    """
    faults: list[Fault] = []
    found = {}
    for text in written:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            faults.append(fault("theory.not_a_parameter", found=text))
            continue
        try:
            found[name.strip()] = _value(value)
        except ValueError:
            faults.append(fault("theory.not_a_number", parameter=name.strip(), found=value))
    if faults:
        raise CycleError(faults)
    return found


def _value(text: str) -> Any:
    for mark in ";,":
        if mark in text:
            return tuple(_value(part) for part in text.split(mark))
    try:
        return int(text)
    except ValueError:
        return float(text)
