"""The clock that all processes of a play wait by."""

import datetime

from govperf_sim.simulation import Calendar
from govperf_sim.simulation.calendar import Phase
from govperf_sim.simulation.clock import Clock


def clock():
    return Clock(Calendar(first_day=datetime.date(2012, 1, 4)), ["a", "b"], ["gdp"], (0,))


def test_what_falls_on_one_day_comes_in_the_order_of_its_phases():
    now, seen = clock(), []

    def waits(day, phase):
        yield now.on(day, phase)
        seen.append((now.today, phase))

    for day, phase in [(9, Phase.ANNUAL), (9, Phase.WORK), (3, Phase.STAGE), (9, Phase.VISIT)]:
        now.start(waits(day, phase))
    now.run()
    assert seen == [(3, Phase.STAGE), (9, Phase.WORK), (9, Phase.VISIT), (9, Phase.ANNUAL)]


def test_an_office_is_used_first_come_first_served():
    now, seen = clock(), []
    office = now.office(1)

    def visits(name, day):
        yield now.on(day, Phase.VISIT)
        with office.request() as turn:
            yield turn
            seen.append((name, now.today))
            yield now.after(10, Phase.VISIT)

    for name, day in [("late", 5), ("early", 2)]:
        now.start(visits(name, day))
    now.run()
    assert seen == [("early", 2), ("late", 12)]
