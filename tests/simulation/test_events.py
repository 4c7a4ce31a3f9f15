"""What the journal knows: every event has its words and the kind of its amount."""

import re

import pytest

from govperf_sim.simulation import events
from govperf_sim.simulation.events import EVENTS, OF_THE_YEAR, event_label
from govperf_sim.words import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", EVENTS)
def test_every_event_has_words(event, language):
    assert event_label(event, {}).text(language)


def test_the_table_tells_every_event_of_the_year():
    told = set(re.findall(r"^``([a-z_]+)``", events.__doc__, flags=re.MULTILINE))
    assert set(OF_THE_YEAR) - told <= {"cases_arrived", "cases_handled", "cases_late"}
