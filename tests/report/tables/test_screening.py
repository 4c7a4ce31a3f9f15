from __future__ import annotations

from govperf_sim.report.labels import Labels
from govperf_sim.report.tables.screening import by_strength, checks_table, findings_table, spoken
from govperf_sim.screening.findings import Cell, Checked, listed, of_cells
from govperf_sim.words import Message

CELL = Cell("liwan", "L3", 2011, "panel.csv:7")
JUMP = {"unit": "liwan", "indicator": "L3", "period": 2011, "growth": "+9%", "usual": "+1%", "z": "+6"}
LABELS = Labels(language="en", units={"liwan": "Liwan", "foshan": "Foshan"}, indicators={"L3": "unemployment"})


def jump(strength: float):
    return of_cells("jump", [CELL], Message("screening.jump", JUMP), strength=strength, measure="robust_z")


CHECKS = (
    Checked(check="jump", tested=240, findings=(jump(5.5), jump(-9.0))),
    Checked(check="bunching", tested=0, findings=()),
)


def test_the_strong_come_first_with_place_and_innocent_explanation() -> None:
    table = findings_table(CHECKS, LABELS)
    assert [row.cells[0] for row in table.rows] == ["strong", "moderate"]
    assert [f.strength for f in by_strength(CHECKS)] == [-9.0, 5.5]
    assert table.rows[0].cells[-1] == "panel.csv:7"
    assert table.rows[0].cells[3]


def test_units_and_indicators_are_called_by_their_names() -> None:
    said = spoken(jump(6.0), LABELS)
    assert "Liwan" in said
    assert "unemployment" in said
    assert "liwan" not in said


def test_several_units_in_a_row_are_each_called_by_name() -> None:
    values = {"units": listed(["liwan", "foshan"]), "indicators": listed(["L3"]), "period": 2011, "p": "0.001"}
    found = of_cells("same_value", [CELL], Message("screening.same_value", values), strength=1e-3, measure="p_value")
    assert "Liwan, Foshan" in spoken(found, LABELS)


def test_every_check_says_how_much_it_tested() -> None:
    assert [row.cells[1:] for row in checks_table(CHECKS, LABELS).rows] == [
        ("240", "1", "1", "0"),
        ("0", "0", "0", "0"),
    ]
