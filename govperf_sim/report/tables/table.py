"""A table is text: whoever builds it decides the words, the template only how they are set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from govperf_sim.report.labels import Labels
from govperf_sim.sources import Source


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    cells: tuple[str, ...]
    kind: Literal["plain", "part"] = "plain"
    """A ``part`` heads the rows below it."""
    shades: tuple[int | None, ...] = ()
    """For each cell, 0 (pale: a low score) to 9 (deep: full marks), or None; empty where no cell is shaded."""


@dataclass(frozen=True)
class Table:
    """Cells as they are to be read, and how their columns are set."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    numeric: frozenset[int] = frozenset()
    """Columns that are set to the right."""
    tight: frozenset[int] = frozenset()
    """Columns of short words that must not be broken."""
    codes: frozenset[int] = frozenset()
    """Columns of codes and places, which may be broken anywhere."""


def table(
    labels: Labels,
    key: str,
    rows: Iterable[Sequence[str] | Row],
    *,
    numeric: Iterable[int] = (),
    tight: Iterable[int] = (),
    codes: Iterable[int] = (),
    head: Sequence[str] | None = None,
) -> Table:
    """A table whose caption, head (parted by ``|``) and note stand in the words under its key."""
    return Table(
        caption=labels.word(f"{key}_table"),
        head=tuple(head or labels.word(f"{key}_head").split("|")),
        rows=tuple(row if isinstance(row, Row) else Row(tuple(row)) for row in rows),
        note=labels.note(key),
        numeric=frozenset(numeric),
        tight=frozenset(tight),
        codes=frozenset(codes),
    )


def of_column(whole: Table, column: int, cell: str) -> Table:
    """The rows of a table with this in a column, which is named beside its caption."""
    rows = tuple(row for row in whole.rows if row.cells[column] == cell)
    return replace(whole, caption=f"{whole.caption} · {cell}", rows=rows)


def origin(source: Source | None, labels: Labels) -> tuple[str, str, str, str]:
    """Status, clause, citation and place of a source."""
    if source is None:
        return ("", "", "", "")
    return labels.word(f"status_{source.status}"), source.clause or "", source.cite, source.place
