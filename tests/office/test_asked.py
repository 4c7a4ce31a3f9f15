"""What is asked about, and in which columns."""

import pytest

from govperf_sim.office.asked import ANSWERS, CODES, asked_about, head, known_by
from govperf_sim.office.grid import Entry, head_of
from govperf_sim.office.ways import About, Way


def test_domains_indicators_and_units_are_asked_about_in_sets_of_two_or_more(towns):
    domains = asked_about(towns.framework, Way.POINTS)
    assert list(domains.sets) == ["towns"]
    indicators = asked_about(towns.framework, Way.POINTS, About.INDICATORS).sets
    assert all(len(items) > 1 for items in indicators.values())
    assert set().union(*indicators.values()) < set(towns.framework.indicators)
    units = asked_about(towns.framework, Way.RANKING).sets
    assert {g: tuple(items) for g, items in units.items()} == {g: towns.framework.units_of(g) for g in units}


def test_every_pair_is_asked_once(towns):
    asked = asked_about(towns.framework, Way.PAIRS)
    pairs = [frozenset((row["item"], row["other"])) for row in asked.rows()]
    assert len(pairs) == len(set(pairs)) == 6


@pytest.mark.parametrize("way", Way)
def test_heads_are_bilingual_and_no_two_columns_are_known_by_the_same(way):
    columns = (*CODES[way], *ANSWERS[way])
    for n, column in enumerate(columns):
        assert head_of(Entry(head(column), "")) in known_by(column)
        assert all(not known_by(column) & known_by(other) for other in columns[:n])
