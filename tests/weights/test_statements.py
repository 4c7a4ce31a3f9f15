"""Sets and sources in words."""

import pytest
from questions import one_group

from govperf_sim.sources import Source
from govperf_sim.weights.reasons import lines_of
from govperf_sim.weights.rules import Share
from govperf_sim.weights.statements import says, says_source
from govperf_sim.words import Name


def test_a_large_set_is_counted():
    codes = {f"k{i}": 0.1 for i in range(10)}
    (line,) = lines_of(one_group(codes, [Share("many", of=list(codes), at_least=0.5)]))
    names = {"k0": Name(zh="经济增长", en="growth")}
    assert says(line, names).text("en") == "many, g: 10 indicators (growth and others) together at least 0.5"
    assert says(line, names).text("zh") == "many（g）：经济增长 等 10 项指标 合计不低于 0.5"


def test_a_small_set_is_listed():
    (line,) = lines_of(one_group({"a": 0.5, "b": 0.5}, [Share("few", of=["a", "b"], at_most=1)]))
    assert says(line, {}).text("zh") == "few（g）：a、b 合计不高于 1"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (None, "no source given"),
        (Source(status="expert", cite="panel of 2012"), "source: panel of 2012"),
        (Source(status="law", cite="a law", clause="V-1d"), "clause V-1d"),
        (Source(status="expert", cite="panel of 2012", place="rules.yaml:6"), "source: panel of 2012 (rules.yaml:6)"),
        (Source(status="law", cite="a law", clause="V-1d", place="rules.yaml:6"), "clause V-1d (rules.yaml:6)"),
    ],
)
def test_a_source_is_told_as_far_as_it_is_known(source, sentence):
    assert says_source(source).text("en") == sentence
