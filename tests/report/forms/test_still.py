from __future__ import annotations

import io
import time
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from govperf_sim.report.forms.still import still


def workbook() -> bytes:
    book = Workbook()
    book.active["A1"] = "绩效"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_file_made_at_another_time_has_the_same_bytes_and_holds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    first = workbook()
    moment = time.time()
    later = time.localtime(moment + 100_000)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    monkeypatch.setattr(time, "time", lambda: moment + 100_000)
    second = workbook()
    assert first != second
    assert still(first) == still(second)
    assert load_workbook(io.BytesIO(still(first))).active["A1"].value == "绩效"
    with zipfile.ZipFile(io.BytesIO(first)) as given, zipfile.ZipFile(io.BytesIO(still(first))) as kept:
        assert given.namelist() == kept.namelist()
        assert all(given.read(n) == kept.read(n) for n in given.namelist() if n != "docProps/core.xml")
