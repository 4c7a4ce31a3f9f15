"""The teaching scenario, asked about; and questionnaires filled in as people do."""

import csv
import io

import pytest
from openpyxl import load_workbook

from govperf_sim.errors import PreferenceError
from govperf_sim.office.asked import ANSWERS, asked_about
from govperf_sim.office.questionnaires import read_answers
from govperf_sim.office.templates import write_template
from govperf_sim.scenario.load import load_scenario


@pytest.fixture(scope="session")
def towns():
    return load_scenario("six_towns")


@pytest.fixture(scope="session")
def asked(towns):
    """What is asked in a way, about the domains of the teaching scenario."""
    return lambda way: asked_about(towns.framework, way)


@pytest.fixture
def fill(tmp_path, asked):
    """Write a questionnaire and fill in its rows in order, each with the values of the answer columns."""

    def filled(way, rows, name="expert.csv"):
        path = tmp_path / name
        write_template(path, asked(way))
        first = len(asked(way).columns) - len(ANSWERS[way])
        if path.suffix == ".csv":
            lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
            for line, row in zip(lines[1:], rows, strict=False):
                line[first:] = row
            text = io.StringIO()
            csv.writer(text, lineterminator="\r\n").writerows(lines)
            path.write_text(text.getvalue(), "utf-8", newline="")
        else:
            book = load_workbook(path)
            for n, row in enumerate(rows, 2):
                for j, value in enumerate(row, first + 1):
                    book.worksheets[0].cell(n, j).value = value
            book.save(path)
        return path

    return filled


@pytest.fixture
def refused(asked):
    """Where each fault stands, without the folder, and which it is."""

    def read(path, way):
        with pytest.raises(PreferenceError) as raised:
            read_answers(path, asked(way))
        found = []
        for f in raised.value.faults:
            assert f.text("zh")
            assert f.text("en")
            place = f.file.removeprefix(path.parent.as_posix() + "/")
            found.append((f"{place}:{f.line}" if f.line else place, f.message.key.split(".")[1]))
        return found

    return read
