import pytest

from govperf_sim.errors import PanelError
from govperf_sim.screening.identities import Aggregate, Ratio, Sum, adding_up

SECTORS = Sum(total="gdp", parts=("primary", "secondary", "tertiary"))


def economy(gdp, primary, secondary, tertiary, unit="foshan", period=2010, **more):
    figures = {"gdp": gdp, "primary": primary, "secondary": secondary, "tertiary": tertiary, **more}
    return {(unit, k, period): x for k, x in figures.items()}


def test_three_sectors_that_make_up_the_total_are_in_order(cells):
    checked = adding_up(cells(economy(100, 10, 50, 40)), [SECTORS])
    assert (checked.tested, checked.findings) == (1, ())


def test_a_total_eight_above_its_parts_is_found_with_both_figures_and_every_place(cells):
    (finding,) = adding_up(cells(economy(108, 10, 50, 40)), [SECTORS]).findings
    assert (finding.observed, finding.expected) == (108, 100)
    assert finding.strength == pytest.approx(8 / 108)
    assert finding.grade == "strong"
    assert finding.indicators == ("gdp", "primary", "secondary", "tertiary")
    assert finding.place == "panel.csv:2, panel.csv:3, panel.csv:4, panel.csv:5"


def test_the_gap_is_held_against_the_declared_tolerance(cells):
    panel = cells(economy(100.5, 10, 50, 40))
    assert adding_up(panel, [Sum(total="gdp", parts=SECTORS.parts, tolerance=0.004)]).findings
    assert not adding_up(panel, [Sum(total="gdp", parts=SECTORS.parts, tolerance=0.006)]).findings


def test_parts_that_fit_the_revised_total_are_called_a_mixture_of_vintages(cells):
    panel = cells(economy(108, 10, 50, 40, revised=100.05, other=120))
    (finding,) = adding_up(panel, [Sum(total="gdp", parts=SECTORS.parts, versions=("revised", "other"))]).findings
    assert finding.indicators == SECTORS.parts
    assert "fit revised instead" in finding.sentence.text("en")
    assert "other" not in finding.sentence.text("en").replace("another", "")


def test_a_share_that_follows_another_denominator_points_at_the_share_alone(cells):
    panel = cells(economy(125, 10, 50, 40, share=50.0, revised=100))
    identity = Ratio(result="share", of="secondary", per="gdp", factor=100, versions=("revised",))
    (finding,) = adding_up(panel, [identity]).findings
    assert finding.indicators == ("share",)
    assert (finding.observed, finding.expected) == (50, 40)


def test_value_a_head_with_its_factor_of_units(cells):
    # 100 million yuan over 10 thousand people: 5000 / 250 x 10000 = 200 000 yuan a head.
    right = {("a", "gdp", 2010): 5000, ("a", "people", 2010): 250, ("a", "per_head", 2010): 200_000}
    identity = Ratio(result="per_head", of="gdp", per="people", factor=10_000)
    assert not adding_up(cells(right), [identity]).findings
    assert adding_up(cells({**right, ("a", "per_head", 2010): 210_000}), [identity]).findings


def test_a_province_is_the_sum_of_its_cities(cells):
    panel = cells({("province", "gdp", 2010): 90, ("east", "gdp", 2010): 60, ("west", "gdp", 2010): 40})
    (finding,) = adding_up(panel, [Aggregate(whole="province", parts=("east", "west"), indicators=("gdp",))]).findings
    assert finding.units == ("province", "east", "west")
    assert "east, west imply 100" in finding.sentence.text("en")


def test_what_is_not_there_is_not_tested(cells):
    values = economy(108, 10, 50, float("nan")) | economy(100, 10, 50, float("inf"), period=2011)
    checked = adding_up(cells(values), [SECTORS])
    assert (checked.tested, checked.findings) == (0, ())


def test_nothing_over_nothing_and_all_zero_are_no_crash(cells):
    panel = cells(economy(0, 0, 0, 0, share=0, revised=0))
    ratio = Ratio(result="share", of="secondary", per="gdp", versions=("revised",))
    checked = adding_up(panel, [SECTORS, ratio])
    assert (checked.tested, checked.findings) == (1, ())


def test_a_total_of_nothing_beside_parts_is_wholly_off(cells):
    (finding,) = adding_up(cells(economy(0, 10, 50, 40)), [SECTORS]).findings
    assert finding.strength == -1


def test_every_unknown_name_is_refused_at_once(cells):
    identities = [
        Sum(total="gpd", parts=("primary",)),
        Aggregate(whole="fosan", parts=("foshan",), indicators=("gdp",)),
    ]
    with pytest.raises(PanelError, match=r"gpd(.|\n)*gdp"):
        adding_up(cells(economy(1, 1, 0, 0)), identities)
    with pytest.raises(PanelError, match=r"fosan(.|\n)*foshan"):
        adding_up(cells(economy(1, 1, 0, 0)), identities[1:])
