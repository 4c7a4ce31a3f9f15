"""What people type, and what it means: a value, nothing, or something unclear that is never guessed.

Full-width digits, spaces, thousands separators and fractions are understood, for they can mean one thing only.  A decimal
comma, "about 3", a range, a number in words, a date that Excel made of 1/3: each is unclear, and says what to write.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from govperf_sim.words import Message

NOTHING = frozenset({"", "-", "--", "—", "——", "/", "无", "暂无", "缺", "n/a", "na"})
"""What people write for nothing."""
MOST_SHOWN = 80
"""Characters of what was typed that a message shows."""
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+")
_FRACTION = re.compile(r"(\d{1,300})\s*[/÷]\s*(\d{1,300})")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_HOLDS_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something typed that cannot be told: why, and what to write instead."""

    message: Message
    hint: Message | None = None

    def __str__(self) -> str:
        """What was typed."""
        return str(self.message.values.get("found", ""))


def plain(typed: object) -> str:
    """The text in half-width characters, without space around it.

    >>> plain(" １／３　")
    '1/3'
    """
    text = "" if typed is None else unicodedata.normalize("NFKC", str(typed)).strip()
    return text.replace("\N{MINUS SIGN}", "-").replace("\N{FRACTION SLASH}", "/").replace("\N{SMALL HYPHEN-MINUS}", "-")


def one_line(typed: object) -> str:
    """The text without line breaks, and no more of it than a message bears."""
    text = " ".join(plain(typed).split())
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def finite(value: float | Decimal, found: object) -> float | Unclear:
    """A number that a computer can hold; ``found`` is what was typed."""
    read = float(value)
    return read if math.isfinite(read) else Unclear(Message("office.not_a_number", {"found": one_line(found)}))


def number(typed: object) -> float | Unclear | None:
    """The number that was typed; ``None`` where nothing was.

    >>> number("９"), number("1/4"), number("1,350"), number("——")
    (9.0, 0.25, 1350.0, None)
    >>> number("3,5").hint.text("en"), number("约3").message.text("en")
    ('write 3.5', 'this is not a definite number: “约3”')
    """
    if isinstance(typed, bool):
        return Unclear(Message("office.logical", {"found": typed}))
    if isinstance(typed, int | float):
        return finite(typed, typed)
    if isinstance(typed, datetime.date | datetime.time):
        day = typed.date() if isinstance(typed, datetime.datetime) else typed
        return Unclear(Message("office.became_date", {"found": day.isoformat()}), Message("office.format_as_text"))
    text = plain(typed)
    if text.lower() in NOTHING:
        return None
    if _NUMBER.fullmatch(text):
        return finite(Decimal(text.replace(",", "")), text)
    if (parts := _FRACTION.fullmatch(text)) and int(parts[2]):
        return int(parts[1]) / int(parts[2])
    return _unclear(text)


def choice(typed: object, options: Mapping[str, frozenset[str]]) -> str | Unclear | None:
    """The option that was chosen, by any of its words; ``None`` where nothing was.

    >>> choice("是 YES", {"yes": frozenset({"是", "yes"}), "no": frozenset({"否", "no"})})
    'yes'
    """
    text = plain(typed).lower()
    if text in NOTHING:
        return None
    pieces = {text, *text.split()}
    meant = [option for option, words in options.items() if pieces & words]
    return meant[0] if len(meant) == 1 else Unclear(Message("office.no_such_choice", {"found": one_line(typed)}))


def _unclear(text: str) -> Unclear:
    """Why a text is no number, and what its writer most likely meant."""
    said = {"found": one_line(text)}
    if text.startswith("#"):
        return Unclear(Message("office.formula_error", said))
    if text.startswith("="):
        return Unclear(Message("office.formula", said), Message("office.calculate"))
    if _DECIMAL_COMMA.fullmatch(text):
        return Unclear(Message("office.not_a_number", said), _write(text.replace(",", ".")))
    if len(text) == 1 and unicodedata.numeric(text, -1.0) >= 0:
        return Unclear(Message("office.not_a_number", said), _write(f"{unicodedata.numeric(text):g}"))
    if ratio := re.fullmatch(r"(\d+)\s*:\s*(\d+)", text):
        return Unclear(Message("office.not_a_number", said), _write(f"{ratio[1]}/{ratio[2]}"))
    if re.search(r"[约近超左右大概~]|about", text) or len(_HOLDS_NUMBER.findall(text)) > 1:
        return Unclear(Message("office.not_definite", said))
    found = _HOLDS_NUMBER.search(text)
    return Unclear(Message("office.not_a_number", said), _write(found.group()) if found else None)


def _write(number: str) -> Message:
    return Message("office.write", {"number": number})
