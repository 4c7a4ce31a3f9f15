"""A document written as files is read as it was."""

import datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf_sim.panel import COLUMNS
from govperf_sim.scenario.load import load_scenario
from govperf_sim.scenario.pages import Page
from govperf_sim.scenario.read import read_yaml
from govperf_sim.scenario.writing import panel_text, scenario_texts, yaml_text

TEXTS = st.text(st.characters(exclude_categories=("C", "Zl", "Zp"), include_characters="\n"), min_size=1).filter(
    lambda t: t.strip() and "\x85" not in t
)
KEYS = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,20}", fullmatch=True).filter(
    lambda k: k.lower() not in ("true", "false", "null")
)
SCALARS = TEXTS | st.booleans() | st.integers(-(10**13), 10**13) | st.floats(allow_nan=False, allow_infinity=False) | st.dates(datetime.date(1000, 1, 1))  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4).map(tuple) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def read(text):
    reading = read_yaml(Page("a.yaml", tuple(text.removesuffix("\n").split("\n"))))
    assert not reading.faults, [f.text("en") for f in reading.faults]
    return reading.data


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_what_is_written_is_read_again(data):
    assert read(yaml_text(data)) == data


@pytest.mark.parametrize("text", ["yes", "null", "~", "1e3", "2012-01-12", "0x1F", "a: b", "#x", "- a", "{a}", "1:30", "〔2012〕7号", "12", " a", "&a", "'a'", '"'])  # fmt: skip
def test_a_text_that_looks_like_something_else_stays_a_text(text):
    assert read(yaml_text({"a": {"b": text, "c": (text,)}})) == {"a": {"b": text, "c": (text,)}}


def test_a_scenario_is_written_file_by_file_with_a_head():
    data = load_scenario("six_towns").written.data
    texts = scenario_texts(data, "towns.xlsx")
    assert {key: value for text in texts.values() for key, value in read(text).items()} == data
    assert all("towns.xlsx" in text.split("\n\n")[0] for text in texts.values())
    assert max(len(line) for line in texts["framework.yaml"].splitlines()) < 200


def test_values_are_written_with_every_digit():
    rows = [("a", "G1", 2012, 0.1 + 0.2, "", "synthetic"), ("b", "G1", 2012, 5.0, "yearbook", "")]
    text = panel_text(pd.DataFrame(rows, columns=list(COLUMNS)))
    assert (
        text
        == "unit,indicator,period,value,vintage,flag\na,G1,2012,0.30000000000000004,,synthetic\nb,G1,2012,5,yearbook,\n"
    )
