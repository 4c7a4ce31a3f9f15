from __future__ import annotations

import dataclasses
from importlib.util import find_spec

import pytest

from govperf_sim.errors import ReportError
from govperf_sim.report.forms import catalogue
from govperf_sim.report.forms.catalogue import FORMS, printed, refuse_missing
from govperf_sim.report.report import Report

STARTS = {"html": b"<!DOCTYPE html>", "docx": b"PK\x03\x04", "pdf": b"%PDF-", "xlsx": b"PK\x03\x04"}


def test_every_form_is_printed_under_its_own_ending(odd: Report) -> None:
    plain = dataclasses.replace(odd, sections=())
    made = printed(plain, "report", FORMS)
    assert list(made) == ["report.html", "report.docx", "report.pdf", "report.xlsx"]
    for name, content in made.items():
        assert content.lstrip().startswith(STARTS[name.rpartition(".")[2]]), name
    assert printed(plain, "report", FORMS) == made


def test_what_is_not_installed_is_refused_by_name_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "find_spec", lambda name: None if name == "typst" else find_spec(name))
    with pytest.raises(ReportError) as refused:
        refuse_missing(["html", "pdf", "xlsx"])
    assert len(refused.value.faults) == 1
    assert "typst" in refused.value.text("en")
    for language in ("zh", "en"):
        assert "pip install 'govperf_sim[report]'" in refused.value.text(language)


def test_an_unknown_form_is_refused_with_the_nearest() -> None:
    with pytest.raises(ReportError) as refused:
        refuse_missing(["doc", "xls"])
    assert len(refused.value.faults) == 2
    assert "docx" in refused.value.text("en")
    assert "xlsx" in refused.value.text("en")
