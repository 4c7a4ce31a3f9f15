"""The columns of a table, from the classes of its entries: a field added to the schema has its column.

A field that holds an entry of its own (a name, a source, the scoring) becomes the columns of that entry.  A rule or a
goal has the columns of every kind; what a column holds is then a matter of the kind (a limit here, a factor there).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from govperf_sim.office.workbook.leaves import Choice, Day, Leaf, Number, Share, Truth, Whole, Words
from govperf_sim.office.workbook.lists import ByCode, Limit, Listed, Selection
from govperf_sim.scenario import entry
from govperf_sim.scenario.entry import Strict
from govperf_sim.scenario.schema_rules import SelectionEntry
from govperf_sim.words import Language, known_keys, say

Path = tuple[str, ...]
TABLE_OF: Mapping[str, str] = {
    **{name: f"{name}s" for name in ("system", "domain", "evaluator", "group", "pool")},
    **{name: name for name in ("systems", "domains", "evaluators", "groups", "pools", "indicators")},
    **dict.fromkeys(("more", "less", "of", "to"), "indicators"),
    "targets": "units",
    "domain_shares": "domains",
    "clause": "clauses",
}
"""The table whose codes a field names."""


@dataclass(frozen=True)
class Column:
    """One column; ``leaves`` gives what it holds by the kind of the entry, ``""`` where entries have no kinds."""

    path: Path
    leaves: Mapping[str, Leaf]
    needed: Mapping[str, bool]
    """Whether an entry of the kind must have it, once it has the part that the column belongs to."""
    optional_part: Path | None
    """The outermost part around it that an entry may do without."""
    said: str
    """The manual entry of the field, in English."""

    def leaf(self, kind: str = "") -> Leaf:
        """What it holds for a kind; for a kind that has no such column, what it holds for others."""
        return self.leaves.get(kind) or next(iter(self.leaves.values()))

    @property
    def is_name(self) -> bool:
        """Whether it is a name in one of the two languages."""
        return self.path[-1] in ("zh", "en")


def columns_of(entries: Mapping[str, type[Strict]], leave_out: Iterable[Path] = ()) -> tuple[Column, ...]:
    """The columns of the classes, by kind, in the order of their fields."""
    left_out = set(leave_out)
    found: dict[Path, Column] = {}
    for kind, of in entries.items():
        for column in _fields(of, (), None, kind):
            if column.path in left_out:
                continue
            known = found.get(column.path)
            found[column.path] = column if known is None else _joined(known, column)
    # First the kind, then what only some kinds have, then what all have, and the source as the last word.
    return tuple(sorted(found.values(), key=lambda c: _place(c, len(entries))))


def _place(column: Column, kinds: int) -> int:
    if column.path[0] == "source":
        return 3
    if kinds == 1:
        return 0
    return 0 if column.path == ("kind",) else 2 if len(column.leaves) == kinds else 1


def label(path: Path, language: Language) -> str:
    """The head of a column; of a field that has no word yet, its name."""
    for start in range(len(path)):
        key = f"workbook.head_{'_'.join(path[start:])}"
        if key in known_keys():
            around = [part(p, language) for p in (path[:1] if start else ())]
            return " · ".join([*around, say(key, language)])
    return ".".join(path)


def part(name: str, language: Language) -> str:
    key = f"workbook.part_{name}"
    return say(key, language) if key in known_keys() else name


def note(column: Column, language: Language) -> str:
    """What goes into a column: our words, or the manual entry of the field."""
    for start in range(len(column.path)):
        key = f"workbook.note_{'_'.join(column.path[start:])}"
        if key in known_keys():
            return say(key, language)
    return column.said if language == "en" else ""


def _joined(one: Column, other: Column) -> Column:
    leaves = {**one.leaves, **other.leaves}
    if one.path == ("kind",):  # what tells the kinds apart can be any of them
        every = Choice(
            tuple(dict.fromkeys(o for leaf in leaves.values() if isinstance(leaf, Choice) for o in leaf.options))
        )
        leaves = dict.fromkeys(leaves, every)
    return Column(one.path, leaves, {**one.needed, **other.needed}, one.optional_part,
                  one.said or other.said)  # fmt: skip


def _fields(of: type[Strict], around: Path, optional_part: Path | None, kind: str) -> Iterator[Column]:
    hints = get_type_hints(of, include_extras=True)
    for name, field in of.model_fields.items():
        path = (*around, name)
        bare, optional = _without_none(hints[name])
        if isinstance(bare, type) and issubclass(bare, Strict) and bare is not SelectionEntry:
            yield from _fields(bare, path, optional_part or (path if optional else None), kind)
            continue
        leaf = _leaf(bare, name)
        if leaf is not None:
            yield Column(path, {kind: leaf}, {kind: field.is_required()}, optional_part, field.description or "")


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    kept = [h for h in get_args(hint) if h is not type(None)]
    optional = len(kept) < len(get_args(hint))
    return (kept[0] if len(kept) == 1 else Union[tuple(kept)]), optional  # noqa: UP007 - made of a list


def _leaf(hint: Any, name: str) -> Leaf | None:
    """The kind of cell of a field; None for what a cell cannot hold, which has a sheet of its own."""
    if hint == entry.Code:
        return Words(code=True, table=TABLE_OF.get(name))
    if get_origin(hint) is Annotated:
        if get_args(hint)[0] is float and any(getattr(m, "le", None) == 1 for m in _limits(hint)):
            return Share()
        return _leaf(get_args(hint)[0], name)
    if hint is SelectionEntry:
        hints = get_type_hints(SelectionEntry, include_extras=True)
        leaves = {field: _leaf(_without_none(h)[0], field) for field, h in hints.items() if field in hint.model_fields}
        return Selection({field: leaf for field, leaf in leaves.items() if leaf is not None})
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return Choice(tuple(map(str, inside))) if all(isinstance(i, str) for i in inside) else None
    if origin in (Union, UnionType):
        one = _leaf(inside[0], name)
        return None if one is None else Limit(one)
    if origin is tuple:
        return Listed(leaf) if (leaf := _leaf(inside[0], name)) else None
    if origin is dict:
        leaf = _leaf(inside[1], name)
        return ByCode(leaf, TABLE_OF.get(name)) if isinstance(leaf, Number | Share) else None
    plain: Mapping[Any, Leaf] = {
        str: Words(table=TABLE_OF.get(name)), float: Number(), int: Whole(), bool: Truth(),
        datetime.date: Day(),
    }  # fmt: skip
    return plain.get(hint)


def _limits(hint: Any) -> Iterator[Any]:
    """The bounds on a number, also those inside a field."""
    for said in get_args(hint)[1:]:
        yield said
        yield from getattr(said, "metadata", ())
