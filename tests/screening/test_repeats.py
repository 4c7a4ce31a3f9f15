import numpy as np
import pytest

from govperf_sim.screening.repeats import repeated_values, same_in_two_units


def test_a_row_carried_forward_is_one_finding_that_names_its_cells(honest, put, get):
    panel = honest(1)
    for k in ("k0", "k2", "k5"):
        panel = put(panel, "city07", k, 2011, get(panel, "city07", k, 2010))
    (finding,) = repeated_values(panel).findings
    assert {c[:3] for c in finding.cells} == {("city07", k, 2011) for k in ("k0", "k2", "k5")}
    assert finding.grade == "strong"


def test_one_figure_of_five_digits_repeated_is_found_on_its_own(honest, put):
    panel = put(put(honest(2), "city03", "k1", 2009, 731.46), "city03", "k1", 2010, 731.46)
    (finding,) = repeated_values(panel).findings
    assert [c[:3] for c in finding.cells] == [("city03", "k1", 2010)]
    # Rounding leaves 0.01 / 731.46 of growth open, at a peak density of 1 / (2.5066 x 0.06): 9.1e-5, spread estimated.
    assert finding.strength == pytest.approx(9.1e-5, rel=0.25)


def test_a_figure_that_never_moves_is_still_by_nature(honest):
    panel = honest(3)
    land = panel["indicator"] == "k4"
    first = panel[land].groupby("unit")["value"].transform("first")
    assert not repeated_values(panel.assign(value=panel["value"].mask(land, first))).findings


def test_coarse_figures_repeat_by_chance_and_are_left_alone(honest):
    panel = honest(4)
    coarse = panel.assign(value=np.maximum(np.round(panel["value"] / 100), 1))
    assert not repeated_values(coarse).findings


def test_zeros_are_not_repeats(honest, put):
    panel = honest(5)
    for year in (2009, 2010, 2011):
        panel = put(panel, "city00", "k0", year, 0.0)
    assert not repeated_values(panel).findings


def test_a_row_copied_from_a_neighbour_is_found(honest, put, get):
    panel = honest(6)
    for k in ("k1", "k3", "k4"):
        panel = put(panel, "city11", k, 2012, get(panel, "city10", k, 2012))
    found = same_in_two_units(panel).findings
    assert any(f.units == ("city10", "city11") and f.indicators == ("k1", "k3", "k4") for f in found)
    assert {c[:3] for f in found for c in f.cells} <= {
        (u, k, 2012) for u in ("city10", "city11") for k in ("k1", "k3", "k4")
    }


@pytest.mark.parametrize("check", [repeated_values, same_in_two_units])
def test_honest_panels_raise_an_alarm_in_at_most_one_of_ten(honest, check):
    # With nothing to find, holding the false discovery rate at 10 % holds the chance of any finding at 10 %.
    alarms = sum(bool(check(honest(seed)).findings) for seed in range(100, 160))
    assert alarms <= 12  # 60 x 10 % = 6; more than 12 has a chance below 1 %
