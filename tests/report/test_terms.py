"""A report ends with the standard terms it uses."""

from dataclasses import replace

from govperf_sim.report.report import Report, Section
from govperf_sim.report.tables.table import Row, Table
from govperf_sim.report.terms import with_terms

PAPER = Report(language="zh", kind="报告", title="某市", mark="", facts=(), findings=(), cautions=(), not_for=(),
               sections=())  # fmt: skip


def test_terms_are_listed_wherever_they_stand():
    table = Table(caption="表", head=("单位", "群众评议"), rows=(Row(("甲", "一票否决")),))
    told = with_terms(replace(PAPER, findings=("权重",), sections=(Section("a", "某章", (), (table,)),)))
    (listed,) = told.sections[-1].shown
    assert [row.cells[:2] for row in listed.rows] == [
        ("权重", "weight"),
        ("群众评议", "public review"),
        ("一票否决", "veto item"),
    ]
    assert listed.rows[-1].cells[2].startswith("一项不合格")


def test_in_english_the_english_word_comes_first():
    told = with_terms(replace(PAPER, language="en", findings=("The public review counts.",)))
    (listed,) = told.sections[-1].shown
    assert listed.rows[0].cells[:2] == ("public review", "群众评议")


def test_a_report_that_uses_none_has_no_such_chapter():
    assert with_terms(PAPER) == PAPER
