"""A finding: cells worth a second look, how strongly, and what may innocently explain them.

Strength is one of three measures, and its grade follows fixed limits, the same for every check:

=============== ============================================================ ======== ==========
measure         meaning                                                      moderate strong
=============== ============================================================ ======== ==========
p_value         chance of as much or more, were the figures made honestly    <= 1e-3  <= 1e-6
robust_z        distance from the median in robust standard deviations       >= 5     >= 8
relative_gap    distance from what the other figures imply, as a fraction    >= 1 %   >= 5 %
=============== ============================================================ ======== ==========

Whatever a check reports below these limits is weak.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from govperf_sim.words import Language, Message, Name, say

Measure = Literal["p_value", "robust_z", "relative_gap"]
Grade = Literal["weak", "moderate", "strong"]

COLUMNS = (
    *("check", "title", "grade", "units", "indicators", "periods", "strength", "measure"),
    *("observed", "expected", "place", "sentence", "innocent"),
)


class Cell(NamedTuple):
    """One value of the panel, and where it was read (``file:line`` or ``sheet!cell``; empty when not known)."""

    unit: str
    indicator: str
    period: int
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something worth a second look; never a verdict.

    ``cells`` are the cells to look at; a finding about a whole series (last digits, bunching) names only its ``units``,
    ``indicators`` and ``periods`` and has no cells.
    """

    check: str
    units: tuple[str, ...]
    indicators: tuple[str, ...]
    periods: tuple[int, ...]
    strength: float
    measure: Measure
    observed: float
    expected: float
    sentence: Message
    cells: tuple[Cell, ...] = ()

    @property
    def grade(self) -> Grade:
        """Weak, moderate or strong, by the limits of the module."""
        size = abs(self.strength)
        if self.measure == "p_value":
            return "strong" if size <= 1e-6 else "moderate" if size <= 1e-3 else "weak"
        if self.measure == "robust_z":
            return "strong" if size >= 8 else "moderate" if size >= 5 else "weak"
        return "strong" if size >= 0.05 else "moderate" if size >= 0.01 else "weak"

    @property
    def innocent(self) -> Message:
        """What may explain it without anybody being at fault."""
        return Message(f"screening.innocent_{self.check}")

    @property
    def title(self) -> Message:
        return Message(f"screening.title_{self.check}")

    @property
    def place(self) -> str:
        """Where the cells stand, each once; empty when the panel does not know."""
        return ", ".join(dict.fromkeys(c.place for c in self.cells if c.place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The result of one check: what it found, and among how many comparisons it looked."""

    check: str
    tested: int
    """The comparisons made; 0 when there was nothing this check could say anything about."""
    findings: tuple[Finding, ...]


def of_cells(
    check: str,
    cells: Iterable[Cell],
    sentence: Message,
    *,
    strength: float,
    measure: Measure,
    observed: float = np.nan,
    expected: float = np.nan,
) -> Finding:
    """A finding about these cells; its units, indicators and periods are theirs, each once."""
    found = tuple(cells)
    return Finding(
        check=check,
        units=tuple(dict.fromkeys(c.unit for c in found)),
        indicators=tuple(dict.fromkeys(c.indicator for c in found)),
        periods=tuple(sorted({c.period for c in found})),
        strength=float(strength),
        measure=measure,
        observed=float(observed),
        expected=float(expected),
        sentence=sentence,
        cells=found,
    )


def listed(words: Iterable[object]) -> Name:
    """Words in a row, with the comma of each language."""
    said = [str(w) for w in dict.fromkeys(words)]
    return Name(zh=say("words.list_separator", "zh").join(said), en=say("words.list_separator", "en").join(said))


def findings_table(findings: Iterable[Finding], language: Language) -> pd.DataFrame:
    """One row a finding, strongest first: the columns of ``COLUMNS``; codes in ASCII, sentences in ``language``.

    >>> findings_table([], "en").columns.tolist()[:3]
    ['check', 'title', 'grade']
    """
    order = {"strong": 0, "moderate": 1, "weak": 2}
    comma = say("words.list_separator", language)
    rows = [
        (
            *(f.check, f.title.text(language), f.grade, comma.join(f.units), comma.join(f.indicators)),
            *(comma.join(map(str, f.periods)), f.strength, f.measure, f.observed, f.expected, f.place),
            *(f.sentence.text(language), f.innocent.text(language)),
        )
        for f in sorted(findings, key=lambda f: order[f.grade])
    ]
    numbers = {"strength": np.float64, "observed": np.float64, "expected": np.float64}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(numbers)
