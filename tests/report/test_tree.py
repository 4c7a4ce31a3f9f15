from __future__ import annotations

import pandas as pd
import pytest
from worlds import framework, indicator

from govperf_sim.report.tree import framework_tree, heading, leaves, tree_of
from govperf_sim.words import Name

WAGES = Name(zh="收入", en="income")
WORLD = framework(
    wage=indicator(factor=WAGES),
    jobs=indicator(),
    pensions=indicator(factor=WAGES),
    ports=indicator(groups=("cities",)),
)
WEIGHTS = pd.DataFrame(
    {"wage": [0.4, 0.3], "jobs": [0.2, 0.5], "pensions": [0.3, 0.2], "ports": [0.1, 0.0]}, index=["cities", "counties"]
)


def test_a_system_of_several_groups_shows_their_mean_and_adds_up_to_one() -> None:
    (system,) = tree_of(WORLD, WEIGHTS)
    assert system.share == pytest.approx(1.0)
    shares = {leaf.code: leaf.share for leaf in leaves(system)}
    assert shares == pytest.approx({"wage": 0.35, "pensions": 0.25, "jobs": 0.35, "ports": 0.05})


def test_indicators_of_one_factor_stand_under_it_and_add_up() -> None:
    (system,) = tree_of(WORLD, WEIGHTS)
    factor = system.branches[0].branches[0]
    assert (factor.level, factor.name, factor.share) == ("factor", WAGES, pytest.approx(0.6))
    assert [leaf.code for leaf in factor.branches] == ["wage", "pensions"]


def test_one_group_shows_its_own_weights_and_only_its_own_indicators() -> None:
    (system,) = tree_of(WORLD, WEIGHTS, "counties")
    assert {leaf.code: leaf.share for leaf in leaves(system)} == {"wage": 0.3, "pensions": 0.2, "jobs": 0.5}
    assert heading(WORLD, system, "en") == "name (name)"


def test_the_printed_tree_has_a_line_for_every_branch_with_its_points() -> None:
    assert framework_tree(WORLD, WEIGHTS, "en") == (
        "name (mean weights of 2 groups)  100.0",
        "└─ name  100.0",
        "   ├─ income  60.0",
        "   │  ├─ wage name  35.0",
        "   │  └─ pensions name  25.0",
        "   ├─ jobs name  35.0",
        "   └─ ports name  5.0",
    )
    assert framework_tree(WORLD, WEIGHTS, "zh")[0] == "名（2 个类别权重的平均）  100.0"
