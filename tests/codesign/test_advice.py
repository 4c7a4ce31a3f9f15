"""What is advised follows from what was played, and says when not to use the weights."""

import dataclasses
from types import SimpleNamespace

import pandas as pd
import pytest

from govperf_sim.codesign.advice import Use, advice
from govperf_sim.codesign.break_even import COLUMNS
from govperf_sim.codesign.plain import Scheme

NEVER = pd.DataFrame(columns=COLUMNS)
SURE, LOST, OPEN = (0.02, 0.01, 0.03), (-0.02, -0.03, -0.01), (0.0, -0.01, 0.01)


def played(duels, *, moved=True, uncertain=("detection",)):
    """``duels``: (versus, type) -> the difference and its interval in each world; against the start, the guard."""
    rows = [(v, t, n, *told) for (v, t), own in duels.items() for n, told in enumerate(own)]
    table = pd.DataFrame(rows, columns=["versus", "decision_type", "world", "difference", "low", "high"])
    standing = {}
    for key, own in table.groupby(["versus", "decision_type"], sort=False):
        lost, won = (own["high"] < 0).sum(), (own["low"] > 0).sum()
        standing[key] = {"worlds": len(own), "won": won, "lost": lost, "mean": own["difference"].mean()}
    found = SimpleNamespace(moved=moved, start=Scheme.REGRET_GUARD, outlook=SimpleNamespace(uncertainties=uncertain))
    return SimpleNamespace(anticipated=found, duels=table, standing=pd.DataFrame.from_dict(standing, orient="index"))


def keys(found):
    return [m.key.removeprefix("codesign.") for m in found.reasons]


def test_nothing_lost_is_a_yes():
    found = advice(
        played({("regret_guard", "as_it_is"): [SURE] * 4, ("regret_guard", "adaptive"): [SURE, OPEN]}), NEVER
    )
    assert (found.use, found.reasons) == (Use.YES, ())


def test_a_type_under_which_it_loses_is_a_condition():
    trial = played({("regret_guard", "as_it_is"): [SURE] * 4, ("regret_guard", "rule_of_thumb"): [LOST] * 4})
    found = advice(trial, NEVER)
    assert found.use is Use.UNDER_CONDITIONS
    assert keys(found) == ["weak_type", "lost_worlds"]
    assert "4 of the 8 worlds" in found.reasons[1].text("en")
    assert "2.00 points" in found.reasons[1].text("en")


def test_plain_weights_that_do_as_well_are_a_no():
    trial = played({("regret_guard", "as_it_is"): [SURE] * 4, ("equal", "as_it_is"): [LOST] * 3 + [SURE]})
    found = advice(trial, NEVER)
    assert (found.use, keys(found)) == (Use.NO, ["beaten"])


def test_open_differences_are_no_gain():
    assert advice(played({("regret_guard", "as_it_is"): [OPEN] * 4}), NEVER).use is Use.NO


def test_nothing_to_gain_is_a_no():
    found = advice(played({("regret_guard", "as_it_is"): [OPEN]}, moved=False), NEVER)
    assert (found.use, keys(found)) == (Use.NO, ["nothing_to_gain"])


def test_one_world_is_a_condition():
    found = advice(played({("regret_guard", "as_it_is"): [SURE]}, uncertain=()), NEVER)
    assert (found.use, keys(found)) == (Use.UNDER_CONDITIONS, ["one_world"])


def test_a_small_gain_and_ranges_are_told():
    small = tuple(x / 100 for x in SURE)
    plain = pd.DataFrame([("detection", "equal", 0.1, 0.2, 0.3)], columns=COLUMNS)
    found = advice(played({("regret_guard", "as_it_is"): [small] * 4}), plain)
    assert keys(found) == ["plain_better_somewhere", "small_gain"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_is_said(language):
    trial = played({("regret_guard", "as_it_is"): [LOST], ("equal", "adaptive"): [LOST]}, uncertain=())
    assert all(reason.text(language) for reason in advice(trial, NEVER).reasons)
    assert dataclasses.asdict(advice(trial, NEVER))["use"] == "no"
