import pytest
from worlds import framework, indicator

from govperf_sim.errors import FrameworkError


def test_the_core_is_what_applies_to_every_group():
    found = framework(gdp=indicator(), ports=indicator(groups=("cities",)), air=indicator())
    assert found.core("regional") == ("gdp", "air")
    assert found.indicators_of("cities") == ("gdp", "ports", "air")
    assert found.applies.loc["counties"].to_dict() == {"gdp": True, "ports": False, "air": True}
    assert found.group_of_unit.to_dict() == {"a": "cities", "b": "counties"}


def test_every_reference_that_leads_nowhere_is_named_at_once():
    with pytest.raises(FrameworkError) as raised:
        framework(gdp=indicator(domain="wrok"), air=indicator(groups=("city",)), water=indicator(evaluator="public"))
    said = raised.value.text("en")
    assert "indicators.gdp refers to “wrok”" in said
    assert "did you mean “work”?" in said
    assert "indicators.air refers to “city”" in said
    assert "indicators.water refers to “public”" in said


def test_a_group_to_which_nothing_applies_is_refused():
    with pytest.raises(FrameworkError, match="counties"):
        framework(ports=indicator(groups=("cities",)))


def test_posts_must_be_there_and_in_the_right_order():
    with pytest.raises(FrameworkError) as raised:
        framework(
            gdp=indicator(floor=1.0, target=0.0),
            air=indicator(target=None),
            unemployment=indicator(direction="lower_is_better", floor=4.0, target=4.0),
            fine=indicator(method="min_max", floor=None, target=None),
        )
    assert len(raised.value.faults) == 3
    assert "fine" not in raised.value.text("zh")


def keys(raised):
    return [f.message.key.removeprefix("framework.") for f in raised.value.faults]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"method": "min_max"}, ["scoring_unused", "scoring_unused"]),
        ({"method": "band", "floor": None, "target": None, "low": 1.0, "high": 3.0}, ["scoring_lacks"]),
        ({"method": "no_deterioration"}, ["scoring_lacks_posts"]),
        ({"method": "level_and_progress"}, ["scoring_lacks_posts"]),
        ({"method": "z_score", "reference_years": (2010,)}, ["scoring_unused"]),
        ({"method": "z_score", "floor": 2.0, "target": -2.0}, ["deviations_reversed"]),
        ({"method": "goalposts", "loss": 2.0}, ["scoring_unused"]),
        ({"method": "goalposts", "floor": None}, ["scoring_lacks_posts"]),
    ],
)
def test_a_method_has_the_numbers_it_needs_and_no_other(given, found):
    with pytest.raises(FrameworkError) as raised:
        framework(gdp=indicator(**given))
    assert keys(raised) == found
    assert "gdp" in raised.value.text("zh")


def test_posts_in_standard_deviations_rise_whatever_the_direction():
    framework(gdp=indicator(method="z_score", floor=-2.0, target=2.0, direction="lower_is_better"))


def test_every_unit_has_its_own_target_and_no_other_has_one():
    own = {"method": "distance_to_own_target", "floor": None, "target": None, "distance": 5.0}
    with pytest.raises(FrameworkError) as raised:
        framework(gdp=indicator(), ports=indicator(groups=("cities",), targets={"b": 2.0}, **own))
    assert keys(raised) == ["no_own_target", "target_of_other"]
    framework(gdp=indicator(), ports=indicator(groups=("cities",), targets={"a": 2.0}, **own))
