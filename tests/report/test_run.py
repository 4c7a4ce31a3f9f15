from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from govperf_sim.errors import ReportError
from govperf_sim.report.run import MARKER, refuse_foreign, replacing, write_run

if TYPE_CHECKING:
    from report.conftest import Drawn, Run

    from govperf_sim.words import Language


@pytest.fixture(scope="module")
def written(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tmp_path_factory.mktemp("run") / "out", run.scenario, run.weights)


@pytest.fixture
def place(written: Path, tmp_path: Path) -> Path:
    """A folder of earlier results, to do with as one likes."""
    return Path(shutil.copytree(written, tmp_path / "out"))


def listing(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_a_second_run_takes_the_place_of_the_first_and_writes_what_it_lists(
    run: Run, place: Path, tmp_path: Path
) -> None:
    told: list[str] = []
    write_run(place, run.scenario, run.weights, run.played, language="en", progress=told.append)
    assert set(json.loads((place / MARKER).read_text("utf-8"))["files"]) == listing(place) == set(told)
    assert {"report.html", "weights.csv", "figures/weights.svg", "figures/timeline.png"} <= listing(place)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert 'lang="en"' in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_without_a_simulation_nothing_of_the_years_is_written(written: Path) -> None:
    assert {p.stem for p in written.glob("figures/*.svg")} == {
        *("framework_regional", "framework_departmental", "weights", "standing", "change", "effective")
    }
    assert not (written / "measures.csv").exists()


def test_figures_drawn_again_are_the_same_bytes(written: Path, drawn: dict[Language, Drawn]) -> None:
    for picture in drawn["zh"].pictures:
        for form, content in (("svg", picture.svg), ("png", picture.png)):
            file = written / "figures" / f"{picture.name}.{form}"
            assert not file.exists() or file.read_bytes() == content


def test_a_failure_leaves_the_old_results_and_nothing_half_written(tmp_path: Path) -> None:
    old = tmp_path / "out"
    old.mkdir()
    (old / "report.html").write_text("old", encoding="utf-8")

    def fails_half_way() -> None:
        with replacing(old) as fresh:
            (fresh / "report.html").write_text("new", encoding="utf-8")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fails_half_way()
    assert (old / "report.html").read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_interruption_leaves_nothing_half_written(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "out"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_other_things_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work", encoding="utf-8")
    with pytest.raises(ReportError) as refused:
        refuse_foreign(tmp_path)
    assert str(tmp_path) in refused.value.text("en")
    assert "empty folder" in refused.value.text("en")
    assert "空文件夹" in refused.value.text("zh")
    assert listing(tmp_path) == {"thesis.docx"}


def test_a_results_json_of_another_program_is_no_licence_to_delete(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text('{"files": ["results.json"]}', encoding="utf-8")
    with pytest.raises(ReportError):
        refuse_foreign(tmp_path)


def test_a_file_of_the_users_own_among_old_results_is_named_and_kept(run: Run, place: Path) -> None:
    (place / "批注.docx").write_text("notes", encoding="utf-8")
    with pytest.raises(ReportError) as refused:
        write_run(place, run.scenario, run.weights)
    assert "批注.docx" in refused.value.text("zh")
    assert (place / "批注.docx").read_text("utf-8") == "notes"


def test_what_file_managers_leave_behind_does_not_count(place: Path) -> None:
    (place / "Thumbs.db").write_text("", encoding="utf-8")
    refuse_foreign(place)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(ReportError):
        refuse_foreign(tmp_path / "out")


def test_a_place_that_cannot_be_written_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ReportError) as refused, replacing(tmp_path / "file" / "out"):
        pass
    assert "cannot write" in refused.value.text("en")
