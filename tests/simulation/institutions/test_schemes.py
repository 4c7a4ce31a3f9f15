"""Other schemes: items asked for twice, staff days taken, and what the queue makes of it."""

import pytest
from assessed import cycle, population, services, table, weights
from unchanged import unchanged_by

from govperf_sim.errors import CycleError
from govperf_sim.simulation import Luck, play
from govperf_sim.simulation.institutions.schemes import Schemes


def test_no_other_scheme_changes_nothing():
    assert unchanged_by(schemes=Schemes(count=0, share=0.1, items=40), beside={"services": services()})


def test_a_burden_of_schemes_is_the_same_as_a_burden_laid_down():
    """Two schemes of 3 % are 6 % of staff time, whoever takes it."""
    by_schemes, laid_down = (
        play(how, population(), weights(), Luck(1), 2)
        for how in (
            cycle(services=services(), institutions={"schemes": Schemes(count=2, share=0.03, items=40)}),
            cycle(services=services(burden=0.06)),
        )
    )
    for measure in ("cases_handled", "late_share", "staff_assessed", "staff_on_cases", "score"):
        assert table(by_schemes, measure).equals(table(laid_down, measure))


def test_staff_days_close_and_merging_gives_back_what_duplicates_took():
    days = []
    for merged in (0.0, 1.0):
        rule = Schemes(count=4, share=0.02, items=40, overlap=0.5, merged=merged)
        journal = play(cycle(services=services(), institutions={"schemes": rule}), population(), weights(), Luck(1), 1)
        parts = sum(table(journal, f"staff_{on}") for on in ("on_cases", "on_effort", "on_visits", "assessed", "idle"))
        assert parts[1].to_numpy() == pytest.approx(9.0 * 250)
        assert table(journal, "staff_assessed").equals(table(journal, "scheme_days"))
        days.append(table(journal, "scheme_days").loc["u0", 1])
        assert table(journal, "items_asked").loc["u0", 1] == 160 - 60 * merged
        assert table(journal, "items_twice").loc["u0", 1] == 60 * (1 - merged)
    assert days == pytest.approx([0.08 * 2250, 0.05 * 2250])


def test_schemes_that_take_staff_need_staff():
    how = cycle(institutions={"schemes": Schemes(count=1, share=0.1, items=5)})
    with pytest.raises(CycleError, match=r"schemes\.share"):
        play(how, population(), weights(), Luck(1), 1)


@pytest.mark.parametrize(
    "nonsense", [{"count": 1.5}, {"share": 1.5}, {"items": -1}, {"overlap": 2.0}, {"merged": -1.0}]
)
def test_nonsense_is_refused_by_name(nonsense):
    with pytest.raises(CycleError, match=rf"schemes\.{next(iter(nonsense))}"):
        Schemes(**{"count": 2, "share": 0.1, "items": 10, **nonsense})


def test_more_than_all_staff_is_refused():
    with pytest.raises(CycleError, match=r"schemes\.share"):
        Schemes(count=11, share=0.1, items=1)
