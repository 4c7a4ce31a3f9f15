"""A rule that cannot mean what it says is refused, at its line."""

import numpy as np
import pandas as pd
import pytest
from questions import GROWTH, plain

from govperf_sim.errors import WeightingError
from govperf_sim.weights.rules import EachShare, Order, Ratio, SetRatio, Share


def said(**changed):
    with pytest.raises(WeightingError) as caught:
        plain(**changed)
    return caught.value.text("en")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("cap", "'cap' is not a rule; the kinds are Share, EachShare, Order, Ratio, SetRatio, "),
        (Share("1cap", of=["gdp"], at_most=0.3), "rule id “1cap” cannot be used"),
        (Share("sum", of=["gdp"], at_most=0.3), "“sum” is the name of a row of the model itself"),
        (Share("cap", of=["gdpp"], at_most=0.3), "cap names the indicator “gdpp”, which is not among the scores\n       = did you mean “gdp”?"),
        (Share("cap", of=["gdp"], at_most=0.3, groups=["city"]), "cap names the group “city”, which no unit belongs to"),
        (Share("cap", of=["gdp"], at_most={"citys": 0.3}), "did you mean “cities”?"),
        (Share("cap", of="gdp", at_most=0.3), "a set is a list, such as [\"gdp\"]"),
        (Share("cap", of=["gdp"], at_most=0.3, groups="cities"), "a set is a list, such as [\"cities\"]"),
        (Share("cap", of=[], at_most=0.3), "empty set of indicators"),
        (Share("cap", of=["gdp", "gdp"], at_most=0.3), "names “gdp” more than once"),
        (Share("cap", of=["gdp"]), "“cap” has no limit"),
        (Share("cap", of=["gdp"], at_most={}), "“cap” has no limit"),
        (Share("cap", of=["gdp"], at_most=-0.1), "at_most is -0.1; it must be a share between 0 and 1"),
        (Share("cap", of=["gdp"], at_least=1.2), "at_least is 1.2; it must be a share"),
        (Share("cap", of=["gdp"], at_most=float("nan")), "at_most is nan"),
        (Share("cap", of=["gdp"], at_most="0.3"), "at_most is 0.3; it must be a share"),
        (Share("cap", of=["gdp"], at_most=True), "at_most is True"),
        (Share("cap", of=["gdp"], at_least=0.4, at_most=0.3), "its floor 0.4 lies above its cap 0.3"),
        (EachShare("cap", of=["gdp"], at_least={"cities": 0.4}, at_most=0.3), "(cities): its floor 0.4 lies above"),
        (Share("cap", of=["gdp"], at_most={"cities": 0.3}, groups=["counties"]), "limit for the group “cities”, which its groups leave out"),
        (Share("cap", of=["edu"], at_most=0.3, groups=["counties"]), "names the group “counties”, where its indicators do not apply"),
        (Order("first", more="gdp", less="gdp"), "compares a set of indicators with itself"),
        (Order("first", more="gdp", less="air", gap=-0.1), "at_least is -0.1"),
        (Ratio("twice", of="gdp", to="air"), "“twice” has no limit"),
        (Ratio("twice", of="gdp", to="air", at_least=-2), "at_least is -2; it must be a finite number, at least 0"),
        (Ratio("twice", of="gdp", to="air", at_most=float("inf")), "at_most is inf; it must be a finite number"),
        (SetRatio("twice", of=["gdp"], to=["law"], at_least=2), "twice names the indicator “law”"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)  # fmt: skip
def test_a_rule_that_cannot_mean_what_it_says(rule, sentence):
    assert sentence in said(rules=[rule])


def test_rules_that_make_sense_in_no_group_are_refused():
    scores = pd.DataFrame({"gdp": [0.5, np.nan], "air": [np.nan, 0.5]}, index=["a", "b"])
    applies = pd.DataFrame({"gdp": [True, False], "air": [False, True]}, index=["g", "h"])
    told = said(scores=scores, applies=applies, groups=pd.Series({"a": "g", "b": "h"}), reference=None,
                rules=[Order("first", more="gdp", less="air")])  # fmt: skip
    assert "“first” binds no group" in told


def test_two_rules_of_one_name_are_refused():
    cap = Share("cap", of=["gdp"], at_least=0.1, at_most=0.3)
    assert "two rules are called “cap”" in said(rules=[cap, cap])
    assert "the rule id “cap_min” is the name of a row of the band “cap”" in said(
        rules=[cap, Share("cap_min", of=["gdp"], at_most=0.3)]
    )


def test_a_fault_of_a_rule_stands_at_its_line():
    with pytest.raises(WeightingError) as caught:
        plain(rules=[Share("cap", of=["gdp"], at_most=1.3, source=GROWTH)])
    assert caught.value.text("en").startswith("rules.yaml:6: ")
