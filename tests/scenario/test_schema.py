"""The format itself."""

import pytest
from pydantic import ValidationError

from govperf_sim.scenario.addresses import entry_at
from govperf_sim.scenario.entry import NameEntry, SourceEntry
from govperf_sim.scenario.schema import FILES, HOME, ScenarioDocument
from govperf_sim.scenario.schema_checks import ChecksEntry, TargetEntry
from govperf_sim.scenario.schema_cycle import CycleEntry, VisitsEntry
from govperf_sim.scenario.schema_rules import OrderEntry
from govperf_sim.weights import goals, rules


def test_every_top_level_key_has_one_file():
    assert set(HOME) == set(ScenarioDocument.model_fields)
    assert len(HOME) == sum(map(len, FILES.values()))


def test_every_kind_of_rule_and_goal_can_be_written(towns):
    kinds = {e["properties"]["kind"]["const"] for e in ScenarioDocument.model_json_schema()["$defs"].values()
             if "const" in e.get("properties", {}).get("kind", {})}  # fmt: skip
    assert kinds == {*rules.KINDS, *goals.KINDS}


@pytest.mark.parametrize(
    ("address", "entry"),
    [(("rules", "income_over_jobs"), OrderEntry), (("cycle",), CycleEntry), (("cycle", "visits"), VisitsEntry),
     (("checks",), ChecksEntry), (("checks", "targets", "fine_particles"), TargetEntry), (("checks", "targets"), None),
     (("indicators", "air", "scoring", "source"), SourceEntry), (("rules", "each", "source"), SourceEntry),
     (("document", "clauses", "C-2", "left_out"), NameEntry), (("rules",), None),
     (("rules", "cap_growth", "at_most"), None), (("title", "zh"), None), (("nothing",), None)],
)  # fmt: skip
def test_an_address_leads_to_its_entry(towns, address, entry):
    assert entry_at(address, towns.written.data) is entry


def test_entries_are_strict_and_frozen():
    name = NameEntry(zh="名", en="name")
    with pytest.raises(ValidationError):
        name.zh = "x"
    with pytest.raises(ValidationError):
        NameEntry(zh=" ", en="name")
    with pytest.raises(ValidationError):
        SourceEntry(status="assumption", cite="short")
