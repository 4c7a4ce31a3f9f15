"""Where a number or a statement comes from; every rule, target and parameter carries one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["law", "document", "data", "expert", "assumption"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The origin of a number or a statement.

    >>> Source(status="assumption", cite="illustrative: growth must not dominate", clause="V-1d")
    Source(status='assumption', cite='illustrative: growth must not dominate', clause='V-1d', place='')
    """

    status: Status
    cite: str
    """Document with article, page or table; for an assumption, the reason for it."""
    clause: str | None = None
    """The clause of the governing document that asks for it, such as ``V-1d``."""
    place: str = ""
    """``file:line`` where it was read, filled in by the loader."""
