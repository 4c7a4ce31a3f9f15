"""A report full of what people and programs may put into one, for every form it is printed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from govperf_sim.report.of_run import report_of_run
from govperf_sim.report.report import Report, Section
from govperf_sim.report.tables.table import Row, Table
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from report.conftest import Drawn, Run

MARKUP = (
    '#import "x.typ": *',
    "*bold* _it_ `raw`",
    "$ x^2 $",
    "<label> @ref",
    "\\#x{y}",
    "// c /* d */",
    "= head",
    "[x](y)",
)
FORMULAS = ("=1+1", '=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0")
LONG_WORD = "scenarios/" + "x" * 400
LONG_TEXT = "一段很长的话，" * 500
NUMBERS = ("0", "28.50", "-3", "+0.3", "\N{MINUS SIGN}0.3", "95 %", "1/5", "—", "007", "12345678901234567", "3.10")


def table(caption: str, rows: list[tuple[str, ...]], **columns: frozenset[int]) -> Table:
    head = tuple(f"head {n}" for n in range(len(rows[0])))
    return Table(caption, head, tuple(Row(cells) for cells in rows), note=f"note of {caption}", **columns)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def odd() -> Report:
    """Markup, formulas, characters no font has, tables wider than any sheet and rows taller than any page."""
    wide = [tuple(f"{r}.{c:02d} of thirty" for c in range(30)) for r in range(5)]
    high = [(f"row {r}", str(r)) for r in range(150)]
    shaded = Table("shaded", ("unit", "score"), (Row(("a part", ""), "part"), Row(("x", "9.5"), shades=(None, 9))))
    texts = [
        *MARKUP,
        *FORMULAS,
        "☃ 😀 \U0002a6a5",
        "half \ud800",
        "bell \x07",
        "soft\u200bbreak",
        "مرحبا",
        "two\nlines",
    ]
    return Report(
        language="en", kind='kind of "paper" #x', title="A title * of #report & <more> 😀", mark="MADE UP, nobody's & none",
        facts=((MARKUP[0], LONG_WORD), ("empty", "")), findings=MARKUP, cautions=FORMULAS, not_for=(LONG_TEXT,),
        sections=(
            Section("texts", "Texts", (LONG_WORD, *MARKUP), (table("odd texts", [(t, t) for t in texts]),), MARKUP),
            Section("wide", "Wide", (), (table("wide table", wide, numeric=frozenset({1})),
                                         table("words", [("a", LONG_WORD, LONG_TEXT, LONG_WORD)], codes=frozenset({1}),
                                               tight=frozenset({3})))),
            Section("high", "High", (), (table("a title: [with] what/no * sheet? may \\ have, and longer", high,
                                               numeric=frozenset({1})), shaded)),
            Section("numbers", "Numbers", (), (table("all numbers", [(n, n, n) for n in NUMBERS],
                                                     numeric=frozenset({1}), codes=frozenset({2})),
                                               Table("nothing in it", ("a",), ())), opens="page"),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def ordinary(run: Run, drawn: dict[Language, Drawn]) -> dict[Language, Report]:
    """The report of a run, in both languages."""
    return {
        language: report_of_run(run.scenario, run.weights, run.played, drawn[language].pictures, drawn[language].labels)
        for language in LANGUAGES
    }
