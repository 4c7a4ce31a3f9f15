from importlib.resources import files

import numpy as np
import pytest

from govperf_sim.panel import Panel
from govperf_sim.screening.findings import COLUMNS, Cell, findings_table, of_cells
from govperf_sim.screening.screen import screen
from govperf_sim.words import LANGUAGES, Message, known_keys


def finding(strength, measure):
    values = {"unit": "a", "indicator": "gdp", "period": 2011, "growth": "+1 %", "usual": "+2 %", "z": "9"}
    cell = Cell("a", "gdp", 2011, "panel.csv:7")
    return of_cells("jump", [cell], Message("screening.jump", values), strength=strength, measure=measure)


@pytest.mark.parametrize(
    ("measure", "weak", "moderate", "strong"),
    [("p_value", 0.01, 1e-4, 1e-7), ("robust_z", -4, 6, -9), ("relative_gap", 0.005, -0.02, 0.3)],
)
def test_grades_follow_the_stated_limits(measure, weak, moderate, strong):
    assert [finding(x, measure).grade for x in (weak, moderate, strong)] == ["weak", "moderate", "strong"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_one_row_a_finding_strongest_first(language):
    table = findings_table([finding(4, "robust_z"), finding(9, "robust_z")], language)
    assert table.columns.tolist() == list(COLUMNS)
    assert table["grade"].tolist() == ["strong", "weak"]
    assert table["place"].tolist() == ["panel.csv:7"] * 2
    assert (table["innocent"].str.len() > 5).all()


def test_an_empty_table_keeps_its_columns_and_types():
    table = findings_table([], "en")
    assert table.empty
    assert table["strength"].dtype == np.float64


def test_every_check_has_a_title_and_an_innocent_explanation():
    said = {k.removeprefix("screening.") for k in known_keys() if k.startswith("screening.")}
    titles = {k.removeprefix("title_") for k in said if k.startswith("title_")}
    assert titles == {k.removeprefix("innocent_") for k in said if k.startswith("innocent_")}
    assert titles == {c.check for c in screen(Panel.of({"a": {"gdp": 8.5}}, period=2011))}


def test_no_sentence_passes_a_verdict():
    page = files("govperf_sim.words").joinpath("screening.toml").read_text("utf-8").lower()
    for word in ("fraud", "falsif", "cheat", "fake", "manipul", "造假", "作弊", "虚报", "弄虚"):
        assert word not in page
