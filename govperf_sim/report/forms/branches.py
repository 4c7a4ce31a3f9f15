"""A tree of weights as a table, for forms that cannot open and close it."""

from __future__ import annotations

from collections.abc import Iterator

from govperf_sim.report.numbers import points
from govperf_sim.report.report import Tree
from govperf_sim.report.tables.table import Row, Table
from govperf_sim.report.tree import Branch
from govperf_sim.words import Language, say

_STEP = "\u3000"


def as_table(tree: Tree, language: Language) -> Table:
    """A line a branch, each further in than the one it belongs to."""
    head = tuple(say("forms.tree_head", language).split("|"))
    return Table(
        tree.caption, head, tuple(_rows(tree.branch, language, 0)), numeric=frozenset({2}), codes=frozenset({0})
    )


def _rows(branch: Branch, language: Language, depth: int) -> Iterator[Row]:
    for inner in branch.branches:
        cells = (inner.code, _STEP * depth + inner.name.text(language), points(inner.share))
        yield Row(cells, "part" if inner.level == "domain" else "plain")
        yield from _rows(inner, language, depth + 1)
