"""Every number of the theory reference, key by key: given to a case of the package, or come out of it.

A key is written with ``[]`` for the rows of a table, as in ``expected[].alpha``.  A rule takes the row (the innermost table
row around the key, or the whole document) and gives the package's own number.  A key without a rule, or a rule without a
key, fails.  That the simulation gives the same numbers is for ``test_stored`` and ``test_verify``.
"""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from theory.rules import GIVEN
from theory.rules_contests import T03
from theory.rules_effort import T01, T02, T12
from theory.rules_figures import T08, T10
from theory.rules_queues import T07, T16
from theory.rules_reports import T04, T09
from theory.rules_targets import T06, T06B

OTHERS = Path(__file__).parents[1] / "golden" / "others"

RULES = {
    "t01_hm_multitask": T01,
    "t02_baker_distortion": T02,
    "t03_lazear_rosen": T03,
    "t04_misreporting": T04,
    "t06_deadline": T06,
    "t06b_deadline_discrete": T06B,
    "t07_queues": T07,
    "t08_survey": T08,
    "t09_inspection": T09,
    "t10_goodhart": T10,
    "t12_career": T12,
    "t16_statistics": T16,
}
SLOW = 52
"""From so many dates on the dynamic programme takes seconds."""


def stored(name):
    document = json.loads((OTHERS / f"theory_{name}.json").read_text("utf-8"))
    if name == "t09_inspection":  # its second computation names no parameters: they are those of the rows above
        for row, beside in zip(document["cross_check"], document["expected"]["game"], strict=True):
            row["beside"] = beside
    return document


def numbers(node, row, key=""):
    """Every number, or list of numbers, below a node: its key, the row it belongs to, and itself."""
    if isinstance(node, dict) and not all(name.isdigit() for name in node):
        for name, below in node.items():
            if name != "beside":
                yield from numbers(below, row, f"{key}.{name}" if key else name)
    elif isinstance(node, list) and node and isinstance(node[0], dict):
        for below in node:
            yield from numbers(below, below, f"{key}[]")
    elif isinstance(node, dict):
        yield key, row, list(node.values())
    elif not isinstance(node, str) and not (isinstance(node, list) and isinstance(node[0], str)):
        yield key, row, node


ALL = [(name, *found) for name in RULES for document in [stored(name)] for found in numbers(document, document)]
HELD = [(name, key, row, value) for name, key, row, value in ALL if RULES[name].get(key) is not GIVEN]


def marks(row):
    return [pytest.mark.slow] if row.get("n", 0) > SLOW and "mass" in row else []


@pytest.mark.parametrize("name", RULES)
def test_every_key_has_a_rule_and_every_rule_a_key(name):
    assert {key for found, key, *_ in ALL if found == name} == set(RULES[name])


@pytest.mark.parametrize(
    ("name", "key", "place"),
    [
        pytest.param(name, key, place, marks=marks(row), id=f"{name.split('_')[0]} {key} {count}")
        for (name, key), found in itertools.groupby(
            sorted(range(len(HELD)), key=lambda i: HELD[i][:2]), key=lambda i: HELD[i][:2]
        )
        for count, place in enumerate(found, 1)
        for row in [HELD[place][2]]
    ],
)
def test_every_number_comes_out(name, key, place):
    _, _, row, value = HELD[place]
    rule = RULES[name][key]
    near = rule.near(row) if callable(rule.near) else rule.near
    expected = np.asarray(value, dtype=float)
    np.testing.assert_array_less(
        np.abs(np.asarray(rule.ours(row), dtype=float) - expected), near + rule.relative * np.abs(expected) + 1e-300
    )
