"""A scenario declares its goal, and every mistake in it is named at its line."""

import dataclasses

import pytest

from govperf_sim.scenario.schema import ScenarioDocument
from govperf_sim.scenario.schema_goal import ClosestToReferenceEntry
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import KINDS, ClosestToReference, MinimaxRegret, Regret, RegretGuard, WorstTail

SOURCE = {"status": "assumption", "cite": "made up for this test"}
WHY = "another goal for this test"


def test_every_parameter_of_every_goal_can_be_written():
    known = ScenarioDocument.model_json_schema()["$defs"]
    written = {e["properties"]["kind"]["const"]: set(e["properties"]) - {"kind"} for e in known.values()
               if e.get("properties", {}).get("kind", {}).get("const") in KINDS}  # fmt: skip
    assert written == {kind: {f.name for f in dataclasses.fields(goal)} for kind, goal in KINDS.items()}
    assert set(ClosestToReferenceEntry.model_fields) == {"kind", "source"}


def test_a_declared_goal_carries_its_source_and_its_place(towns):
    assert towns.goal == RegretGuard(0.5)
    assert towns.goal.source.place.startswith("rules.yaml:")
    assert "rules.yaml" in derive_weights(towns.weighting).goal_from.text("en")


def test_kappa_has_an_address(towns):
    bolder = towns.replace("goal.kappa", 0.25, because=WHY)
    assert bolder.goal.kappa == 0.25
    assert derive_weights(bolder.weighting).goal.kappa == 0.25
    assert WHY in bolder.goal.source.cite


@pytest.mark.parametrize(
    ("entry", "goal"),
    [
        ({"kind": "closest_to_reference"}, ClosestToReference()),
        ({"kind": "minimax_regret", "regret": "raw"}, MinimaxRegret(Regret.RAW)),
        ({"kind": "worst_tail", "share": 0.25}, WorstTail(0.25)),
        ({"kind": "regret_guard"}, RegretGuard()),
    ],
)
def test_a_goal_can_be_replaced(towns, entry, goal):
    changed = towns.replace("goal", {**entry, "source": SOURCE}, because=WHY)
    assert changed.goal == goal
    assert derive_weights(changed.weighting).goal == goal


def test_without_a_goal_the_guard_is_the_default_and_says_so(towns):
    plain = towns.replace("goal", None, because=WHY)
    assert plain.goal is None
    answer = derive_weights(plain.weighting)
    assert answer.goal == RegretGuard(0.5)
    assert "default" in answer.goal_from.text("en")


@pytest.mark.parametrize(
    ("old", "new", "key", "hint"),
    [
        ("kappa: 0.5", "kappa: 1.2", "out_of_range", None),
        ("kappa: 0.5", "kapa: 0.5", "unknown_key", "kappa"),
        ("kind: regret_guard", "kind: regret_gaurd", "unknown_word", "did you mean “regret_guard”"),
        ("kind: regret_guard", "kin: regret_guard", "unknown_key", "kind"),
        ("kappa: 0.5", "share: 0.5", "unknown_key", "it belongs to the goal worst_tail"),
        ("kappa: 0.5", "regret: raw", "unknown_key", "minimax_regret"),
    ],
)
def test_a_mistake_in_the_goal_is_one_fault_at_its_line(draft, old, new, key, hint):
    line = draft.edit("rules.yaml", f"  {old}", f"  {new}")
    fault = draft.only_fault
    assert (fault.message.key, fault.file, fault.line) == (f"scenario.{key}", "rules.yaml", line)
    if hint is not None:
        assert hint in fault.hint.text("en")


def test_a_parameter_of_another_kind_is_a_fault(draft):
    draft.edit("rules.yaml", "  kind: regret_guard", "  kind: closest_to_reference")
    assert draft.only_fault.message.key == "scenario.unknown_key"
    assert "regret_guard" in draft.only_fault.hint.text("en")


def test_a_goal_that_needs_a_reference_says_so_at_its_kind(draft):
    line = draft.edit("rules.yaml", "  kind: regret_guard\n  kappa: 0.5", "  kind: closest_to_reference")
    draft.edit("rules.yaml", "reference:\n  domain_shares: {growth: 0.30, livelihood: 0.30, environment: 0.20, services: 0.20}\n"
               "  source: {status: assumption, cite: 虚构的上年权重 invented weights of last year}\n", "")  # fmt: skip
    fault = draft.only_fault
    assert (fault.message.key, fault.file, fault.line) == ("weights.no_reference", "rules.yaml", line)
