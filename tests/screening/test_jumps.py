import numpy as np
import pytest

from govperf_sim.screening.jumps import jumps


def test_a_comma_in_the_wrong_place_is_one_finding_about_the_value_between(honest, put, get):
    panel = honest(1)
    panel = put(panel, "city08", "k2", 2010, get(panel, "city08", "k2", 2010) / 10)
    found = [f for f in jumps(panel).findings if f.grade == "strong"]
    (finding,) = found
    assert finding.cells[0][:3] == ("city08", "k2", 2010)
    assert "and back the year after" in finding.sentence.text("en")
    assert finding.observed < -0.85
    assert finding.strength < -8


def test_a_step_to_a_new_level_is_found_in_its_year(honest, put, get):
    panel = honest(2)
    for year in (2012, 2013):
        panel = put(panel, "city08", "k2", year, 4 * get(panel, "city08", "k2", year))
    (finding,) = [f for f in jumps(panel).findings if f.grade == "strong"]
    assert finding.cells[0][:3] == ("city08", "k2", 2012)
    assert "and back" not in finding.sentence.text("en")


def test_a_year_that_was_bad_for_all_is_no_jump(honest):
    panel = honest(3)
    bad = panel.assign(value=np.where(panel["period"] >= 2011, panel["value"] * 0.4, panel["value"]).round(2))
    assert len(jumps(bad).findings) <= len(jumps(panel).findings) + 3


def test_one_that_moves_where_nothing_ever_moves_is_found(cells):
    values = {(f"u{u}", "land", t): 100.0 + u for u in range(8) for t in range(2008, 2014)}
    assert not jumps(cells(values)).findings
    values |= {("u3", "land", t): 90.0 for t in (2012, 2013)}
    (finding,) = jumps(cells(values)).findings
    assert finding.cells[0][:3] == ("u3", "land", 2012)


def test_too_few_peers_and_too_few_years_leave_nothing_to_test(cells):
    values = {(u, "gdp", t): 100.0 * (t - 2005) for u in "abc" for t in (2008, 2009, 2010)}
    assert jumps(cells(values)).tested == 0


def test_the_past_alone_judges_where_there_are_no_peers(cells):
    grows = [1.05, 1.06, 1.04, 1.055, 1.045, 1.052, 1.061, 3.0]
    values = {("a", "gdp", 2008 + n): round(100 * float(np.prod(grows[:n])), 3) for n in range(9)}
    (finding,) = jumps(cells(values)).findings
    assert finding.periods == (2016,)


def test_of_honest_cells_about_one_in_a_thousand_is_found(honest):
    checked = [jumps(honest(seed)) for seed in range(400, 430)]
    assert sum(len(c.findings) for c in checked) < 0.002 * sum(c.tested for c in checked)


def test_four_units_and_five_years_are_enough_not_to_cry_wolf(honest):
    checked = [jumps(honest(seed, units=4)) for seed in range(430, 460)]
    assert sum(len(c.findings) for c in checked) < 0.01 * sum(c.tested for c in checked)


@pytest.mark.parametrize("value", [0.0, -5.0])
def test_what_has_no_growth_is_not_tested(cells, value):
    assert jumps(cells({(f"u{u}", "k", t): value for u in range(6) for t in range(2008, 2014)})).tested == 0
