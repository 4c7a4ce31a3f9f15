from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf_sim.report.forms.columns import LONGEST, Need, breakable, breakable_code, length, needs, parted, shared
from govperf_sim.report.tables.table import Row, Table

NEEDS = st.lists(
    st.tuples(st.floats(0.1, 25), st.floats(0, 10), st.floats(0, 80)).map(lambda t: Need(t[0], t[0] + t[1], sum(t))),
    min_size=1,
    max_size=20,
)


def of(*rows: tuple[str, ...], numeric: frozenset[int] = frozenset(), codes: frozenset[int] = frozenset()) -> Table:
    return Table("", ("h",) * len(rows[0]), tuple(Row(r) for r in rows), numeric=numeric, codes=codes)


@given(NEEDS, st.floats(10, 200))
def test_what_is_shared_out_is_the_whole_and_leaves_no_column_short(wanted: list[Need], wide: float) -> None:
    widths = shared(wanted, wide)
    assert (widths is None) == (sum(n.ease for n in wanted) > wide)
    if widths is not None:
        assert sum(widths) == pytest.approx(wide)
        assert all(w >= n.ease - 1e-9 for w, n in zip(widths, wanted, strict=True))


@given(NEEDS.filter(lambda wanted: len(wanted) > 1))
def test_a_table_too_wide_is_parted_so_that_every_column_stands_once_and_every_part_fits(wanted: list[Need]) -> None:
    wide = 70.0  # no two columns of these need more
    parts = parted(wanted, wide)
    assert [c for part in parts for c in part[1:]] == list(range(1, len(wanted)))
    assert all(part[0] == 0 and len(part) > 1 for part in parts)
    assert all(shared([wanted[c] for c in part], wide) is not None for part in parts)


def test_a_chinese_character_is_as_wide_as_the_type_and_a_number_is_never_broken() -> None:
    assert 4.0 <= length("绩效考评") <= 4.2
    words, number = needs(of(("绩效考评指标体系权重方案", "1234567.89"), numeric=frozenset({1})))
    assert words.least < 3 < words.whole
    assert number.least == number.whole > length("1234567.89")


@pytest.mark.parametrize("text", ["x" * 500, "a/" + "y" * 300, "绩" * 500, "word " * 100, "data/panel.csv:12"])
def test_nothing_needs_more_than_its_longest_unbroken_piece(text: str) -> None:
    for codes in (frozenset[int](), frozenset({0})):
        assert needs(of((text,), codes=codes))[0].least < LONGEST + 2


@given(st.text(st.sampled_from("ab_./: 绩\n-"), max_size=120))
def test_marks_change_nothing_but_where_a_text_may_be_broken(text: str) -> None:
    for marked in (breakable(text, "|"), breakable_code(text, "|")):
        assert marked.replace("|", "") == text
        assert max((len(piece) for piece in marked.replace("|", " ").split()), default=0) <= max(
            LONGEST, 120 if "绩" in text else 0
        )
