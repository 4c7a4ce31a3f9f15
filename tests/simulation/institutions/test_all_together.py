"""All institutions at once, in a year in which every mechanism is on."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from assessed import eventful, population, table, visits, weights
from set_up import at_work, neutral
from unchanged import unchanged_by

from govperf_sim.simulation import Journal, Luck, play, settings, world
from govperf_sim.simulation.institutions.institution import Course, Institution
from govperf_sim.simulation.institutions.register import INSTITUTIONS

IN_COMPANY = (
    "yardstick", "exchange", "conference", "credibility", "awards", "quotas", "promotion", "accountability",
)  # fmt: skip
"""Who ranks units, compares them, or has them wait for the same few people."""
STAFF = ["staff_on_cases", "staff_on_effort", "staff_on_visits", "staff_assessed", "staff_idle"]


def played(institutions, units=7, luck=None, years=4, **how):
    return play(eventful(institutions=institutions, **how), population(units=units), weights(), luck or Luck(3), years)


def of(journal, replication):
    """One replication of a batch."""
    parts = (f[f["replication"] == replication].reset_index(drop=True) for f in (journal.events, journal.measures))
    return Journal(*parts)


def of_the_first(journal, units=7):
    """What is measured of the first units."""
    mine = journal.measures["unit"].isin([f"u{i}" for i in range(units)])
    return journal.measures[mine].reset_index(drop=True)


def test_all_there_are_but_weights_anew_are_set_up():
    everyone = [name for name in INSTITUTIONS if name != "reweighting"]
    assert list(neutral()) == list(at_work()) == everyone


def test_all_switched_off_but_present_are_as_none_to_the_bit():
    """Visits enough for the budget; an inspectorate, staff and image projects to be asked about in both years."""
    full = eventful()
    beside = {"visits": visits(a_year=1, growth=3.0, by_risk=1.0), "services": full.services, "vanity": full.vanity}
    assert unchanged_by(beside=beside, **neutral())


def test_at_work_they_change_the_years_and_each_leaves_what_it_measures():
    off, on = played({}), played(at_work())
    assert not np.array_equal(table(off, "score"), table(on, "score"))
    promised = {m for name in at_work() for m in INSTITUTIONS[name].measured}
    kept = set(on.measures["measure"])
    assert promised - kept <= {"days_to_sanction"}
    assert np.isfinite(on.measures["value"]).all()


@pytest.mark.parametrize("units", [3, 7, 12])
def test_a_replication_alone_equals_itself_in_any_batch_to_the_bit(units):
    rules = at_work()
    rules["awards"] = dataclasses.replace(rules["awards"], top=1)
    forwards, backwards = (played(rules, units, Luck(5, batch)) for batch in (range(4), (9, 3, 2, 1, 0)))
    for replication in range(4):
        alone = played(rules, units, Luck(5, (replication,)))
        for batch in (forwards, backwards):
            pd.testing.assert_frame_equal(of(batch, replication).measures, alone.measures, check_exact=True)
            pd.testing.assert_frame_equal(of(batch, replication).events, alone.events, check_exact=True)


def apart():
    """Those that look at one unit at a time; supervision pays for visits, and those go round the units anyway."""
    return {name: rule for name, rule in at_work().items() if name not in (*IN_COMPANY, "supervision")}


def test_units_added_leave_the_others_as_they_were_where_nobody_ranks_or_waits():
    few, many = (of_the_first(played(apart(), units, visits=None)) for units in (7, 20))
    pd.testing.assert_frame_equal(few, many, check_exact=True)


@pytest.mark.parametrize("name", IN_COMPANY)
def test_units_added_matter_to_the_others_where_somebody_ranks_or_waits(name):
    """Otherwise the test above would leave out too much."""
    rules = {**apart(), name: at_work()[name]}
    few, many = (of_the_first(played(rules, units, visits=None)) for units in (7, 20))
    assert not few.equals(many)


def test_accountability_with_investigators_enough_looks_at_one_unit_at_a_time():
    rule = {"accountability": dataclasses.replace(at_work()["accountability"], investigators=None)}
    few, many = (of_the_first(played(apart() | rule, units, visits=None)) for units in (7, 20))
    pd.testing.assert_frame_equal(few, many, check_exact=True)


class Onlooker(Institution):
    """Writes down the marks and weights of every year that is scored."""

    def __init__(self):
        self.worth = {}

    def begin(self, setting):
        return Looking(self)


class Looking(Course):
    """The course of an onlooker."""

    def __init__(self, onlooker):
        self.onlooker = onlooker

    def scored(self, evidence, score):
        self.onlooker.worth[evidence.year] = (evidence.terms.weights * evidence.marks).sum(axis=-1)[0]
        return 0.0


def points_from(journal, rules):
    """The points of all institutions, unit x year, put together from the events of the journal."""
    events, years = journal.events, range(1, 6)
    scored = events[events["event"] == "scored"].groupby("year")["date"].first()
    assert len(scored) == len(years)

    def count(these):
        by = these.groupby(["unit", "year"]).size().unstack(fill_value=0)
        return by.reindex(index=sorted(population().units), columns=years, fill_value=0).to_numpy(float)

    late = count(events[(events["event"] == "report_filed") & (events["amount"] > 0.0)])
    breaches = count(events[events["event"] == "breach_known"])
    ended = events[events["event"].isin(["sanctioned", "falsely_sanctioned"]) & (events["date"] <= scored[5])]
    # A sanction takes its points from the first score that comes out after it, whatever year it is about.
    sanctions = count(ended.assign(year=scored.searchsorted(ended["date"]) + 1))
    assert min(late.sum(), breaches.sum(), sanctions.sum()) > 0
    new = table(journal, "innovations").to_numpy()
    assert np.array_equal(new > 0, count(events[events["event"] == "innovation"]) > 0)
    assert new.max() > 0
    return (
        np.minimum(rules["innovation"].points * new, rules["innovation"].cap)
        - rules["progress_reports"].deduction * late
        - rules["integrity"].deduction * breaches
        - rules["accountability"].deduction * sanctions
    )


def test_a_score_is_marks_by_weights_less_deductions_and_all_points(monkeypatch):
    """The settled score is seven parts of the year's and three of the stage's."""
    for module in (settings, world):
        monkeypatch.setattr(module, "INSTITUTIONS", {**INSTITUTIONS, "onlooker": Onlooker})
    rules, onlooker = at_work(), Onlooker()
    journal = played({**rules, "onlooker": onlooker}, years=5)
    marked = np.array([onlooker.worth[year] for year in range(1, 6)]).T
    annual = marked - table(journal, "penalty").to_numpy() + points_from(journal, rules)
    stages = journal.events[journal.events["event"] == "stage_score"]
    stage = stages.pivot(index="unit", columns="year", values="amount").to_numpy()
    assert annual.min() > 0.0
    np.testing.assert_allclose(table(journal, "score"), 0.7 * annual + 0.3 * stage, rtol=0, atol=1e-12)


def test_staff_days_close():
    """No day is spent twice and none is lost, with visits to host and burdens from three sides."""
    journal = played(at_work(), years=5)
    spent = sum(table(journal, measure) for measure in STAFF)
    np.testing.assert_allclose(spent, 8.5 * 250, rtol=1e-12)
    # What the services are burdened with, and three schemes that share items, less what is taken over from elsewhere.
    assessed = 0.05 + 0.01 * (3 - 0.5 * 0.3 * 2) - 0.01
    np.testing.assert_allclose(table(journal, "staff_assessed"), assessed * 8.5 * 250, rtol=1e-12)
