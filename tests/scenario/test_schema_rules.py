"""A share that is fixed by one number."""

import pytest

from govperf_sim import derive_weights

CAP = "    at_most: {plain_towns: 0.20, hill_towns: 0.15}\n"


@pytest.fixture
def fixed(draft):
    (draft.folder / "variants.yaml").unlink()  # one of them moves the cap
    draft.edit("rules.yaml", CAP, "    exactly: {plain_towns: 0.20, hill_towns: 0.15}\n")
    return draft


def test_a_fixed_share_is_both_limits_at_once(fixed):
    scenario = fixed.load()
    growth = derive_weights(scenario.weighting).table["output"]
    assert growth.to_dict() == pytest.approx({"plain_towns": 0.20, "hill_towns": 0.15}, abs=1e-9)


def test_it_is_moved_by_one_number(fixed):
    moved = fixed.load().replace("rules.cap_growth.exactly.hill_towns", 0.1, because="less of it in the hills")
    assert derive_weights(moved.weighting).table.loc["hill_towns", "output"] == pytest.approx(0.1, abs=1e-9)


def test_it_may_not_stand_beside_a_limit(fixed):
    line = fixed.edit("rules.yaml", "    exactly:", "    at_least: 0.05\n    exactly:")
    (fault,) = fixed.faults
    assert (fault.file, fault.line, fault.message.key) == ("rules.yaml", line, "scenario.exactly_alone")


@pytest.mark.parametrize("found", ["{nowhere: 0.2}", "20"])
def test_what_cannot_be_is_refused_at_its_line(fixed, found):
    line = fixed.edit("rules.yaml", "    exactly: {plain_towns: 0.20, hill_towns: 0.15}", f"    exactly: {found}")
    (fault,) = fixed.faults
    assert (fault.file, fault.line) == ("rules.yaml", line)


def test_what_contradicts_it_is_found_at_its_line(fixed):
    fixed.edit(
        "rules.yaml",
        "at_least: {plain_towns: 0.20, hill_towns: 0.30}",
        "at_least: {plain_towns: 0.20, hill_towns: 0.90}",
    )
    assert all(fault.file == "rules.yaml" and fault.line for fault in fixed.faults)
