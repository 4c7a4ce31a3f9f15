"""What is listed of changes that move a rank, and of two years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from govperf_sim.report.figures.years import years_figure
from govperf_sim.report.labels import Labels
from govperf_sim.report.tables.steadiness import MOST_NAMED, reversals_table, weights_moved, years_table
from govperf_sim.robustness.reversals import Reversals, alike, reversals
from govperf_sim.robustness.years import YearOnYear, year_on_year
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.rules import EachShare
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from govperf_sim.weights.answer import Weights

EN = Labels(language="en")


def question(scores: dict[str, list[float]], **changed: object) -> Weighting:
    table = pd.DataFrame(scores, index=["x", "y", "z"])
    reference = pd.Series({"a": 0.5, "b": 0.3, "c": 0.2})
    return Weighting(scores=table, groups=pd.Series("g", index=table.index), reference=reference, **changed)  # type: ignore[arg-type]


THREE = {"a": [0.9, 0.5, 0.1], "b": [0.4, 0.7, 0.6], "c": [0.2, 0.5, 0.9]}


def derived(scores: dict[str, list[float]]) -> Weights:
    return derive_weights(question(scores), ClosestToReference())


@pytest.fixture
def turned() -> Reversals:
    q = question(THREE)
    return reversals(q, ClosestToReference(), alike(q))


@pytest.fixture
def two_years() -> YearOnYear:
    return year_on_year(derived(THREE), derived({"a": [0.1, 0.5, 0.9], "b": [0.4, 0.7, 0.6], "c": [0.2, 0.5, 0.9]}))


def test_only_changes_that_move_a_rank_are_listed(turned: Reversals) -> None:
    made = reversals_table(turned, EN)
    moving = turned.changes[turned.changes["ranks_changed"] > 0]
    assert [row.cells[1].split()[0] for row in made.rows] == [what.split("+")[0] for _, what in moving.index]
    first = made.rows[0].cells
    assert first[0] == "an indicator dropped"
    assert "x from 1 to 3" in first[4]
    assert first[2] == "3"


def test_a_change_that_leaves_no_weights_says_so() -> None:
    q = question(THREE, rules=[EachShare("cap", of=["a", "b", "c"], at_most=0.4)])
    rows = reversals_table(reversals(q, kinds=["drop_indicator"]), EN).rows
    assert [row.cells[4] for row in rows] == ["no admissible weights are left"] * 3


def test_of_many_units_the_first_are_named_and_the_others_counted() -> None:
    index = pd.MultiIndex.from_tuples(
        [("drop_unit", "u", "group", "g", f"v{n}") for n in range(MOST_NAMED + 3)],
        names=["change", "what", "level", "pool", "unit"],
    )
    summary = pd.DataFrame(
        [(True, 9, MOST_NAMED + 3, 2)],
        pd.MultiIndex.from_tuples([("drop_unit", "u")], names=["change", "what"]),
        ["admissible", "pairs_reversed", "ranks_changed", "largest_change"],
    )
    made = reversals_table(Reversals(summary, pd.DataFrame({"before": 1, "after": 2}, index=index)), EN)
    assert made.rows[0].cells[4].endswith("; and 3 more")


def test_two_years_are_listed_in_the_order_of_this_year(two_years: YearOnYear) -> None:
    """At 0.5, 0.3, 0.2 last year x 0.61, y 0.56, z 0.41; this year x 0.21, y 0.56, z 0.81."""
    assert [row.cells[0] for row in years_table(two_years, EN).rows] == ["z", "y", "x"]
    assert [row.cells[2:] for row in years_table(two_years, EN).rows] == [
        ("3", "1", "1", "+2"), ("2", "2", "2", "0"), ("1", "3", "3", "\N{MINUS SIGN}2")]  # fmt: skip
    assert weights_moved(two_years, EN).rows[0].cells[:2] == ("g", "0.0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_says_who_moved_most(two_years: YearOnYear, language: Language) -> None:
    made = years_figure(two_years.ranks, Labels(language=language))
    assert made.svg.startswith(b"<?xml")
    assert "x" in made.alt or "z" in made.alt
