"""The report at the end of the year: its numbers counted again, and every chapter that the notice asks for."""

import re

import pytest

from govperf_sim.experiments.run import simulate
from govperf_sim.report.figures.picture import Picture
from govperf_sim.report.yearly import year_end_tables
from govperf_sim.report.yearly.card import cards_of
from govperf_sim.report.yearly.labels import yearly_labels
from govperf_sim.report.yearly.write import year_end_pictures
from govperf_sim.report.yearly.year_end import report_of_year_end
from govperf_sim.report.yearly.year_end_summary import YearEnd, findings_said

CHAPTERS = ["results", "year_played", "course", "used", "accountable", "quality", "lessons", "next", "clauses",
            "year_end_method", "terms"]  # fmt: skip


@pytest.fixture(scope="module", params=["zh", pytest.param("en", marks=pytest.mark.slow)])
def paper(request, run, all_cards):
    labels = yearly_labels(run.scenario, request.param, run.played.scenarios[0])
    drawn = year_end_pictures(run.scenario, run.weights, run.played, labels)
    return report_of_year_end(run.scenario, run.weights, None, all_cards, run.played, drawn, labels)


def test_it_has_a_chapter_for_all_that_is_to_be_summed_up(paper):
    assert [s.id for s in paper.sections] == CHAPTERS


def test_every_table_says_where_its_numbers_come_from_and_every_simulated_figure_too(paper):
    for section in paper.sections[:-1]:
        for shown in section.shown:
            if isinstance(shown, Picture):
                assert shown.name in ("standing", "change") or re.match(r"〔模拟结果|\[simulated", shown.note), (
                    shown.name
                )
            else:
                assert re.search(r"〔.+〕$|\[.+\]$", shown.caption), shown.caption


def test_each_use_of_results_has_its_clause(paper):
    used = next(s for s in paper.sections if s.id == "used")
    assert [re.search(r"[IV]+-\d[a-z]", said).group() for said in used.points] == ["VI-4a", "VI-4c", "VI-4b", "V-2e"]
    accountable = next(s for s in paper.sections if s.id == "accountable")
    assert "VI-4d" in accountable.intro[0]


def test_cases_are_those_of_the_journal(run, year):
    labels = yearly_labels(run.scenario, "en")
    found = {row.cells[0]: float(row.cells[1]) for row in year_end_tables.accountable_table(year, labels).rows}
    events = run.played.journal()
    mine = events[(events["scenario"] == run.played.scenarios[0]) & (events["year"] == 1)]
    for said, kind in (
        ("held to account with cause", "sanctioned"),
        ("held to account without cause", "falsely_sanctioned"),
    ):
        assert found[said] == pytest.approx((mine["event"] == kind).sum() / run.played.replications, abs=0.006)
    opened = mine["event"].str.endswith("_suspected").sum() / run.played.replications
    assert found["cases opened in all"] == pytest.approx(opened, abs=0.006)


def test_weights_and_efforts_add_up_to_one_in_every_system(run, year):
    shares = year_end_tables.shares_of(year, run.scenario, run.weights)
    for _, own in shares.groupby("system"):
        assert own["weight"].sum() == pytest.approx(1.0)
        assert own["effort"].sum() == pytest.approx(1.0)
    # Liwan is a group of one, Foshan and Zhongshan one of two: five units of the regional system count alike.
    growth = run.weights.table["G1"]
    expected = (
        growth["core_urban"] + 2 * growth["prd_manufacturing"] + growth["county_city"] + growth["ecological_mountain"]
    ) / 5
    assert shares.loc["growth", "weight"] == pytest.approx(expected)


def test_what_a_change_is_called_goes_by_the_direction_of_the_outcome(year):
    assert year_end_tables._way("true_score", 0.05) == "better"
    assert year_end_tables._way("late_share", 0.05) == "worse"
    assert year_end_tables._way("late_share", -0.05) == "better"
    assert year_end_tables._way("score", 0.05) == "even"
    assert year_end_tables._way("true_score", 0.00001) == "even"


def test_a_scenario_that_says_nothing_of_the_use_of_results_is_told_so(towns):
    played = simulate(towns.scenario, years=2, replications=2)
    labels = yearly_labels(towns.scenario, "en", played.scenarios[0])
    drawn = year_end_pictures(towns.scenario, towns.weights, played, labels)
    cards = cards_of(towns.scenario, towns.weights)
    report = report_of_year_end(towns.scenario, towns.weights, towns.trust, cards, played, drawn, labels)
    said = {s.id: s.intro for s in report.sections}
    assert said["used"] == ("The scenario does not say how results are used.",)
    assert said["accountable"] == ("The scenario has no administrative accountability.",)


def test_the_first_page_has_the_numbers_of_the_journal(run, year, all_cards):
    labels = yearly_labels(run.scenario, "en", run.played.scenarios[0])
    end = YearEnd(run.scenario, run.weights, None, all_cards, [year])
    said = findings_said(end, labels)
    events = run.played.journal()
    mine = events[(events["scenario"] == run.played.scenarios[0]) & (events["year"] == 1)]
    scored = mine.loc[mine["event"] == "scored", "amount"].mean()
    assert f"annual score averages {100 * scored:.1f}" in said[3]
    falsely = (mine["event"] == "falsely_sanctioned").sum() / run.played.replications
    assert f"{falsely:.1f} of them without cause" in said[4]
    assert not any("from the first year" in sentence for sentence in said)  # only one year is there
