"""The sheets of a workbook that are read, whatever order they stand in; and what in their layout people do not see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from govperf_sim.errors import Fault, nearest
from govperf_sim.office.workbook.found import Found
from govperf_sim.office.workbook.grids import Sheet
from govperf_sim.office.workbook.heads import squeezed
from govperf_sim.words import Message


def known_sheets(
    every: Iterable[Sheet], titles: Mapping[str, Collection[str]], needed: Collection[str], found: Found
) -> dict[str, Sheet]:
    """The sheets by what they hold: ``titles`` are all that each may be called, ``needed`` those that must be there.

    A sheet that is called nearly like one that is missing is a fault, and any other only a reminder that it is not read.
    """
    kinds = {squeezed(title): kind for kind, called in titles.items() for title in (kind, *called)}
    known: dict[str, Sheet] = {}
    strangers = []
    book = ""
    for sheet in every:
        book = sheet.book
        kind = kinds.get(squeezed(sheet.name))
        if kind is None:
            strangers.append(sheet)
        elif kind in known:
            found.faults.append(sheet.fault("workbook.sheet_twice", first=known[kind].name))
        else:
            known[kind] = sheet
    missing = [kind for kind in titles if kind not in known and kind in needed]
    for sheet in strangers:
        close = nearest(sheet.name, [title for kind in missing for title in titles[kind]])
        if close.key == "words.did_you_mean":
            found.faults.append(sheet.fault("workbook.sheet_unknown", close))
            missing.remove(kinds[squeezed(close.values["word"])])
        else:
            found.remind_of(f"{sheet.book} {sheet.name}", Message("workbook.sheet_ignored"))
    said = ("/".join(titles[kind]) for kind in missing)
    found.faults += [Fault(Message("workbook.no_sheet", {"sheet": both}), None, book) for both in said]
    return known


def remind_of_layout(sheet: Sheet, found: Found) -> None:
    """What people do not see and is read all the same; and what is seen once and read many times."""
    place = f"{sheet.book} {sheet.name}"
    if sheet.hidden:
        found.remind_of(place, Message("workbook.hidden_sheet"))
    hidden = [n for n in sheet.hidden_rows if n in sheet.rows]
    if hidden:
        found.remind_of(f"{place}!A{hidden[0]}", Message("workbook.hidden_rows", {"rows": _some(hidden)}))
    # A merged area of one line is a title.
    tall = [m for m in sheet.merged if len({part.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for part in m.split(":")}) > 1]
    if tall:
        found.remind_of(f"{place}!{tall[0]}", Message("workbook.merged", {"ranges": _some(tall)}))


def _some(things: Collection[object]) -> str:
    said = ", ".join(map(str, list(things)[:5]))
    return said if len(things) <= 5 else f"{said}, …"
