"""What holds for every institution, whatever it does."""

import dataclasses
import re
from pathlib import Path

import pytest

from govperf_sim.scenario.schema_institutions import InstitutionsEntry
from govperf_sim.simulation.institutions.register import INSTITUTIONS

HERE = Path(__file__).parent
CLAUSES = [
    "doc",
    "I-a",
    "I-b",
    "I-c",
    "I-d",
    "II-1",
    "II-2",
    "II-3",
    "II-4",
    "II-5",
    "II-6",
    "III-a",
    "III-b",
    "III-c",
    "III-d",
    "III-e",
    "IV-1",
    "IV-2",
    "V-1a",
    "V-1b",
    "V-1c",
    "V-1d",
    "V-1e",
    "V-1f",
    "V-2a",
    "V-2b",
    "V-2c",
    "V-2d",
    "V-2e",
    "VI-1a",
    "VI-1b",
    "VI-2a",
    "VI-2b",
    "VI-2c",
    "VI-2d",
    "VI-2e",
    "VI-2f",
    "VI-2g",
    "VI-2h",
    "VI-2i",
    "VI-2j",
    "VI-2k",
    "VI-2l",
    "VI-2m",
    "VI-2n",
    "VI-3a",
    "VI-3b",
    "VI-3c",
    "VI-3d",
    "VI-3e",
    "VI-4a",
    "VI-4b",
    "VI-4c",
    "VI-4d",
    "VI-5a",
    "VI-5b",
    "VI-5c",
    "VI-6a",
    "VI-6b",
    "VI-6c",
    "VI-6d",
    "VI-6e",
]


def entry(name):
    """The class of an institution's entry in a scenario."""
    (kind,) = (k for k in InstitutionsEntry.model_fields[name].annotation.__args__ if k is not type(None))
    return kind


def test_the_format_knows_every_institution_in_the_same_order():
    assert list(InstitutionsEntry.model_fields) == list(INSTITUTIONS)


@pytest.mark.parametrize("name", INSTITUTIONS)
def test_an_entry_has_the_fields_of_the_institution_and_a_source(name):
    fields = {f.name: f.default for f in dataclasses.fields(INSTITUTIONS[name])}
    written = {n: f for n, f in entry(name).model_fields.items() if n != "source"}
    assert list(written) == list(fields)
    for code, field in written.items():
        assert field.is_required() == (fields[code] is dataclasses.MISSING), code
        if not field.is_required():
            assert field.get_default(call_default_factory=True) == fields[code], code
    assert entry(name).model_fields["source"].is_required()


@pytest.mark.parametrize("name", INSTITUTIONS)
def test_it_cites_clauses_of_the_notice_or_is_general_practice(name):
    kind = INSTITUTIONS[name]
    assert set(kind.clauses) <= set(CLAUSES)
    assert len(set(kind.measured)) == len(kind.measured)


@pytest.mark.parametrize("name", INSTITUTIONS)
def test_its_module_tells_its_formula_and_its_test_holds_the_neutral_value(name):
    kind = INSTITUTIONS[name]
    module = kind.__module__.rsplit(".", 1)[1]
    told = __import__(kind.__module__, fromlist=["x"]).__doc__
    assert ".. math::" in told or ":math:`" in told, f"{module} tells no formula"
    test = (HERE / f"test_{module}.py").read_text("utf-8")
    assert re.search(rf"unchanged_by\([^)]*{name}=", test), f"test_{module} does not hold the neutral value"


def test_no_two_institutions_keep_the_same_measure():
    measured = [m for kind in INSTITUTIONS.values() for m in kind.measured]
    assert len(set(measured)) == len(measured)
