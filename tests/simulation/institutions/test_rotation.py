"""Rotation: how long leaders stay, and that they know it."""

import datetime

import numpy as np
import pytest
from assessed import cycle, population, table, weights, work
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Calendar, Luck, play
from govperf_sim.simulation.institutions.rotation import Rotation

PROMPT = Calendar(first_day=datetime.date(2012, 1, 4), score_delay=0)


def played(years, units=7, replications=1, **rule):
    how = cycle(calendar=PROMPT, work=work(shock=0.0), institutions={"rotation": Rotation(**rule)})
    return play(how, population(units), weights(), Luck(1, range(replications)), years)


def test_leaders_who_stay_change_nothing():
    assert unchanged_by(rotation=Rotation(chance=0.0))


def test_leaders_who_change_posts_change_nothing_where_nobody_looks_ahead():
    assert unchanged_by(rotation=Rotation(chance=0.3, longest=2))


def test_terms_end_when_the_time_is_up():
    journal = played(7, chance=0.0, longest=3)
    assert table(journal, "tenure").loc["u0"].tolist() == [1, 2, 3, 1, 2, 3, 1]
    assert table(journal, "rotated").loc["u0"].tolist() == [0, 0, 1, 0, 0, 1, 0]
    gone = journal.events[journal.events["event"] == "rotated"]
    assert len(gone) == 2 * 7
    assert set(gone["amount"]) == {3.0}


def test_a_year_of_office_is_reached_with_the_chance_of_staying():
    """In the r-th year of the play a first leader is left with probability (1 - h)^(r - 1), and terms are geometric."""
    journal = played(5, units=40, replications=25, chance=0.3)
    tenure = journal.measures[journal.measures["measure"] == "tenure"]
    for year, rows in tenure.groupby("year"):
        expected, share = 0.7 ** (year - 1), (rows["value"] == year).mean()
        assert abs(share - expected) <= 4 * np.sqrt(expected * (1 - expected) / len(rows))


def test_what_the_journal_tells_is_what_is_measured():
    journal = played(4, chance=0.5)
    told = journal.events[journal.events["event"] == "rotated"].groupby("year").size()
    measured = table(journal, "rotated").sum()
    assert told.to_dict() == {y: n for y, n in measured.items() if n}
    assert measured.sum() > 5


@pytest.mark.parametrize(
    ("named", "nonsense"),
    [
        ("chance", {"chance": 1.2}),
        ("longest", {"longest": 0}),
        ("longest", {"longest": 2.5}),
        ("chance", {"chance": np.nan}),
    ],
)
def test_nonsense_is_refused_by_name(named, nonsense):
    with pytest.raises(CycleError, match=rf"rotation\.{named}"):
        Rotation(**{"chance": 0.1, **nonsense})
