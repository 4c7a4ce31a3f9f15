from __future__ import annotations

from govperf_sim.report.forms.branches import as_table
from govperf_sim.report.report import Tree
from govperf_sim.report.tree import Branch
from govperf_sim.words import Name


def test_a_tree_is_a_line_a_branch_each_further_in_than_the_one_above() -> None:
    leaf = Branch("indicator", "air", Name(zh="空气", en="air"), 0.25)
    alone = Branch("indicator", "water", Name(zh="水", en="water"), 0.125)
    factor = Branch("factor", "", Name(zh="质量", en="quality"), 0.25, (leaf,))
    domain = Branch("domain", "env", Name(zh="环境", en="environment"), 0.375, (factor, alone))
    whole = as_table(Tree("the tree", Branch("system", "s", Name(zh="体系", en="system"), 1.0, (domain,))), "en")
    assert whole.caption == "the tree"
    assert [row.cells for row in whole.rows] == [
        ("env", "environment", "37.5"),
        ("", "\u3000quality", "25.0"),
        ("air", "\u3000\u3000air", "25.0"),
        ("water", "\u3000water", "12.5"),
    ]
    assert [row.kind for row in whole.rows] == ["part", "plain", "plain", "plain"]
