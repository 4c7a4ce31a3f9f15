"""The folder of a dossier: its files, the same bytes again, and what is refused before anything is made."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from govperf_sim.errors import ReportError
from govperf_sim.report.dossier.files import tables_of, told
from govperf_sim.report.dossier.write import write_dossier
from govperf_sim.report.results import as_csv

if TYPE_CHECKING:
    from govperf_sim.experiments.appraisal.appraisal import Appraisal


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def written(idle: Appraisal, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return contents(write_dossier(tmp_path_factory.mktemp("dossier") / "out", idle, language="en"))


def test_the_folder_holds_the_files_it_lists(written: dict[str, bytes]) -> None:
    assert set(json.loads(written["results.json"])["files"]) == set(written)
    wanted = {"dossier.html", "rules.csv", "moves.csv", "changes.csv", "figures/schemes.svg", "figures/gains.png"}
    assert wanted <= set(written)
    assert "measures.csv" not in written
    assert b'lang="en"' in written["dossier.html"]


@pytest.mark.slow
def test_the_same_appraisal_gives_the_same_bytes(idle: Appraisal, written: dict[str, bytes], tmp_path: Path) -> None:
    assert contents(write_dossier(tmp_path / "again", idle, language="en")) == written


def test_results_say_by_code_what_the_page_says(growth: Appraisal, idle: Appraisal) -> None:
    found = told(growth)
    assert (found["admissible"], found["first"], found["simulation"]["years"]) == (False, "current", 2)
    assert found["proposal"]["by"] == "示例县发展和改革局"
    missed = {r["row"]: round(r["slack"], 6) for r in found["rules"] if not r["kept"]}
    assert missed == {"cap_growth(plain_towns)": -0.08, "income_over_jobs(plain_towns)": -0.08}
    assert told(idle)["admissible"]
    assert told(idle)["contradicting_rules"] == [["share_livelihood", "floor_environment", "public_review", "each"]]


def test_weights_stand_side_by_side_where_they_apply(growth: Appraisal) -> None:
    table = tables_of(growth)["weights"].set_index(["group", "indicator"])
    assert list(table.columns) == ["current", "derived", "proposed", "nearest"]
    assert table.groupby(level="group").sum().round(9).eq(1.0).all(axis=None)
    assert table.loc[("plain_towns", "output"), "proposed"] == pytest.approx(0.28)
    assert ("plain_towns", "forest") not in table.index


def test_tables_open_in_excel_with_the_rows_that_force_a_move_by_name(growth: Appraisal) -> None:
    made = as_csv(tables_of(growth)["moves"])
    assert made.startswith(b"\xef\xbb\xbf")
    assert pd.read_csv(io.BytesIO(made))["rows"].tolist() == [
        "cap_growth(plain_towns)",
        "income_over_jobs(plain_towns)",
    ]


def test_an_unknown_form_and_a_foreign_folder_are_refused_before_anything_is_written(
    idle: Appraisal, tmp_path: Path
) -> None:
    with pytest.raises(ReportError, match="odt"):
        write_dossier(tmp_path / "new", idle, ("html", "odt"))
    assert not (tmp_path / "new").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    with pytest.raises(ReportError):
        write_dossier(tmp_path / "mine", idle)
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["letter.txt"]
