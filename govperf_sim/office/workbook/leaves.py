"""The kinds of cell: what a value looks like in a spreadsheet, and what people who type in it mean.

Each kind has ``shown(value, language)``, which is a number or a text, and ``read(cell)``, its inverse on what it shows
and more generous than that: ``read(shown(x)) = x`` to the last bit.  Shares are cells in per cent.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Protocol

from govperf_sim.office.typed import NOTHING, Unclear, choice, number, one_line, plain
from govperf_sim.office.workbook.cells import NOTHING_MEANT, Cell, Meant
from govperf_sim.words import LANGUAGES, Language, Message, known_keys, say

EPOCH = datetime.date(1899, 12, 30)
YEARS = range(1900, 2101)
_YEAR = re.compile(r"(\d{4})\s*(?:年|年度)?")
_PERCENT = re.compile(r"([+-]?\d{1,300}(?:\.\d+)?)\s*%")
_POINTS = re.compile(r"(\d{1,300}(?:\.\d+)?)\s*(?:分|points?)")


class Leaf(Protocol):
    """A kind of cell."""

    @property
    def form(self) -> str:
        """How a spreadsheet program is to show it: its number format."""
        ...

    def shown(self, value: object, language: Language) -> object:
        """What to put into the cell."""
        ...

    def read(self, cell: Cell) -> Meant | Unclear:
        """What the cell means; nothing is ``Meant(None)``."""
        ...


@dataclass(frozen=True)
class Words:
    """A text, kept as it was typed but for the space around it; or a code, in half-width characters."""

    code: bool = False
    table: str | None = None
    """The table a code stands in."""
    form: ClassVar[str] = "@"

    def shown(self, value: object, language: Language) -> object:
        return str(value)

    def read(self, cell: Cell) -> Meant | Unclear:
        typed = cell.typed
        if isinstance(typed, float) and typed.is_integer():
            typed = int(typed)
        if isinstance(typed, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
            found = str(typed) if isinstance(typed, datetime.timedelta) else typed.isoformat()
            return Unclear(Message("office.became_date", {"found": found}), Message("office.format_as_text"))
        text = plain(typed) if self.code else str(typed).replace("\r\n", "\n").replace("\r", "\n").strip()
        names = self.code or self.table is not None
        return Meant(text) if text and not (names and text.lower() in NOTHING) else NOTHING_MEANT


@dataclass(frozen=True)
class Number:
    """A number, in whatever it is measured in."""

    form: ClassVar[str] = "General"

    def shown(self, value: object, language: Language) -> object:
        return value

    def read(self, cell: Cell) -> Meant | Unclear:
        found = number(cell.typed)
        return found if isinstance(found, Unclear) else Meant(found)


@dataclass(frozen=True)
class Whole:
    """A whole number, mostly a year: 2025, 2025年, or a date in that year."""

    form: ClassVar[str] = "0"

    def shown(self, value: object, language: Language) -> object:
        return value

    def read(self, cell: Cell) -> Meant | Unclear:
        return whole(cell.typed)


def whole(typed: object) -> Meant | Unclear:
    """A year or another whole number.

    >>> whole("２０２５年").value, whole(2025.0).value
    (2025, 2025)
    >>> whole(datetime.date(2025, 12, 31)).reminder.text("en")
    'the date 2025-12-31 was read as the year 2025'
    >>> whole(datetime.date(1905, 7, 17)).reminder.text("en")
    'the date 1905-07-17 was read as the year 2025'
    """
    if isinstance(typed, datetime.datetime | datetime.date):
        day = typed.date() if isinstance(typed, datetime.datetime) else typed
        serial = (day - EPOCH).days  # the year itself, in a cell that was formatted as a date
        year = serial if serial in YEARS else day.year
        return Meant(year, Message("workbook.date_as_year", {"found": day.isoformat(), "year": year}))
    if not isinstance(typed, int | float | bool) and (year_typed := _YEAR.fullmatch(plain(typed))):
        return Meant(int(year_typed[1]))
    found = number(typed)
    if isinstance(found, Unclear):
        return found
    return Meant(int(found) if found is not None and found.is_integer() else found)


@dataclass(frozen=True)
class Share:
    """A fraction, shown in per cent."""

    form: ClassVar[str] = "0.##########%"

    def shown(self, value: object, language: Language) -> object:
        return value

    def read(self, cell: Cell) -> Meant | Unclear:
        return share(cell.typed, cell.percent)


def share(typed: object, percent: bool = False) -> Meant | Unclear:
    """A fraction, from a fraction, a percentage or points of 100.

    >>> share("7.35％").value, share(0.2).value, share("1/4").value
    (0.0735, 0.2, 0.25)
    >>> share(20).value, share(20).reminder.text("en")
    (0.2, '20 was read as 20 %')
    """
    text = plain(typed)
    if isinstance(typed, str) and (typed_percent := _PERCENT.fullmatch(text)):
        return Meant(hundredth(typed_percent[1]))
    if isinstance(typed, str) and (points := _POINTS.fullmatch(text)):
        return Meant(hundredth(points[1]), Message("workbook.as_percent", {"found": text, "percent": points[1]}))
    found = number(typed)
    if found is None or isinstance(found, Unclear):
        return NOTHING_MEANT if found is None else found
    if 1 < found <= 100 and not percent:  # a cell that shows 150 % was seen to
        exact = repr(found).removesuffix(".0")
        return Meant(hundredth(exact), Message("workbook.as_percent", {"found": text, "percent": exact}))
    if found == 1 and not percent:
        return Meant(1.0, Message("workbook.as_percent", {"found": text, "percent": "100"}))
    return Meant(found)


def hundredth(text: str) -> float:
    return float(Decimal(text) / 100)


def in_percent(value: float) -> str:
    """A fraction as it is written in a text cell.

    >>> in_percent(0.0735), in_percent(0.2)
    ('7.35%', '20%')
    """
    return f"{(Decimal(repr(float(value))) * 100).normalize():f}%"


def as_number(value: object) -> str:
    """A number as it is written in a text cell, with every digit and without an exponent."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


@dataclass(frozen=True)
class Choice:
    """One of a few words, shown in the language of the workbook and understood in both."""

    options: tuple[str, ...]
    form: ClassVar[str] = "@"

    def shown(self, value: object, language: Language) -> object:
        return option(str(value), language) if value in self.options else str(value)

    def read(self, cell: Cell) -> Meant | Unclear:
        known = {o: frozenset({o, *(option(o, language).lower() for language in LANGUAGES)}) for o in self.options}
        whole_text = plain(cell.typed).lower()
        exact = [o for o, words in known.items() if whole_text in words]
        found = exact[0] if exact else choice(cell.typed, known)  # “each share” is not “share”
        return _no_choice(cell.typed, known) if isinstance(found, Unclear) else Meant(found)


@dataclass(frozen=True)
class Truth:
    """Yes or no."""

    form: ClassVar[str] = "@"

    def shown(self, value: object, language: Language) -> object:
        return option("yes" if value else "no", language)

    def read(self, cell: Cell) -> Meant | Unclear:
        return truth(cell.typed)


def truth(typed: object) -> Meant | Unclear:
    """Yes or no, in the ways people write them.

    >>> truth("是").value, truth("N").value, truth(True).value, truth("√").value
    (True, False, True, True)
    """
    if isinstance(typed, bool):
        return Meant(typed)
    found = choice(typed, _TRUTHS)
    if isinstance(found, Unclear):
        return _no_choice(typed, {"yes": _TRUTHS["yes"], "no": _TRUTHS["no"]})
    return Meant(None if found is None else found == "yes")


_TRUTHS: Mapping[str, frozenset[str]] = {
    "yes": frozenset({"是", "yes", "y", "true", "√", "✓", "1"}),
    "no": frozenset({"否", "no", "n", "false", "×", "✗", "0"}),
}


@dataclass(frozen=True)
class Day:
    """A date."""

    form: ClassVar[str] = "yyyy-mm-dd"

    def shown(self, value: object, language: Language) -> object:
        return value

    def read(self, cell: Cell) -> Meant | Unclear:
        typed = cell.typed
        if isinstance(typed, datetime.datetime):
            return Meant(typed.date())
        if isinstance(typed, datetime.date):
            return Meant(typed)
        text = plain(typed)
        if parts := re.fullmatch(r"(\d{4})[-/.年](\d\d?)[-/.月](\d\d?)日?", text):
            try:
                return Meant(datetime.date(*map(int, parts.groups())))
            except ValueError:
                pass
        if text.lower() in NOTHING:
            return NOTHING_MEANT
        return Unclear(Message("workbook.no_date", {"found": one_line(text)}), Message("workbook.write_date"))


def option(code: str, language: Language) -> str:
    """The word for an option; one that has no word yet is shown by its code."""
    key = f"workbook.option_{code}"
    return say(key, language) if key in known_keys() else code


def _no_choice(typed: object, known: Mapping[str, frozenset[str]]) -> Unclear:
    said = " | ".join(f"{option(o, 'zh')} {o}" for o in known)
    return Unclear(
        Message("workbook.no_such_option", {"found": one_line(typed)}), Message("workbook.choose", {"options": said})
    )
