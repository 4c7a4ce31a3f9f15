"""The stage report: its numbers counted again from the journal, and what it says of where they come from."""

import re

import pytest

from govperf_sim.experiments.run import simulate
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.yearly import stage_tables
from govperf_sim.report.yearly.card import cards_of
from govperf_sim.report.yearly.labels import yearly_labels
from govperf_sim.report.yearly.stage import report_of_stage
from govperf_sim.words import LANGUAGES

CHAPTERS = ["prepared", "progress", "interim", "checked", "problems", "coming", "stage_method", "terms"]


@pytest.fixture(scope="module", params=LANGUAGES)
def paper(request, run, all_cards):
    labels = yearly_labels(run.scenario, request.param, run.played.scenarios[0])
    return report_of_stage(run.scenario, all_cards, run.played, labels)


def first_half(run):
    events = run.played.journal()
    return events[
        (events["scenario"] == run.played.scenarios[0]) & (events["year"] == 1) & (events["date"] <= "2012-06-29")
    ]


def rows_of(table):
    return {row.cells[0]: row.cells[1:] for row in table.rows}


def test_it_has_what_clause_vi_6e_asks_for(paper):
    assert [s.id for s in paper.sections] == CHAPTERS
    assert "VI-6e" in paper.findings[0]
    assert "2012-06-29" in paper.kind


def test_every_table_says_where_its_numbers_come_from(paper):
    for section in paper.sections[:-1]:
        for shown in section.shown:
            assert not isinstance(shown, Picture)
            assert re.search(r"〔.+〕$|\[.+\]$", shown.caption), shown.caption


def test_every_sentence_about_the_half_year_has_its_clause(paper):
    for sentence in paper.findings[2:]:
        assert re.search(r"[IV]+-\d?[a-z]", sentence), sentence


def test_visits_and_finds_are_those_of_the_journal(run, half):
    labels = yearly_labels(run.scenario, "en")
    found = rows_of(stage_tables.checks_table(half, labels))
    mine = first_half(run)
    for unit in ("foshan", "dlr"):
        own = mine[mine["unit"] == unit]
        expected = [
            own.loc[own["event"] == "checks", "amount"].sum(),
            (own["event"] == "check_finds").sum(),
            (own["event"] == "visit_ends").sum(),
            (own["event"] == "fabrication_found").sum(),
            (own["event"] == "corrected").sum(),
        ]
        got = [float(cell) for cell in found[labels.unit(unit)]]
        assert got == pytest.approx([x / run.played.replications for x in expected], abs=0.006)
    everybody = float(found["all units"][2])
    assert everybody == pytest.approx((mine["event"] == "visit_ends").sum() / run.played.replications, abs=0.006)


def test_reports_due_after_june_are_not_counted(run, half):
    found = stage_tables.filed_table(half, run.scenario, yearly_labels(run.scenario, "en"))
    assert [row.cells[0] for row in found.rows] == ["2012-04-10"]


def test_problems_are_told_with_the_clause_that_pursues_them(run, half):
    found = stage_tables.problems_table(half, run.scenario, yearly_labels(run.scenario, "en"))
    cited = {row.cells[0]: row.cells[-1] for row in found.rows}
    assert cited["indicators found fabricated by visits"] == "VI-3d"
    assert cited["obstacles brought before the joint conference"] == "VI-6c"
    late = first_half(run).query("event == 'report_filed' and amount > 0")
    assert float(rows_of(found)["reports late"][0]) == pytest.approx(len(late) / run.played.replications, abs=0.006)


def test_the_rest_of_the_year_begins_after_the_report_and_ends_with_the_scores(run):
    dates = [row.cells[0] for row in stage_tables.coming_table(run.scenario, yearly_labels(run.scenario, "zh")).rows]
    assert dates == sorted(dates)
    assert dates[0] > "2012-06-29"
    assert dates[-1] == "2013-03-08"
    assert "2012-12-28" in dates


def test_a_scenario_without_institutions_has_the_chapters_it_can_have(towns):
    played = simulate(towns.scenario, years=1, replications=2)
    labels = yearly_labels(towns.scenario, "en", played.scenarios[0])
    report = report_of_stage(towns.scenario, cards_of(towns.scenario, towns.weights), played, labels)
    assert [s.id for s in report.sections if s.id != "terms"] == [
        "progress",
        "interim",
        "checked",
        "problems",
        "coming",
        "stage_method",
    ]
    assert "does not count" in report.sections[1].intro[0]
    assert "(B-3)" in report.findings[0]
