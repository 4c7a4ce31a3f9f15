"""Deductions, bonuses and vetoes worked by hand; whatever happens, the ledger adds up."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govperf_sim.errors import AggregationError
from govperf_sim.scoring.adjustments import Bonuses, Deductions, Occurrence, VetoCap, adjust
from govperf_sim.sources import Source
from govperf_sim.words import LANGUAGES

NOTICE = Source(status="document", cite="Notice 2012/7", clause="VI-4d", place="rules.yaml:9")
PRACTICE = Source(status="assumption", cite="general practice")
SLOW = Deductions(id="slowness", at_most=0.05, source=NOTICE)
NEW = Bonuses(id="innovation", at_most=0.03, source=NOTICE)
SAFETY = VetoCap(id="safety", ceiling=0.6, source=PRACTICE)


def happened(unit, rule, amount=None, reason="because"):
    return Occurrence(unit=unit, rule=rule, amount=amount, reason=reason, source=NOTICE)


def test_two_deductions_reach_their_cap_and_the_second_counts_in_part():
    """3 and 4 points asked under a cap of 5: 3 and 2 are taken, from 80 remain 75."""
    found = adjust(pd.Series({"a": 0.8}), [SLOW], [happened("a", "slowness", 0.03), happened("a", "slowness", 0.04)])
    assert found.after["a"] == pytest.approx(0.75)
    assert found.ledger["points_asked"].tolist() == pytest.approx([-3, -4])
    assert found.ledger["points"].tolist() == pytest.approx([-3, -2])
    assert found.before["a"] == 0.8


def test_each_rule_has_its_own_cap_and_each_unit_its_own_room():
    more = Deductions(id="inaction", at_most=0.02, source=NOTICE)
    events = [happened("a", "slowness", 0.05), happened("a", "inaction", 0.05), happened("b", "slowness", 0.05)]
    after = adjust(pd.Series({"a": 0.8, "b": 0.8, "c": 0.8}), [SLOW, more], events).after
    assert after.to_dict() == pytest.approx({"a": 0.73, "b": 0.75, "c": 0.8})


def test_a_bonus_cannot_buy_back_a_veto():
    """90 points, 3 more for innovation, then a fatal accident: 60 remain, whatever came before."""
    found = adjust(pd.Series({"a": 0.9}), [SAFETY, NEW], [happened("a", "safety"), happened("a", "innovation", 0.03)])
    assert found.after["a"] == 0.6
    assert found.ledger["step"].tolist() == ["bonus", "veto"]
    assert found.ledger["points"].tolist() == pytest.approx([3, -33])
    assert found.ledger["general_practice"].tolist() == [False, True]


def test_a_veto_below_its_ceiling_takes_nothing_and_is_still_listed():
    found = adjust(pd.Series({"a": 0.55}), [SAFETY], [happened("a", "safety")])
    assert found.after["a"] == 0.55
    assert found.ledger["points"].tolist() == [0]


def test_the_total_is_held_between_nothing_and_full_marks_and_the_cut_is_listed():
    """98 + 3 is 100 with 1 cut; 2 - 5 is 0 with 3 given back; deductions come first, so 98 - 5 + 3 is 96."""
    events = [happened("a", "innovation", 0.03), happened("b", "slowness", 0.05)]
    events += [happened("c", "innovation", 0.03), happened("c", "slowness", 0.05)]
    found = adjust(pd.Series({"a": 0.98, "b": 0.02, "c": 0.98}), [SLOW, NEW], events)
    assert found.after.tolist() == pytest.approx([1.0, 0.0, 0.96])
    assert found.ledger.loc[found.ledger["unit"] == "c", "step"].tolist() == ["deduction", "bonus"]
    cuts = found.ledger[found.ledger["step"] == "range"].set_index("unit")["points"]
    assert cuts.to_dict() == pytest.approx({"a": -1, "b": 3})


def test_every_row_says_why_by_which_clause_and_how_many_points():
    events = [happened("a", "slowness", 0.02, "late permits"), happened("a", "safety", reason="accident"), happened("b", "slowness", 0.05)]  # fmt: skip
    found = adjust(pd.Series({"a": 0.9, "b": 0.0}), [SLOW, SAFETY], events)
    row = found.ledger.iloc[0]
    assert (row["reason"], row["clause"], row["place"]) == ("late permits", "VI-4d", "rules.yaml:9")
    late, other, cut, accident = found.explain("en")
    assert "late permits" in late
    assert "VI-4d Notice 2012/7" in late
    assert "-2 points" in late
    assert "b" in other
    assert "+5 points" in cut
    assert accident.endswith("[general practice, not in the notice]")
    assert all(len(found.explain(language)) == 4 for language in LANGUAGES)
    assert "通行做法" in found.explain("zh")[-1]


EVENTS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["slowness", "innovation", "safety"]), st.floats(0.001, 0.2)),
    max_size=12,
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), EVENTS)
def test_the_ledger_adds_up_and_the_formula_holds(totals, drawn):
    before = pd.Series(totals, index=list("abc"))
    events = [happened(u, r, None if r == "safety" else amount) for u, r, amount in drawn]
    found = adjust(before, [SLOW, NEW, SAFETY], events)
    moved = found.ledger.groupby("unit")["points"].sum().reindex(before.index, fill_value=0) / 100
    assert (before + moved).tolist() == pytest.approx(found.after.tolist())
    for unit in before.index:
        down = min(0.05, sum(a for u, r, a in drawn if (u, r) == (unit, "slowness")))
        up = min(0.03, sum(a for u, r, a in drawn if (u, r) == (unit, "innovation")))
        expected = min(1, max(0, before[unit] - down + up))
        if (unit, "safety") in {(u, r) for u, r, _ in drawn}:
            expected = min(expected, 0.6)
        assert found.after[unit] == pytest.approx(expected)


def said(*arguments):
    with pytest.raises(AggregationError) as caught:
        adjust(*arguments)
    return " | ".join(f.text("en") for f in caught.value.faults)


def test_everything_that_is_wrong_is_said_at_once():
    events = [
        happened("a", "slownes", 0.01), happened("z", "slowness", 0.01), happened("a", "slowness"),
        happened("a", "slowness", -0.01), happened("a", "slowness", np.nan), happened("a", "safety", 0.1),
    ]  # fmt: skip
    rules = [
        SLOW,
        SLOW,
        SAFETY,
        Bonuses(id="b", at_most=5.0, source=NOTICE),
        VetoCap(id="v", ceiling=60, source=NOTICE),
    ]
    text = said(pd.Series({"a": 0.5, "b": np.nan, "c": 80.0}), rules, events)
    for expected in (
        "did you mean “slowness”", "“z”, which has no total", "amount None", "amount -0.01", "amount nan",
        "veto “safety” has the amount 0.1", "“slowness” is given more than once", "cap of “b” is 5.0",
        "ceiling of veto “v” is 60", "unit “b” is nan", "unit “c” is 80.0",
    ):  # fmt: skip
        assert expected in text


def test_nothing_happened_and_nothing_changes():
    found = adjust(pd.Series({"a": 0.5}), [SLOW], [])
    assert found.after.tolist() == [0.5]
    assert found.ledger.empty
