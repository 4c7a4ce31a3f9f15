"""Working days, dates and the order of a day."""

import datetime

import numpy as np
import pytest
import simpy

from govperf_sim.errors import CycleError
from govperf_sim.simulation.calendar import At, Calendar, Phase

DATE = datetime.date
NOTICE = {"issued": DATE(2012, 1, 12), "stage": DATE(2012, 6, 30), "summary": DATE(2012, 12, 31)}


def notice_year(**changed):
    return Calendar(**{"first_day": DATE(2012, 1, 4), "dates": NOTICE, **changed})


def test_the_dates_of_the_notice_fall_on_themselves():
    year = notice_year()
    for weekday in ("issued", "summary"):
        assert year.date_of(year.day_of(NOTICE[weekday])) == NOTICE[weekday]


def test_a_date_on_which_nobody_works_counts_as_the_working_day_before():
    """30 June 2012 was a Saturday."""
    year = notice_year()
    assert year.date_of(year.day_of(NOTICE["stage"])) == DATE(2012, 6, 29)


@pytest.mark.parametrize("day", [d for d in range(5, 32) if DATE(2012, 3, d).weekday() < 5])
def test_any_declared_weekday_falls_on_itself(day):
    year = notice_year(dates={"some": DATE(2012, 3, day)})
    assert year.date_of(year.day_of(DATE(2012, 3, day))) == DATE(2012, 3, day)


@pytest.mark.parametrize("working_days", [12, 100, 249, 250, 257])
@pytest.mark.parametrize("year", [1, 2, 3, 20])
def test_a_year_has_its_working_days_all_weekdays_in_order(working_days, year):
    calendar = notice_year(working_days=working_days, dates={})
    days = np.arange(calendar.first(year), calendar.first(year + 1))
    dates = calendar.dates_of(days)
    assert len(dates) == working_days
    assert np.all(np.diff(dates) > np.timedelta64(0, "D"))
    assert np.all(np.is_busday(dates))
    assert {d.astype(object).year for d in dates} == {2011 + year}
    assert [calendar.date_of(int(d)) for d in days] == list(dates.astype(object))


def test_months_end_with_the_calendar_months():
    year = notice_year()
    ends = [year.date_of(year.month_end(1, month)) for month in range(1, 13)]
    assert [d.month for d in ends] == list(range(1, 13))
    following = [year.date_of(year.month_end(1, month) + 1).month for month in range(1, 12)]
    assert following == list(range(2, 13))
    assert year.month_end(1, 12) == 250
    assert year.month_end(3, 12) == 750


def test_the_mid_year_of_2012_ends_on_friday_29_june():
    assert notice_year().date_of(notice_year().month_end(1, 6)) == DATE(2012, 6, 29)


def test_a_fiscal_year_has_its_months_from_april():
    year = Calendar(first_day=DATE(2019, 4, 1))
    ends = [year.date_of(year.month_end(1, month)) for month in (1, 6, 12)]
    assert [(d.year, d.month) for d in ends] == [(2019, 4), (2019, 9), (2020, 3)]


def test_a_first_day_that_does_not_exist_every_year_is_the_last_of_its_month():
    year = Calendar(first_day=DATE(2012, 2, 29), working_days=240)
    assert year.date_of(241) == DATE(2013, 2, 28)


def test_the_scores_exist_45_working_days_after_the_year():
    year = notice_year()
    assert year.scoring_day(1) == 295
    assert year.date_of(295) == year.date_of(year.first(2) + 44)


def test_a_timeout_made_early_fires_before_the_work_of_its_day_and_an_annual_event_does_not():
    """The trap of SimPy's ties: first-in-first-out by scheduling time."""
    env, heard = simpy.Environment(), []

    def scoring(event, name):
        yield event
        heard.append(name)

    def work():
        for _ in range(250):
            yield env.timeout(1)
        heard.append("work of day 250")

    env.process(scoring(env.timeout(250), "timeout"))
    env.process(scoring(At(env, 250, Phase.ANNUAL), "annual"))
    env.process(work())
    env.run()
    assert heard == ["timeout", "work of day 250", "annual"]


def test_the_phases_of_a_day_come_in_order_however_they_were_scheduled():
    env, heard = simpy.Environment(), []

    def waits(phase, delays):
        for delay in delays:
            yield At(env, delay, phase)
        heard.append(phase)

    for phase in reversed(Phase):
        env.process(waits(phase, [3]))
    env.process(waits(Phase.WORK, [1, 1, 1]))
    env.run()
    assert heard == [Phase.WORK, Phase.WORK, Phase.VISIT, Phase.MONITOR, Phase.STAGE, Phase.ANNUAL]


def test_an_event_in_the_past_is_refused():
    with pytest.raises(ValueError, match="past"):
        At(simpy.Environment(), -1, Phase.WORK)


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"first_day": DATE(2012, 1, 1)}, "simulation.first_day_weekend"),
        ({"working_days": 261}, "simulation.too_many_days"),
        ({"working_days": 11}, "simulation.not_whole"),
        ({"working_days": 250.5}, "simulation.not_whole"),
        ({"score_delay": -1}, "simulation.not_whole"),
        ({"dates": {"early": DATE(2012, 1, 3)}}, "simulation.date_outside"),
        ({"dates": {"late": DATE(2013, 1, 1)}}, "simulation.date_outside"),
        (
            {"dates": {f"d{i}": DATE(2012, 3, i) for i in range(1, 31)}, "working_days": 20},
            "simulation.too_many_dates",
        ),
    ],
)
def test_a_year_that_cannot_be_is_refused_by_name(changed, key):
    with pytest.raises(CycleError) as refused:
        notice_year(**{"dates": {}, **changed})
    assert [f.message.key for f in refused.value.faults] == [key]
    for language in ("zh", "en"):
        assert refused.value.text(language)


def test_all_that_is_wrong_with_a_year_is_said_at_once():
    with pytest.raises(CycleError) as refused:
        notice_year(first_day=DATE(2012, 1, 7), working_days=300, dates={"a": DATE(2011, 1, 3), "b": DATE(2014, 1, 1)})
    keys = [f.message.key.removeprefix("simulation.") for f in refused.value.faults]
    assert keys == ["first_day_weekend", "too_many_days", "date_outside", "date_outside"]
