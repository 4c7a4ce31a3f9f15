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
