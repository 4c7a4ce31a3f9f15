"""What a spreadsheet program would calculate, and what it would not."""

import pytest

from govperf_sim.report.forms.formulas import inert, starts_formula


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK()", "@a", "+cmd|x", "-2+3", "-a", "\t=1", "\r=1"])
def test_what_would_be_calculated_begins_with_an_apostrophe(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["-", "—", "-0.5", "+1.5", "-1e-3", "- a dash", "佛山", "", "'quoted", 3, None, -2.5])
def test_numbers_dashes_and_names_stay_as_they_are(cell):
    assert inert(cell) is cell
    assert not starts_formula(cell)
