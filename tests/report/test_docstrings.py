"""Docstrings as Markdown."""

from govperf_sim.report.docstrings import markdown


def test_roles_formulas_and_tables_are_turned():
    told = "Of :mod:`~a.b` and :math:`x_1`.\n\n.. math:: y = x\n\n=====  ====\none    two\n=====  ====\n``c``  more\n=====  ====\n"
    text = markdown(told)
    assert "`a.b`" in text
    assert "$x_1$" in text
    assert "$$ y = x $$" in text
    assert "| one | two |" in text
    assert ":math:" not in text
