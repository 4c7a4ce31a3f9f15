"""The two sheets of weights: the reference, a share for each domain; and last year's, a column for each group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from govperf_sim.errors import nearest
from govperf_sim.office.typed import Unclear
from govperf_sim.office.workbook.cells import Cell
from govperf_sim.office.workbook.columns import label
from govperf_sim.office.workbook.entries import CODE, Document, code_words, rows_with_code
from govperf_sim.office.workbook.found import Found
from govperf_sim.office.workbook.grids import Sheet
from govperf_sim.office.workbook.heads import find_heads, squeezed
from govperf_sim.office.workbook.leaves import Share, Words
from govperf_sim.office.workbook.lists import Listed
from govperf_sim.office.workbook.names import Names
from govperf_sim.office.workbook.sheets import SHARES
from govperf_sim.scenario.read import Unread
from govperf_sim.words import LANGUAGES, say

SHARE = ("share",)
RULE, INDICATOR = "rule", "indicator"


def share_words() -> tuple[str, ...]:
    return (*(say("workbook.weights_share", language) for language in LANGUAGES), "share")


def beside_words() -> tuple[str, ...]:
    """Columns that help to read the sheet and are not read: names, systems."""
    return tuple(w for language in LANGUAGES for w in (
        say("workbook.data_name", language), label(("system",), language)))  # fmt: skip


def last_words(key: str) -> tuple[str, ...]:
    return (*(say(f"workbook.last_{key}", language) for language in LANGUAGES), key)


def read_shares(sheet: Sheet, names: Names, document: Document, found: Found) -> None:
    """Put the reference into the document; a sheet without any share says that there is none."""
    needed = {CODE: "/".join(code_words()[:2]), SHARE: "/".join(share_words()[:2])}
    heads = find_heads(sheet, {CODE: code_words(), SHARE: share_words()}, needed, found, beside_words())
    if heads is None or set(heads.columns) != {CODE, SHARE}:
        return
    at = heads.columns[SHARE]
    for said, cell, row in rows_with_code(sheet, heads, found):
        value_cell = row.get(at)
        if value_cell is None or value_cell.empty:
            continue
        value = _share(value_cell, found)
        document.put((*SHARES, names.code("domains", said, cell, found)), value, value_cell)
    if document.has(SHARES):
        # A domain that has no share is missed in the column of shares.
        document.keys[SHARES] = document.values[SHARES] = sheet.cell(heads.row, at).spot


def read_last(
    sheet: Sheet, groups: Mapping[str, tuple[str, ...]], names: Names, document: Document, found: Found
) -> None:
    """Put last year's weights into the rules that are held against them."""
    words: dict[str, Iterable[str]] = {key: last_words(key) for key in (RULE, INDICATOR)}
    words |= {f"={g}": (g, *called) for g, called in groups.items()}
    needed = {key: "/".join(last_words(key)[:2]) for key in (RULE, INDICATOR)}
    heads = find_heads(sheet, words, needed, found, beside_words())
    if heads is None or not set(needed) <= set(heads.columns):
        return
    rules: Mapping[str, Any] = document.data.get("rules", {})
    for number, row in heads.under(sheet):
        weights = {g: cell for g, at in heads.columns.items() if g.startswith("=") and (cell := row.get(at)) is not None
                   and not cell.empty}  # fmt: skip
        of, to = (sheet.cell(number, heads.columns[key]) for key in (INDICATOR, RULE))
        indicator = found.of(of, Words(code=True, table="indicators").read(of))
        if not weights or not isinstance(indicator, str):
            continue
        indicator = names.code("indicators", indicator, of, found)
        for rule in _rules(to, found):
            if squeezed(rule) not in map(squeezed, rules):
                found.faults.append(to.fault("workbook.unknown_rule", nearest(rule, rules), found=rule))
                continue
            for group, cell in weights.items():
                document.put(("rules", rule, "last", group.removeprefix("="), indicator), _share(cell, found), cell)


def _rules(cell: Cell, found: Found) -> tuple[str, ...]:
    said = found.of(cell, Listed(Words(code=True)).read(cell))
    return said if isinstance(said, tuple) else ()


def _share(cell: Cell, found: Found) -> object:
    value = found.of(cell, cell.typed if isinstance(cell.typed, Unclear) else Share().read(cell))
    return Unread.HERE if isinstance(value, Unclear) else value
