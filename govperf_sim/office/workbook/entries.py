"""Rows and notes as entries of a document, every value with its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from govperf_sim.office.typed import Unclear, plain
from govperf_sim.office.workbook.cells import Cell
from govperf_sim.office.workbook.columns import Column, Path, label
from govperf_sim.office.workbook.found import Found
from govperf_sim.office.workbook.grids import Row, Sheet
from govperf_sim.office.workbook.heads import Heads, find_heads, squeezed
from govperf_sim.office.workbook.names import Names
from govperf_sim.office.workbook.sheets import IN_NOTES, TABLES, notes_columns, table_columns
from govperf_sim.scenario.read import Address, Spot, Unread
from govperf_sim.words import LANGUAGES, Message, say

CODE: Path = ("code",)
ITEM, VALUE, MORE = "item", "value", "note"
TOTALS = frozenset({"合计", "小计", "总计", "total", "totals", "sum", "subtotal"})


@dataclass
class Document:
    """The document as far as it has been read."""

    data: dict[str, Any] = field(default_factory=dict)
    keys: dict[Address, Spot] = field(default_factory=dict)
    values: dict[Address, Spot] = field(default_factory=dict)

    def put(self, address: Address, value: object, cell: Cell) -> None:
        """Set a value, making the entries around it."""
        node = self.data
        for n, segment in enumerate(address[:-1], 1):
            node = node.setdefault(str(segment), {})
            self.values.setdefault(address[:n], cell.spot)
            self.keys.setdefault(address[:n], cell.spot)
        node[str(address[-1])] = value
        self.keys[address] = self.values[address] = cell.spot

    def has(self, address: Address) -> bool:
        node: Any = self.data
        for segment in address:
            if not isinstance(node, Mapping) or segment not in node:
                return False
            node = node[segment]
        return True


def said_as(column: Column) -> tuple[str, ...]:
    """All that a column may be called."""
    return (*(label(column.path, language) for language in LANGUAGES), ".".join(column.path))


def code_words() -> tuple[str, ...]:
    return (*(say("workbook.head_code", language) for language in LANGUAGES), "code")


def table_heads(kind: str, sheet: Sheet, found: Found) -> Heads[Path] | None:
    """The heads of a sheet of entries."""
    columns = table_columns(kind)
    words = {CODE: code_words(), **{c.path: said_as(c) for c in columns}}
    needed = {CODE: "/".join(code_words()[:2])}
    needed |= {c.path: "/".join(said_as(c)[:2]) for c in columns if _always(c, len(columns[0].needed))}
    return find_heads(sheet, words, needed, found)


def _always(column: Column, kinds: int) -> bool:
    """Whether every entry must have it, whatever its kind."""
    return column.optional_part is None and len(column.needed) == kinds and all(column.needed.values())


def rows_with_code(sheet: Sheet, heads: Heads[Path], found: Found) -> Iterator[tuple[str, Cell, Row]]:
    """The rows of a table with their codes; each code once."""
    first: dict[str, str] = {}
    at = heads.columns.get(CODE)
    if at is None:
        return
    for number, row in heads.under(sheet):
        filled = {c: cell for c, cell in row.items() if c in heads.columns.values() and not cell.empty}
        if not filled:
            continue
        cell = sheet.cell(number, at)
        code = plain(cell.typed) if isinstance(cell.typed, str) else plain(_whole(cell.typed))
        if squeezed(code) in TOTALS or (not code and any(squeezed(c.typed) in TOTALS for c in filled.values())):
            found.remind_of(cell.place, Message("workbook.total_row"))
        elif isinstance(cell.typed, Unclear):
            found.faults.append(cell.unclear(cell.typed))
        elif not code:
            said = ", ".join(plain(c.typed) for c in list(filled.values())[:2])
            found.faults.append(cell.fault("workbook.no_code", row=number, found=said))
        elif code in first:
            found.faults.append(cell.fault("workbook.code_twice", code=code, first=first[code]))
        else:
            first[code] = cell.place.rpartition("!")[2]
            yield code, cell, row


def _whole(typed: object) -> object:
    return int(typed) if isinstance(typed, float) and typed.is_integer() else typed


def read_table(kind: str, sheet: Sheet, heads: Heads[Path], names: Names, document: Document, found: Found) -> None:
    """Put the entries of a sheet into the document."""
    columns = [c for c in table_columns(kind) if c.path in heads.columns]
    absent = [c for c in table_columns(kind) if c.path not in heads.columns and _always(c, len(c.needed))]
    for code, cell, _ in rows_with_code(sheet, heads, found):
        address: Address = (*TABLES[kind], code)
        document.put(address, {}, cell)
        for column in absent:  # which was said of the sheet, once
            document.put((*address, *column.path), Unread.HERE, cell)

        def at(column: Column, number: int = cell.row) -> Cell:
            return sheet.cell(number, heads.columns[column.path])

        _entry(columns, at, address, names, document, found)


def read_notes(sheet: Sheet, names: Names, document: Document, found: Found) -> bool:
    """Put the fields of the notes into the document; a line that is no field explains and is passed over.

    False where the sheet could not be read, so that nothing is known to be missing.
    """
    columns = {c.path: c for c in notes_columns()}
    heads = find_heads(sheet, {k: _note_words(k) for k in (ITEM, VALUE, MORE)},
                       {k: _note_words(k)[0] for k in (ITEM, VALUE)}, found)  # fmt: skip
    if heads is None or not {ITEM, VALUE} <= set(heads.columns):
        return False
    called = {squeezed(word): path for path, c in columns.items() for word in said_as(c)}
    lines: dict[Path, int] = {}
    for number, row in heads.under(sheet):
        item = row.get(heads.columns[ITEM])
        words = [] if item is None else [item.typed, *plain(item.typed).split("\n")]
        path = next((called[squeezed(w)] for w in words if squeezed(w) in called), None)
        if path is None:
            value = row.get(heads.columns[VALUE])
            if item is not None and value is not None and not value.empty:
                found.remind(item, Message("workbook.line_ignored", {"found": plain(item.typed)}))
        elif item is not None and path in lines:
            found.faults.append(item.fault("workbook.line_twice", found=plain(item.typed), first=lines[path]))
        else:
            lines[path] = number
    at = heads.columns[VALUE]
    _absent(columns, lines, sheet, document, found)
    for name in IN_NOTES:
        mine = [c for path, c in columns.items() if path[0] == name and path in lines]
        _entry(mine, lambda c: sheet.cell(lines[c.path], at), (), names, document, found)
    return True


def _note_words(key: str) -> tuple[str, ...]:
    return tuple(say(f"workbook.notes_{key}", language) for language in LANGUAGES)


def _absent(
    columns: Mapping[Path, Column], lines: Iterable[Path], sheet: Sheet, document: Document, found: Found
) -> None:
    for path, column in columns.items():
        if path not in lines and _always(column, len(column.needed)):
            document.put(path, Unread.HERE, sheet.cell(1, 1))
            found.faults.append(sheet.fault("workbook.no_line", item="/".join(said_as(column)[:2])))


def _entry(
    columns: list[Column], at: Callable[[Column], Cell], address: Address, names: Names, document: Document,
    found: Found,
) -> None:  # fmt: skip
    """One entry: its cells read by its kind, then what must be there and is not."""
    kind = ""
    for column in columns:
        cell = at(column)
        if cell.empty:
            continue
        leaf = column.leaf(kind)
        value: object = Unread.HERE
        read = cell.typed if isinstance(cell.typed, Unclear) else leaf.read(cell)
        value = found.of(cell, read)
        if value is None:
            continue
        if isinstance(value, Unclear):
            value = Unread.HERE
        value = names.in_codes(leaf, value, cell, found)
        document.put((*address, *column.path), value, cell)
        for i, _ in enumerate(value if isinstance(value, tuple) else ()):
            document.keys[*address, *column.path, i] = document.values[*address, *column.path, i] = cell.spot
        if column.path[-1] == "kind" and len(column.leaves) > 1:
            if not isinstance(value, str):
                document.put((*address, *column.path[:-1]), Unread.HERE, cell)  # nothing can be said of an unknown kind
                return
            kind = value
    _name_in_both(columns, at, address, document, found)
    for column in columns:
        where = (*address, *column.path)
        part = column.optional_part
        if document.has(where) or not _needs(column, kind):
            continue
        if part is None or document.has((*address, *part)):
            cell = at(column)
            found.faults.append(cell.fault("workbook.blank", head="/".join(said_as(column)[:2])))
            document.put(where, Unread.HERE, cell)


def _needs(column: Column, kind: str) -> bool:
    return column.needed.get(kind, False) if kind else all(column.needed.values())


def _name_in_both(
    columns: list[Column], at: Callable[[Column], Cell], address: Address, document: Document, found: Found
) -> None:
    """A name given in one language alone stands for both."""
    by_path = {c.path: c for c in columns if c.is_name}
    for path, column in by_path.items():
        other = (*path[:-1], {"zh": "en", "en": "zh"}[path[-1]])
        if document.has((*address, *path)) or not document.has((*address, *other)) or other not in by_path:
            continue
        node: Any = document.data
        for segment in (*address, *other):
            node = node[segment]
        document.put((*address, *path), node, at(column))
        found.remind(at(column), Message("workbook.name_in_one", {"name": node}))
