"""The chapter on how far the result can be trusted: what it says, draws and lists, in both languages."""

from __future__ import annotations

import logging
import re
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from report.conftest import Complaints

from govperf_sim.experiments.trust import QUICK, trust
from govperf_sim.report.fonts import style
from govperf_sim.report.labels import labels_of
from govperf_sim.report.robustness import told_ties, trust_pictures, trust_said, trust_shown
from govperf_sim.report.sections import robustness_section
from govperf_sim.report.tables.table import Table
from govperf_sim.words import LANGUAGES, Language

if TYPE_CHECKING:
    from report.conftest import Run, Trusted

NAMES = ["weight_ranges", "intervals", "dominance", "acceptability", "sensitivity", "price_curves"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_glyph_is_missing_and_nothing_leaves_the_sheet(
    towns: Trusted, countries: Trusted, language: Language
) -> None:
    complaints = Complaints()
    logging.getLogger("matplotlib").addHandler(complaints)
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            for of in (towns, countries):
                drawn = trust_pictures(of.scenario, of.weights, of.trust, labels_of(of.scenario, language))
                assert [p.name for p in drawn] == [n for n in NAMES if of is towns or n in NAMES[:4]]
                for picture in drawn:
                    assert picture.svg.startswith(b"<?xml")
                    assert len(picture.alt) > 20
                    with style():
                        box = picture.figure.get_tightbbox()
                    width, height = picture.figure.get_size_inches()
                    assert min(box.x0, box.y0) >= -0.01, picture.name
                    assert box.x1 <= width + 0.01, picture.name
                    assert box.y1 <= height + 0.01, picture.name
    finally:
        logging.getLogger("matplotlib").removeHandler(complaints)
    assert complaints.heard + [str(w.message) for w in warned] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_and_no_cell_shows_what_is_no_number(
    towns: Trusted, countries: Trusted, language: Language
) -> None:
    for of in (towns, countries):
        labels = labels_of(of.scenario, language)
        said = trust_said(of.trust, labels)
        tables = [t for t in trust_shown(of.trust, [], labels) if isinstance(t, Table)]
        cells = [cell for t in tables for row in t.rows for cell in row.cells]
        assert said
        assert cells
        assert all(len(row.cells) == len(t.head) for t in tables for row in t.rows)
        for text in (*said, *cells):
            assert not re.search(r"\b(nan|inf|None|NaN)\b", text), text


def test_units_that_turn_round_within_a_point_are_called_ties(countries: Trusted) -> None:
    flips = countries.trust.flips.pairs
    labels = labels_of(countries.scenario, "en")
    (said,) = told_ties(countries.trust, labels)
    for (_, _, ahead, behind), total in flips["total_simplex"].items():
        pair = f"{labels.unit(ahead)} and {labels.unit(behind)}"
        assert (pair in said) == (total < 0.02), pair


def test_draws_are_said_to_understate_the_range_of_which_they_show_least(countries: Trusted) -> None:
    both = countries.trust.rank_limits.table.join(countries.trust.acceptability.units)
    missed = (both["worst"] - both["best"] - both["worst_drawn"] + both["best_drawn"]).max()
    assert missed > 0  # or this test tells nothing
    said = " ".join(trust_said(countries.trust, labels_of(countries.scenario, "en")))
    unit, low, high, seen = re.search(
        r"the rank of (.+?) can be (\d+)–(\d+), and 4000 draws showed (\d+(?:–\d+)?) only", said
    ).groups()
    ends = [int(x) for x in seen.split("–")]
    assert int(high) - int(low) - (ends[-1] - ends[0]) == missed, unit


def test_a_scenario_with_too_many_ranks_is_told_how_to_ask(run: Run) -> None:
    section = robustness_section(run.scenario, None, {}, labels_of(run.scenario, "en"))
    assert "govperf robustness" in " ".join(section.intro)
    assert not section.shown


def test_what_was_not_asked_is_left_out(towns: Trusted) -> None:
    quick = trust(towns.scenario, towns.weights, QUICK)
    labels = labels_of(towns.scenario, "zh")
    drawn = trust_pictures(towns.scenario, towns.weights, quick, labels)
    assert [p.name for p in drawn] == NAMES[:3]
    section = robustness_section(towns.scenario, quick, {p.name: p for p in drawn}, labels)
    assert "govperf robustness" in " ".join(section.intro)
    assert sum(isinstance(item, Table) for item in section.shown) == 2


def test_a_search_that_ran_out_of_time_is_said_and_starred(towns: Trusted) -> None:
    limits = towns.trust.rank_limits
    cut = limits.table.assign(best=limits.table["best"] + 1, proven=False)
    open_ended = replace(towns.trust, rank_limits=replace(limits, table=cut))
    labels = labels_of(towns.scenario, "en")
    assert "ran out of time" in " ".join(trust_said(open_ended, labels))
    ranks = next(t for t in trust_shown(open_ended, [], labels) if isinstance(t, Table))
    assert all(row.cells[8].endswith("*") for row in ranks.rows)
