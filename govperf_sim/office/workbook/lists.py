"""Cells that hold several things: a list, a number for each of several codes, a limit, a choice of indicators."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, cast

from govperf_sim.office.typed import NOTHING, Unclear, one_line, plain
from govperf_sim.office.workbook.cells import NOTHING_MEANT, Cell, Meant
from govperf_sim.office.workbook.leaves import Choice, Leaf, Share, Words, as_number, in_percent, option
from govperf_sim.words import LANGUAGES, Language, Message

_BREAK = re.compile(r"[,;、\n]")
_PAIR_BREAK = re.compile(r"[;、\n]|,(?=[^,;、\n]*[=:])")
_EQUALS = re.compile(r"[=:]")


@dataclass(frozen=True)
class Listed:
    """Several of a kind, with commas between them."""

    of: Leaf
    form: ClassVar[str] = "@"

    def shown(self, value: object, language: Language) -> object:
        return ", ".join(_text(self.of, v, language) for v in cast(tuple[object, ...], value))

    def read(self, cell: Cell) -> Meant | Unclear:
        return _all_of(self.of, cell, _pieces(cell.typed))


@dataclass(frozen=True)
class ByCode:
    """A number for each of several codes: ``foshan=4``, ``yunfu=3.5``, shown line by line and read with semicolons too."""

    of: Leaf
    table: str | None = None
    form: ClassVar[str] = "@"

    def shown(self, value: object, language: Language) -> object:
        pairs = cast(Mapping[str, object], value).items()
        return "\n".join(f"{code}={_text(self.of, v, language)}" for code, v in pairs)

    def read(self, cell: Cell) -> Meant | Unclear:
        pairs = [_sides(pair) for pair in _pieces(cell.typed, _PAIR_BREAK)]
        if wrong := [pair[0] for pair in pairs if len(pair) != 2]:
            return Unclear(Message("workbook.no_pair", {"found": one_line(wrong[0])}), Message("workbook.write_pairs"))
        twice = [code for n, (code, _) in enumerate(pairs) if code in [c for c, _ in pairs[:n]]]
        if twice:
            return Unclear(Message("workbook.twice_in_cell", {"code": twice[0]}))
        values = _all_of(self.of, cell, [value for _, value in pairs])
        if isinstance(values, Unclear) or values.value is None:
            return values
        return Meant(dict(zip((c for c, _ in pairs), cast(tuple[object, ...], values.value), strict=True)),
                     values.reminder)  # fmt: skip


@dataclass(frozen=True)
class Limit:
    """One number for all groups, or one for each."""

    of: Leaf
    table: str | None = "groups"

    @property
    def form(self) -> str:
        return self.of.form

    def shown(self, value: object, language: Language) -> object:
        by_code = isinstance(value, Mapping)
        return ByCode(self.of).shown(value, language) if by_code else self.of.shown(value, language)

    def read(self, cell: Cell) -> Meant | Unclear:
        by_code = isinstance(cell.typed, str) and _EQUALS.search(plain(cell.typed))
        return ByCode(self.of).read(cell) if by_code else self.of.read(cell)


@dataclass(frozen=True)
class Selection:
    """A choice of indicators: ``domains=growth, structure; key=yes``; all of them is a word of its own."""

    conditions: Mapping[str, Leaf]
    form: ClassVar[str] = "@"

    def shown(self, value: object, language: Language) -> object:
        if isinstance(value, str):
            return value
        said = cast(Mapping[str, object], value)
        if not said:
            return option("all", language)
        return "; ".join(
            f"{condition(name, language)}={_text(self.conditions[name], v, language)}" for name, v in said.items()
        )

    def read(self, cell: Cell) -> Meant | Unclear:
        text = plain(cell.typed)
        if text.lower() in NOTHING:
            return NOTHING_MEANT
        if text.lower() in {"all", *(option("all", language) for language in LANGUAGES)}:
            return Meant({})
        meant: dict[str, object] = {}
        for piece in re.split(r"[;\n]", text.strip("; ")):
            name, *rest = _sides(piece)
            known = [c for c in self.conditions if name.lower() in {c, *(condition(c, la).lower() for la in LANGUAGES)}]
            if not known or not rest or known[0] in meant:
                said = " | ".join(f"{condition(c, 'zh')} {c}" for c in self.conditions)
                return Unclear(
                    Message("workbook.no_condition", {"found": one_line(piece)}),
                    Message("workbook.conditions", {"known": said}),
                )
            value = self.conditions[known[0]].read(Cell(rest[0], cell.place, cell.row, cell.column))
            if isinstance(value, Unclear):
                return value
            meant[known[0]] = value.value
        return Meant(meant)


def condition(name: str, language: Language) -> str:
    return option(f"of_{name}", language) if option(f"of_{name}", language) != f"of_{name}" else name


def _sides(pair: str) -> list[str]:
    """What stands before and after the sign of equality."""
    return [side.strip() for side in _EQUALS.split(pair, maxsplit=1)]


def _pieces(typed: object, at: re.Pattern[str] = _BREAK) -> list[str]:
    text = plain(typed)
    if isinstance(typed, float | int) and not isinstance(typed, bool):
        text = as_number(typed)
    return [] if text.lower() in NOTHING else [piece for part in at.split(text) if (piece := part.strip())]


def _all_of(leaf: Leaf, cell: Cell, pieces: list[str]) -> Meant | Unclear:
    """Every piece read as a cell of its own would be."""
    values: list[object] = []
    reminder: Message | None = None
    for piece in pieces:
        found = leaf.read(Cell(piece, cell.place, cell.row, cell.column, cell.percent))
        if isinstance(found, Unclear):
            return found
        reminder = reminder or found.reminder
        values.append(found.value)
    return Meant(tuple(values), reminder) if values else NOTHING_MEANT


def _text(leaf: Leaf, value: object, language: Language) -> str:
    """A value inside a longer text."""
    if isinstance(leaf, Share):
        return in_percent(cast(float, value))
    if isinstance(leaf, Words | Choice | Listed) or isinstance(value, bool):
        return str(leaf.shown(value, language))
    return as_number(value)
