"""Everything wrong with a question is said at once, in words that say what to do."""

import numpy as np
import pandas as pd
import pytest
from questions import one_group, plain

from govperf_sim.errors import WeightingError
from govperf_sim.weights.rules import Share

SCORES = plain().scores
APPLIES = plain().applies
REFERENCE = plain().reference


def said(**changed):
    with pytest.raises(WeightingError) as caught:
        plain(**changed)
    return caught.value.text("en")


def test_a_well_put_question_is_accepted():
    q = plain()
    assert q.indicators_of == {"cities": ("gdp", "air", "edu"), "counties": ("gdp", "air")}
    assert q.core_of == {"all": ("gdp", "air")}
    assert q.start[("counties", "air")] == 0.5


def cell(unit, indicator, value):
    return SCORES.astype(object).where(
        ~((SCORES.index.to_numpy()[:, None] == unit) & (SCORES.columns == indicator)), value
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"scores": SCORES.iloc[:0]}, "scores is empty"),
        ({"scores": {"gdp": [1.0]}}, "scores must be a DataFrame; it is a dict"),
        ({"groups": {"a": "cities"}}, "groups must be a Series; it is a dict"),
        ({"scores": pd.concat([SCORES, SCORES[["gdp"]]], axis=1)}, "indicator “gdp” occurs 2 times"),
        ({"scores": pd.concat([SCORES, SCORES.loc[["a"]]])}, "unit “a” occurs 2 times"),
        ({"scores": SCORES.rename(index={"a": "a b"})}, "unit code “a b” cannot be used"),
        ({"scores": SCORES.rename(columns={"gdp": "产值"})}, "indicator code “产值” cannot be used"),
        ({"scores": SCORES.rename(columns={"gdp": 1})}, "indicator code “1” cannot be used"),
        ({"groups": pd.Series({"a": "cities", "b": "cities"})}, "unit “c” has no group"),
        ({"groups": pd.Series({"a": "cities", "b": None, "c": "counties"})}, "unit “b” has no group"),
        ({"groups": pd.Series({"a": "cities", "b": "cities", "c": "counties", "aa": "cities"})}, "unit “aa”, which has no"),
        ({"groups": pd.Series(["cities"] * 4, index=["a", "b", "c", "c"])}, "unit “c” occurs 2 times in groups"),
        ({"groups": pd.Series(["big-cities"] * 3, index=["a", "b", "c"])}, "group code “big-cities” cannot be used"),
        ({"applies": APPLIES.iloc[:1]}, "applies has no row for the group “counties”"),
        ({"applies": APPLIES[["gdp", "air"]]}, "applies has no column for the indicator “edu”"),
        ({"applies": APPLIES.assign(law=True)}, "applies names the indicator “law”"),
        ({"applies": APPLIES.astype(object).replace(False, "no")}, "every cell of applies must be True or False"),
        ({"applies": pd.concat([APPLIES, APPLIES.loc[["cities"]]])}, "“cities” occurs more than once in applies"),
        ({"applies": pd.concat([APPLIES, APPLIES.set_axis(["towns", "isles"])])}, "group “towns” has no unit"),
        ({"applies": APPLIES.mul([True, False], axis=0)}, "no indicator applies to the group “counties”"),
        ({"applies": APPLIES.assign(edu=False)}, "“edu” applies to no group"),
        ({"systems": pd.Series({"cities": "regional"})}, "group “counties” has no system"),
        ({"systems": pd.Series({"cities": "r", "counties": "r", "county": "r"})}, "systems names the group “county”"),
        ({"domains": pd.Series({"gdp": "growth", "air": "life"})}, "domains has no domain for the indicator “edu”"),
        ({"domains": pd.Series({"gdp": "growth", "air": "life", "edu": "life", "law": "life"})}, "domains names the indicator “law”"),
        ({"domains": {"gdp": "growth"}}, "domains must be a Series / None; it is a dict"),
        ({"pools": pd.Series({"aa": "apart"})}, "unit “aa”, which has no"),
        ({"pools": pd.Series({"a": "all"})}, "the pool “all” has the code of a system"),
        ({"pools": pd.Series({"a": "a part"})}, "pool code “a part” cannot be used"),
        ({"pools": pd.Series({"a": "apart", "c": "apart"}), "systems": pd.Series({"cities": "r", "counties": "d"})},
         "the pool “apart” has units of several systems (d, r)"),
        ({"scores": cell("a", "gdp", float("nan"))}, "“a” on “gdp” is nan"),
        ({"scores": cell("a", "gdp", float("inf"))}, "“a” on “gdp” is inf"),
        ({"scores": cell("a", "gdp", "high")}, "“a” on “gdp” is high"),
        ({"scores": cell("a", "gdp", 1.2)}, "“a” on “gdp” is 1.2, outside [0, 1]"),
        ({"scores": cell("a", "gdp", -0.1)}, "“a” on “gdp” is -0.1, outside [0, 1]"),
        ({"reference": REFERENCE[["gdp", "air"]]}, "the reference has nothing for the indicator “edu”"),
        ({"reference": REFERENCE.iloc[:1]}, "the reference has nothing for the group “counties”"),
        ({"reference": REFERENCE.assign(law=0.0)}, "reference names the indicator “law”"),
        ({"reference": REFERENCE * 0.9}, "weights of the group “cities” add up to 0.9, not to 1"),
        ({"reference": REFERENCE.assign(gdp=[-0.1, 0.5])}, "weight of “gdp” in the group “cities” is -0.1"),
        ({"reference": REFERENCE.assign(gdp=[np.nan, 0.5])}, "weight of “gdp” in the group “cities” is nan"),
        ({"reference": REFERENCE.assign(edu=[0.4, 0.1])}, "“edu” does not apply to the group “counties”, yet its reference"),
        ({"reference": pd.Series({"gdp": 0.4, "air": 0.2, "edu": 0.4})}, "“counties” add up to 0.6, not to 1"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_mean_what_it_says(changed, sentence):
    assert sentence in said(**changed)


def test_all_faults_are_reported_at_once_in_either_language():
    with pytest.raises(WeightingError) as caught:
        plain(
            scores=cell("a", "gdp", 1.2),
            reference=REFERENCE * 0.9,
            rules=[Share("cap", of=["gdpp"], at_most=0.3), Share("cap", of=["air"])],
        )
    assert len(caught.value.faults) == 6
    assert caught.value.exit_status == 2
    assert "单位“a”的指标“gdp”得分是 1.2，超出 [0, 1]" in caught.value.text("zh")


def test_tables_changed_afterwards_change_nothing():
    scores = SCORES.copy()
    q = plain(scores=scores)
    scores.loc["a", "gdp"] = 0.0
    assert q.scores.loc["a", "gdp"] == 0.9


def test_one_unit_and_one_indicator_make_a_question():
    q = one_group({"gdp": 1.0}, [], scores=pd.DataFrame({"gdp": [0.5]}, index=["u"]))
    assert q.core_of == {"all": ("gdp",)}
