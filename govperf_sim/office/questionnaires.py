"""A questionnaire that somebody filled in, read back: what was answered, or everything that is wrong, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from govperf_sim.errors import Fault, PreferenceError, nearest
from govperf_sim.office.answered import ANSWER_OF, Answer, Rows
from govperf_sim.office.asked import ANSWERS, CODES, Asked, head, known_by
from govperf_sim.office.grid import Entry, Grid, head_of, read_grid
from govperf_sim.office.typed import plain
from govperf_sim.office.ways import Way


@dataclass(frozen=True)
class Answered:
    """What one person or panel answered: set -> answer."""

    who: str
    """The name of the file without its ending: a pseudonym, if it is to be one."""
    way: Way
    by_set: Mapping[str, Answer]


def way_of(path: Path) -> Way:
    """In which way a questionnaire asks, by its heads.  Raises :class:`~govperf_sim.errors.PreferenceError`."""
    return _way(read_grid(path))


def read_answers(path: Path, asked: Asked) -> Answered:
    """The answers of a file to what was asked; a whole set may be left out or left empty.

    Raises :class:`~govperf_sim.errors.PreferenceError` with every fault at its cell.
    """
    grid = read_grid(path)
    if (way := _way(grid)) is not asked.way:
        raise PreferenceError(grid.fault("office.other_way", way=way, first=asked.way))
    faults: list[Fault] = []
    by_set = {}
    for s, rows in _sets(grid, asked, faults).items():
        if not any(plain(entries[c].typed) for entries in rows.values() for c in ANSWERS[asked.way]):
            continue
        answer = ANSWER_OF[asked.way](path.stem, tuple(asked.sets[s]), rows, faults)
        if answer is not None:
            by_set[s] = answer
    if faults:
        raise PreferenceError(faults)
    if not by_set:
        raise PreferenceError(grid.fault("office.no_rows"))
    return Answered(path.stem, asked.way, by_set)


def _way(grid: Grid) -> Way:
    heads = {head_of(e) for e in grid.heads}
    for way in Way:
        if all(heads & known_by(column) for column in ANSWERS[way]):
            return way
    raise PreferenceError(grid.fault("office.no_way", heads=", ".join(head(c) for way in Way for c in ANSWERS[way])))


def _sets(grid: Grid, asked: Asked, faults: list[Fault]) -> dict[str, Rows]:
    """Set -> item or items -> the entries of the row, by column."""
    columns = (*CODES[asked.way], *ANSWERS[asked.way])
    heads = [head_of(e) for e in grid.heads]
    found = {c: [n for n, h in enumerate(heads) if h in known_by(c)] for c in columns}
    faults += [grid.fault("office.no_column", head=head(c)) for c, at in found.items() if not at]
    faults += [grid.heads[at[1]].fault("office.column_twice", head=head(c)) for c, at in found.items() if len(at) > 1]
    sets: dict[str, Rows] = {}
    if faults:
        return sets
    for row in grid.rows:
        entries = {c: row[at[0]] for c, at in found.items()}
        if (about := _about(entries, asked, faults)) is not None:
            s, items = about
            rows = sets.setdefault(s, {})
            if items in rows or items[::-1] in rows:
                faults.append(entries["item"].fault("office.row_twice", item=" — ".join(items)))
            else:
                rows[items] = entries
    return sets


def _about(entries: Mapping[str, Entry], asked: Asked, faults: list[Fault]) -> tuple[str, tuple[str, ...]] | None:
    """The set and the item or items of a row; ``None``, and a fault, where there are none such."""
    s = plain(entries["set"].typed)
    if s not in asked.sets:
        faults.append(entries["set"].fault("office.unknown_set", nearest(s, asked.sets), code=s))
        return None
    named = {c: plain(entries[c].typed) for c in CODES[asked.way][1:]}
    strange = {c: k for c, k in named.items() if k not in asked.sets[s]}
    for c, k in strange.items():
        hint = nearest(k, asked.sets[s])
        faults.append(entries[c].fault("office.unknown_item", hint, code=k, set=s))
        # Read on as what was meant, so that the rest of the row is looked at too.
        named[c] = str(hint.values.get("word", ""))
    items = tuple(named.values())
    if len(set(items)) < len(items):
        faults.append(entries["other"].fault("office.with_itself", item=items[0]))
        return None
    return (s, items) if all(items) else None
