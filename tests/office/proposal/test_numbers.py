"""The numbers of a form and their addresses."""

import re
from pathlib import Path

import pytest

from govperf_sim.office.proposal.numbers import in_force, is_open, leaf_at, numbers
from govperf_sim.office.proposal.sheets import NUMBERS
from govperf_sim.report.labels import labels_of
from govperf_sim.scenario.load import load_scenario
from govperf_sim.scenario.schema_institutions import SupervisionEntry
from govperf_sim.scenario.schema_targets import CascadeEntry, RatchetEntry, TargetsEntry, YardstickEntry
from govperf_sim.words import known_keys

GUANGDONG = Path(__file__).resolve().parents[3] / "scenarios" / "guangdong2012"


@pytest.fixture(scope="module")
def pilots():
    return load_scenario(GUANGDONG)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_row_is_told_in_words_and_leads_to_its_number(pilots, language):
    labels = labels_of(pilots, language)
    for sheet in NUMBERS:
        rows = list(numbers(pilots, sheet, labels))
        assert len({row.path for row in rows}) == len(rows) >= 15
        for row in rows:
            assert in_force(pilots, row.address) == row.value
            assert leaf_at(row.address, pilots.written.data) == row.leaf
            assert is_open(row.address)
            written = pilots.value(row.path)
            assert written is None or written == row.value
            assert "_" not in row.about, row.path
            assert language == "en" or re.search("[\u4e00-\u9fff]", row.item), row.path


def test_every_limit_of_every_rule_is_there(pilots):
    shown = {row.path for row in numbers(pilots, "rules", labels_of(pilots, "zh"))}
    for code, rule in pilots.document.rules.items():
        for side in ("at_least", "at_most", "gap"):
            limit = getattr(rule, side, None)
            wanted = (
                [f"rules.{code}.{side}.{g}" for g in limit] if isinstance(limit, dict) else [f"rules.{code}.{side}"]
            )
            assert limit is None or set(wanted) <= shown, code


def test_institutions_that_set_targets_and_visits_have_words_for_all_their_numbers():
    entries = {"targets": TargetsEntry, "ratchet": RatchetEntry, "yardstick": YardstickEntry, "cascade": CascadeEntry,
               "supervision": SupervisionEntry}  # fmt: skip
    for name, entry in entries.items():
        for field, info in entry.model_fields.items():
            if "float" in str(info.annotation):
                assert f"proposal.item_{name}_{field}" in known_keys() or field == "indicators"


@pytest.mark.parametrize(
    "address", ["title.zh", "cycle.horizon.years", "cycle.calendar.working_days", "indicators.G1.name.zh", "units.liwan.group",
                "panel.period", "rules"]
)  # fmt: skip
def test_what_a_proposal_is_measured_by_stays(address):
    assert not is_open(tuple(address.split(".")))


def test_only_what_is_there_is_in_force(pilots):
    assert in_force(pilots, ("rules", "cap_growth", "model_dump")) is None
    assert in_force(pilots, ("cycle", "visits", "a_year", "real")) is None
    assert leaf_at(("rules", "cap_growth"), pilots.written.data) is None
    assert leaf_at(("rules", "no_such", "at_most"), pilots.written.data) is None
