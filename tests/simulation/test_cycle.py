"""The years played: who waits, what comes too late, and whose luck it is."""

import datetime
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from assessed import CALENDAR, cycle, eventful, population, reports, table, visits, weights, work

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Calendar, Journal, Luck, Reward, play

NOTICE = {
    "issued": datetime.date(2012, 1, 12),
    "stage": datetime.date(2012, 6, 30),
    "summary": datetime.date(2012, 12, 31),
}
AT_ONCE = Calendar(first_day=datetime.date(2012, 1, 4), score_delay=0)


def played(how=None, units=7, luck=None, years=3):
    return play(how or cycle(), population(units=units), weights(), luck or Luck(2012), years)


def events(journal, *names):
    return journal.events[journal.events["event"].isin(names)]


def same(one, other):
    pd.testing.assert_frame_equal(one.measures, other.measures, check_exact=True)
    pd.testing.assert_frame_equal(one.events, other.events, check_exact=True)


def of(journal, replication):
    """One replication of a batch."""
    parts = (f[f["replication"] == replication].reset_index(drop=True) for f in (journal.events, journal.measures))
    return Journal(*parts)


# --- when -------------------------------------------------------------------------------------------------------------


def test_the_year_has_its_rhythm():
    journal = played(years=2)
    first = journal.events[journal.events["year"] == 1]
    reported = first[first["event"] == "monthly_report"]
    assert reported.groupby("unit")["day"].nunique().tolist() == [12] * 7
    assert reported["day"].max() == 250
    assert set(first.loc[first["event"] == "scored", "day"]) == {295}
    assert set(first.loc[first["event"] == "stage_score", "date"]) == {pd.Timestamp("2012-06-29")}
    second = journal.events[journal.events["year"] == 2]
    assert set(second.loc[second["event"] == "year_opens", "day"]) == {1}


def test_the_next_year_opens_before_the_last_is_scored():
    happened = played(years=2).events
    opened = happened.index[(happened["year"] == 2) & (happened["event"] == "year_opens")]
    scored = happened.index[(happened["year"] == 1) & (happened["event"] == "scored")]
    assert opened.max() < scored.min()


def test_events_stand_in_the_order_in_which_they_happened():
    dates = played().events["date"]
    assert dates.is_monotonic_increasing


def test_the_dates_of_the_notice_are_noted_in_the_first_year_on_their_working_day():
    how = cycle(calendar=Calendar(first_day=datetime.date(2012, 1, 4), dates=NOTICE))
    happened = played(how, years=2).events
    dated = happened[happened["event"].str.startswith("date:")]
    assert dated["event"].tolist() == ["date:issued", "date:stage", "date:summary"]
    assert [d.date().isoformat() for d in dated["date"]] == ["2012-01-12", "2012-06-29", "2012-12-31"]
    assert set(dated["year"]) == {1}


def test_the_last_day_s_work_is_in_the_score_of_that_day():
    """Without delay the last report and the score fall on day 250; a score before the report would be the month before's."""
    how = cycle(calendar=AT_ONCE, visits=None, reports=None)
    journal = played(how)
    last = events(journal, "monthly_report")
    last = last[last["day"] == 250]
    scored = events(journal, "scored")
    assert set(scored["day"]) == {250}
    assert scored["amount"].tolist() == last["amount"].tolist()


def test_scores_wait_for_the_declared_delay_and_count_what_is_corrected_by_then():
    slow = visits(a_year=7, correction_days=100, detection=0.5, penalty=0.0)
    delayed, at_once = (
        table(
            played(cycle(calendar=Calendar(first_day=CALENDAR.first_day, score_delay=d), visits=slow)),
            "corrected_in_time",
        )
        for d in (110, 0)
    )
    assert (delayed >= at_once).all(axis=None)
    assert (delayed > at_once).any(axis=None)


# --- who waits --------------------------------------------------------------------------------------------------------


def test_one_team_serves_in_the_order_of_due_days_by_the_recursion_of_lindley():
    days = 30
    happened = events(played(cycle(visits=visits(teams=1, a_year=7, days=days)), years=4), "visit_due", "visit_starts")
    absolute = happened["day"] + 250 * (happened["year"] - 1)
    due = absolute[happened["event"] == "visit_due"].tolist()
    starts = absolute[happened["event"] == "visit_starts"].tolist()
    expected, free = [], 0
    for day in due:
        expected.append(max(day, free))
        free = expected[-1] + days
    assert starts == expected
    waits = happened.loc[happened["event"] == "visit_starts", "amount"].tolist()
    assert waits == [s - d for s, d in zip(starts, due, strict=True)]
    assert max(waits) > 0


@pytest.mark.parametrize("teams", [1, 2, 5])
def test_no_more_visits_at_once_than_teams(teams):
    happened = events(played(cycle(visits=visits(teams=teams, a_year=7, days=240))), "visit_starts", "visit_ends")
    out = happened["event"].map({"visit_starts": 1, "visit_ends": -1}).cumsum()
    assert out.max() == teams
    assert out.iloc[-1] == 0


def test_nobody_waits_when_there_is_a_team_for_every_unit():
    happened = played(cycle(visits=visits(teams=7, a_year=7, days=10)), years=2)
    assert (events(happened, "visit_starts")["amount"] == 0).all()


def test_scarce_teams_leave_inflated_reports_standing():
    free, scarce = (
        played(cycle(calendar=AT_ONCE, visits=visits(teams=teams, a_year=7, days=40, detection=0.5, penalty=0.0)))
        for teams in (7, 1)
    )
    assert (table(scarce, "gaming_share") >= table(free, "gaming_share")).all(axis=None)
    assert table(scarce, "gaming_share").sum().sum() > table(free, "gaming_share").sum().sum()
    assert (table(scarce, "score") >= table(free, "score")).all(axis=None)
    pd.testing.assert_frame_equal(table(scarce, "fabricated"), table(free, "fabricated"), check_exact=True)


def test_a_correction_after_the_score_is_noted_as_too_late_and_changes_nothing():
    late = played(cycle(visits=visits(a_year=7, correction_days=400, detection=0.5)))
    assert len(events(late, "corrected_too_late")) > 0
    assert events(late, "corrected").empty
    assert (table(late, "corrected_in_time") == 0).all(axis=None)
    standing = table(late, "gaming_share") * table(late, "score")
    np.testing.assert_allclose(standing, table(late, "fabricated"), atol=1e-15)
    assert table(late, "penalty").sum().sum() > 0  # found in time all the same


def test_a_visit_that_ends_after_the_score_costs_nothing():
    late = played(cycle(calendar=AT_ONCE, visits=visits(a_year=7, days=300, detection=0.5)))
    assert (table(late, "visited") == 0).all(axis=None)
    assert (table(late, "penalty") == 0).all(axis=None)
    assert len(events(late, "fabrication_found")) > 0


# --- points reconcile -------------------------------------------------------------------------------------------------


def test_finds_corrections_and_deductions_reconcile_from_journal_to_score():
    how = cycle(visits=visits(teams=1, a_year=7, days=30, correction_days=15))
    journal = played(how, years=4)
    noted = journal.events[journal.events["day"] <= 295]

    def per_cell(event, column):
        rows = noted[noted["event"] == event]
        found = rows.pivot_table(index="unit", columns="year", values="amount", aggfunc=column)
        return found.reindex_like(table(journal, "score")).fillna(0.0)

    np.testing.assert_array_equal(per_cell("fabrication_found", "count"), table(journal, "found"))
    np.testing.assert_array_equal(per_cell("corrected", "count"), table(journal, "corrected_in_time"))
    lost = how.visits.penalty * per_cell("fabrication_found", "sum")
    np.testing.assert_allclose(lost, table(journal, "penalty"), rtol=0, atol=1e-15)
    reported = noted[(noted["event"] == "monthly_report") & (noted["day"] == 250)]
    last = reported.pivot_table(index="unit", columns="year", values="amount")
    standing = table(journal, "gaming_share") * table(journal, "score")
    rebuilt = last - table(journal, "fabricated") + standing - table(journal, "penalty")
    np.testing.assert_allclose(rebuilt, table(journal, "score"), rtol=0, atol=1e-14)
    assert table(journal, "found").to_numpy().sum() > table(journal, "corrected_in_time").to_numpy().sum() > 0


def test_with_every_mechanism_on_a_score_is_its_parts():
    """The annual part is the true score, plus what each way of gaming adds and leaves, less what is deducted."""
    erring = dict.fromkeys(("survey", "experts", "third_party", "periodic", "vintages"))
    how = eventful(reports=reports(noise=0.0), stage=None, **erring)
    journal = played(how, years=3)
    parts = {m: table(journal, m) for m in ("true_score", "pictured", "shifted", "fabricated", "penalty", "score")}
    reported = events(journal, "monthly_report")
    last = reported[reported["day"] == 250].pivot(index="unit", columns="year", values="amount")
    told = parts["true_score"] + parts["pictured"] + parts["shifted"] + parts["fabricated"]
    np.testing.assert_allclose(last, told, rtol=0, atol=1e-14)
    standing = table(journal, "gaming_share") * parts["score"]
    np.testing.assert_allclose(parts["true_score"] + standing - parts["penalty"], parts["score"], rtol=0, atol=1e-14)
    for measure in ("pictured", "fabricated", "penalty"):
        assert parts[measure].to_numpy().max() > 0


def test_without_fabrication_and_error_the_score_is_the_true_score():
    honest = played(cycle(reports=None))
    pd.testing.assert_frame_equal(table(honest, "score"), table(honest, "true_score"), check_exact=True)


# --- how units respond ------------------------------------------------------------------------------------------------


def test_levels_reach_their_closed_form():
    """Y_t = Y* + (Y_0 - Y*)(1 - d/12)^t with Y* = theta e/d; without substitution e = d Y_0/theta + b W theta/c."""
    people, how = population(), cycle(work=work(shock=0.0, substitution=0.0, productivity=0.7, effort_cost=1.5))
    own = weights().loc[people.groups, list(people.indicators)].to_numpy()
    importance = np.stack([own[:, :2].sum(1), own[:, 2:5].sum(1), own[:, 5]], axis=1)
    effort = 0.6 * people.start / 0.7 + 0.5 * importance * 0.7 / 1.5
    steady = 0.7 * effort / 0.6
    journal = played(how, years=3)
    for year in (1, 2, 3):
        level = steady + (people.start - steady) * (1 - 0.6 / 12) ** (12 * year)
        expected = level.sum(axis=1) / people.works.sum(axis=1)
        np.testing.assert_allclose(table(journal, "true_level")[year], expected, rtol=0, atol=1e-13)
        np.testing.assert_allclose(table(journal, "effort")[year], effort.sum(axis=1), rtol=0, atol=1e-13)


def test_effort_by_task_adds_up_and_is_kept_only_where_a_unit_works():
    journal = played()
    by_task = journal.measures[journal.measures["measure"].str.startswith("effort:")]
    total = by_task.pivot_table(index="unit", columns="year", values="value", aggfunc="sum")
    np.testing.assert_allclose(total, table(journal, "effort"), rtol=1e-14)
    counties = [u for u, g in population().groups.items() if g == "counties"]
    assert by_task[by_task["unit"].isin(counties) & (by_task["measure"] == "effort:law")].empty


@pytest.mark.parametrize(
    "quiet",
    [
        {"reports": None},
        {"reports": reports(propensity=0.0)},
        {"visits": visits(a_year=7, detection=1.0)},
        {"reward": Reward(strength=0.0)},
    ],
    ids=["off", "no propensity", "found for certain", "no reward"],
)
def test_nobody_fabricates(quiet):
    journal = played(cycle(**quiet))
    for measure in ("fabricated", "gaming_share", "penalty", "found"):
        assert (table(journal, measure) == 0.0).all(axis=None)


def test_more_visits_mean_less_fabrication():
    points = [table(played(cycle(visits=visits(a_year=n, penalty=0.2))), "fabricated").sum().sum() for n in range(8)]
    assert all(a > b for a, b in pairwise(points) if a > 0)
    assert points[0] > 0


# --- whose luck -------------------------------------------------------------------------------------------------------


def test_the_same_luck_gives_the_same_years_to_the_bit():
    same(played(luck=Luck(5, (3,))), played(luck=Luck(5, (3,))))


@pytest.mark.parametrize("units", [1, 2, 7, 30])
def test_a_replication_alone_equals_itself_in_any_batch_to_the_bit(units):
    how = eventful()
    forwards, backwards = (played(how, units, Luck(5, batch)) for batch in (range(5), (9, 4, 3, 2, 1, 0)))
    for replication in range(5):
        alone = played(how, units, Luck(5, (replication,)))
        same(of(forwards, replication), alone)
        same(of(backwards, replication), alone)
    values = forwards.measures.set_index("replication")["value"]
    assert not np.array_equal(values.loc[0], values.loc[1])


def test_units_added_leave_the_others_as_they_were_to_the_bit():
    how = eventful(visits=None)
    few, many = played(how, units=7), played(how, units=40)
    for measure in dict.fromkeys(few.measures["measure"]):
        if measure.startswith("effort:"):
            continue
        pd.testing.assert_frame_equal(
            table(many, measure).loc[[f"u{i}" for i in range(7)]], table(few, measure), check_exact=True
        )


def test_a_change_of_policy_leaves_the_weather_as_it_was():
    """The gain from a stronger reward is the same under every luck, because the shocks are."""
    gains = []
    for replication in range(3):
        weak, strong = (
            table(played(cycle(reward=Reward(strength=b)), luck=Luck(8, (replication,))), "true_level")
            for b in (0.2, 0.8)
        )
        gains.append((strong - weak).to_numpy())
    np.testing.assert_allclose(gains[0], gains[1], rtol=0, atol=1e-14)
    np.testing.assert_allclose(gains[0], gains[2], rtol=0, atol=1e-14)
    assert np.all(gains[0] > 0)


def test_more_teams_change_who_waits_and_nothing_else():
    few, many = (played(cycle(visits=visits(teams=teams, a_year=7))) for teams in (1, 7))
    for measure in ("true_score", "welfare", "fabricated"):
        pd.testing.assert_frame_equal(table(few, measure), table(many, measure), check_exact=True)
    pd.testing.assert_frame_equal(
        events(few, "visit_due").reset_index(drop=True), events(many, "visit_due").reset_index(drop=True)
    )


@pytest.mark.parametrize(
    ("off", "neutral"),
    [
        ({"reports": None}, {"reports": reports(noise=0.0, propensity=0.0)}),
        ({"visits": None}, {"visits": visits(a_year=0)}),
    ],
    ids=["reports", "visits"],
)
def test_a_mechanism_off_equals_its_neutral_value_to_the_bit(off, neutral):
    same(played(cycle(**off)), played(cycle(**neutral)))


def test_a_year_played_is_the_same_whatever_comes_after():
    short, long = played(years=1), played(years=3)
    first = long.measures[long.measures["year"] == 1].reset_index(drop=True)
    # Visits of the first year end before the second's can take their team away.
    pd.testing.assert_frame_equal(short.measures, first, check_exact=True)


# --- what cannot be played --------------------------------------------------------------------------------------------


def faults_of(how=None, table_of_weights=None, years=1):
    with pytest.raises(CycleError) as refused:
        play(how or cycle(), population(), weights() if table_of_weights is None else table_of_weights, Luck(1), years)
    assert refused.value.text("zh")
    assert refused.value.text("en")
    return [f.message.key.removeprefix("simulation.") for f in refused.value.faults]


@pytest.mark.parametrize("years", [0, -1, 1.5, True])
def test_a_number_of_years_that_cannot_be_is_refused(years):
    assert faults_of(years=years) == ["years"]


def test_everything_wrong_is_said_at_once():
    lacking = weights().drop(index="counties").drop(columns="air")
    assert faults_of(cycle(visits=visits(a_year=8)), lacking, years=0) == [
        "years",
        "more_visits_than_units",
        "axis",
        "axis",
    ]


def test_weights_that_are_no_weights_are_named():
    wrong = weights()
    wrong.loc["cities", "gdp"], wrong.loc["counties", "air"] = -0.1, np.nan
    assert faults_of(table_of_weights=wrong) == ["weight", "weight"]


def test_weight_where_an_indicator_does_not_apply_is_refused():
    wrong = weights()
    wrong.loc["counties", "cases"] = 0.1
    assert set(faults_of(table_of_weights=wrong)) == {"weight_not_applicable"}


def test_weights_that_do_not_add_up_are_refused_once_a_group():
    wrong = weights()
    wrong.loc["cities", "gdp"] = 0.2
    assert faults_of(table_of_weights=wrong) == ["weight_sum"]


def test_weights_of_further_groups_and_in_another_order_are_allowed():
    more = weights().iloc[::-1, ::-1].copy()
    more.loc["towns"] = 1 / 6
    same(play(cycle(), population(), more, Luck(1), 1), play(cycle(), population(), weights(), Luck(1), 1))
