"""The page of an experiment: everything that was asked, in both languages, and nothing that was not."""

from __future__ import annotations

import functools
import logging
import re
import warnings
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from report.conftest import Complaints
from report.forms.test_html import Reader, read

from govperf_sim.errors import ReportError
from govperf_sim.experiments.findings.findings import Findings
from govperf_sim.report.experiment.answers import answers
from govperf_sim.report.experiment.write import write_answers, write_findings
from govperf_sim.words import LANGUAGES, Language

FIGURES = {
    "policies": {"differences", "effects_levers", "effects_uncertainties", "failing", "front"},
    "indices": {"effects_uncertainties", "shares"},
    "contest": {"differences", "effects_levers", "chosen"},
    "towns": {"differences", "groups"},
}
CHAPTERS = {
    "policies": ["asked", "differences", "effects", "failures", "front", "again", "terms"],
    "indices": ["asked", "values", "effects", "shares", "again", "terms"],
    "contest": ["asked", "differences", "effects", "chosen", "again", "terms"],
    "towns": ["asked", "differences", "groups", "again", "terms"],
}
TABLES = {"policies", "worlds", "values", "differences"}
EVERYDAY = {("policies", "en"), ("indices", "zh"), ("contest", "zh"), ("towns", "zh"), ("towns", "en")}
"""Of the pages those that are made every day; together they have every figure, and both languages."""
PAGES = [
    pytest.param(name, language, marks=() if (name, language) in EVERYDAY else pytest.mark.slow)
    for name in FIGURES
    for language in LANGUAGES
]
Written = Callable[[str, Language], Path]


@pytest.fixture(scope="module")
def written(named: Callable[[str], Findings], tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A folder for each experiment and language, made once; matplotlib has nothing to complain of, such as a glyph."""
    made: dict[tuple[str, str], Path] = {}
    asked = functools.cache(lambda name: answers(named(name)))

    def write(name: str, language: Language) -> Path:
        if (name, language) not in made:
            complaints, logger = Complaints(), logging.getLogger("matplotlib")
            logger.addHandler(complaints)
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                folder = tmp_path_factory.mktemp("out") / name
                made[name, language] = write_answers(folder, asked(name), language)
            logger.removeHandler(complaints)
            assert not complaints.heard
        return made[name, language]

    return write


def page(folder: Path) -> Reader:
    return read((folder / "report.html").read_text("utf-8"))


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_what_was_asked_is_there_and_nothing_else(written: Written, name: str, language: Language) -> None:
    folder = written(name, language)
    assert {p.stem for p in (folder / "figures").glob("*.svg")} == FIGURES[name]
    assert {p.stem for p in (folder / "figures").glob("*.png")} == FIGURES[name]
    reader = page(folder)
    assert [(a.get("href") or "")[1:] for tag, a in reader.tags if tag == "a"] == CHAPTERS[name]
    assert sum(tag == "img" for tag, _ in reader.tags) == len(FIGURES[name])
    assert all(len(a.get("alt") or "") > 20 for tag, a in reader.tags if tag == "img")
    assert all(len(set(table)) == 1 for table in reader.rows)


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_the_page_asks_nothing_of_any_network(written: Written, name: str, language: Language) -> None:
    text = (written(name, language) / "report.html").read_text("utf-8")
    fetched = [a.get(key) or "" for _, a in read(text).tags for key in ("src", "href", "srcset", "data")]
    assert all(address.startswith(("data:", "#")) for address in fetched if address)
    assert all(address.startswith("data:") for address in re.findall(r"url\((.*?)\)", text))
    assert "http" not in re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_no_gap_of_a_sentence_is_left_open(written: Written, name: str, language: Language) -> None:
    _, _, body = (written(name, language) / "report.html").read_text("utf-8").partition("<body>")
    assert not re.search(r"[{}]|\bnan\b|\bNone\b|Interval\(", "".join(read(body).text))


def test_the_same_experiment_gives_the_same_bytes(written: Written, towns: Findings, tmp_path: Path) -> None:
    again = write_findings(tmp_path / "again", towns, "zh")
    first = written("towns", "zh")
    names = sorted(p.relative_to(first).as_posix() for p in first.rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(again).as_posix() for p in again.rglob("*") if p.is_file())
    assert all((first / n).read_bytes() == (again / n).read_bytes() for n in names)


def test_the_tables_are_tidy_and_say_what_the_arithmetic_says(written: Written) -> None:
    folder = written("policies", "en")
    assert {p.stem for p in folder.glob("*.csv")} >= TABLES | {"effects", "failures", "boxes", "front"}
    differences = pd.read_csv(folder / "differences.csv").set_index(["outcome", "policy"])
    assert differences.loc[("cost", 1), "difference"] == pytest.approx(5.0)  # as it is but for a full bonus
    assert differences.loc[("cost", 3), "difference"] == pytest.approx(8.0)
    assert set(differences["verdict"]) <= {"better", "worse", "differs", "open"}
    called = pd.read_csv(folder / "policies.csv")
    assert called["name_en"].tolist() == ["as it is", "bonus 1", "visits 2", "visits 2, bonus 1"]
    assert called["name_zh"].tolist() == ["本方案不变", "奖金 1", "察访次数 2", "察访次数 2、奖金 1"]


def test_a_box_is_told_where_the_bonus_does_harm(written: Written) -> None:
    """A bonus is worth growth - 0.3, so that it fails where growth lies below 0.3 and nowhere else."""
    boxes = pd.read_csv(written("policies", "en") / "boxes.csv").query("policy == 1")
    assert boxes["uncertainty"].tolist() == ["growth"]
    assert boxes["at_most"].item() < 0.3
    assert boxes[["coverage", "density"]].to_numpy().tolist() == [[1.0, 1.0]]
    text = "".join(page(written("policies", "en")).text)
    assert "mostly where growth is at most" in text
    assert "100 % of those worlds fail, which is 100 % of all failures" in text


def test_the_front_holds_what_is_nowhere_worse(written: Written) -> None:
    """Visits and a bonus raise welfare and cost alike: each is better in one and worse in another."""
    front = pd.read_csv(written("policies", "en") / "front.csv")
    assert front["front"].all()


def test_indices_name_what_matters(written: Written) -> None:
    """As it is there is no bonus, so growth moves nothing, and detection moves false accountability alone."""
    shares = pd.read_csv(written("indices", "zh") / "indices.csv").query("of == 'outcome' and outcome == 'false'")
    assert shares.set_index("factor")["total"].idxmax() == "detection"
    assert "最要紧的是查出机会" in "".join(page(written("indices", "zh")).text)


def test_the_best_is_named_by_words_and_with_its_error(written: Written) -> None:
    text = "".join(page(written("contest", "zh")).text)
    assert "“察访次数 2、奖金 1”最好：如果它确实好出 0.05 以上，选错的可能性不超过 5%" in text


@pytest.mark.parametrize(("language", "said"), [("zh", "示意情景"), ("en", "Illustrative scenario")])
def test_an_illustrative_scenario_says_so_on_its_page(written: Written, language: Language, said: str) -> None:
    text = "".join(page(written("towns", language)).text)
    assert said in text
    assert text.index(said) < text.index({"zh": "摘要", "en": "Summary"}[language])


@pytest.mark.parametrize(("language", "variant"), [("zh", "不察访"), ("en", "no visits")])
def test_a_variant_is_called_by_its_name(written: Written, language: Language, variant: str) -> None:
    text = "".join(page(written("towns", language)).text)
    assert variant in text
    assert "no_visits" not in text


def test_what_nobody_measured_is_told_and_not_drawn(written: Written) -> None:
    text = "".join(page(written("towns", "en")).text)
    assert "Not measured, as what gives rise to it is switched off or never happened" in text


def test_a_folder_in_use_for_something_else_is_refused(towns: Findings, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(ReportError):
        write_findings(tmp_path, towns, "en")
    assert (tmp_path / "letter.txt").read_text() == "mine"
