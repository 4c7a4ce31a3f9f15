"""What a cell shows is read as what it showed, and what people type besides as what they mean."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf_sim.office.typed import Unclear
from govperf_sim.office.workbook.cells import Cell
from govperf_sim.office.workbook.leaves import Choice, Day, Number, Share, Truth, Whole, Words
from govperf_sim.office.workbook.lists import ByCode, Limit, Listed, Selection
from govperf_sim.words import LANGUAGES

CODES = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,9}", fullmatch=True).filter(
    lambda c: c.lower() not in ("n", "na", "all")
)
SHARES = st.floats(0, 1)
FINITE = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15).filter(
    lambda x: x == 0 or abs(x) > 1e-5
)
SELECTION = Selection({"domains": Listed(Words(code=True)), "scope": Choice(("core", "individual")), "key": Truth()})


def cell(typed, percent=False):
    return Cell(typed, "b.xlsx s!A1", 1, 1, percent)


def read(leaf, typed):
    found = leaf.read(cell(typed))
    return "unclear" if isinstance(found, Unclear) else found.value


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_what_is_shown_is_read_to_the_last_bit(language, data):
    leaf, values = data.draw(
        st.sampled_from(
            [
                (Share(), SHARES.filter(lambda x: x < 1)),
                (Number(), FINITE),
                (Whole(), st.integers(1949, 2100)),
                (Truth(), st.booleans()),
                (Day(), st.dates()),
                (Choice(("share", "each_share", "closest_to_reference")), st.sampled_from(["share", "each_share"])),
                (Listed(Words(code=True)), st.lists(CODES, min_size=1, max_size=4).map(tuple)),
                (Limit(Share()), st.dictionaries(CODES, SHARES, min_size=1, max_size=4)),
                (ByCode(Number()), st.dictionaries(CODES, FINITE, min_size=1, max_size=4)),
                (
                    SELECTION,
                    st.fixed_dictionaries(
                        {},
                        optional={
                            "domains": st.lists(CODES, min_size=1).map(tuple),
                            "scope": st.sampled_from(["core", "individual"]),
                            "key": st.booleans(),
                        },
                    ),
                ),
            ]
        )
    )
    value = data.draw(values)
    assert leaf.read(cell(leaf.shown(value, language), isinstance(leaf, Share))).value == value


@pytest.mark.parametrize(
    ("leaf", "typed", "meant"),
    [
        (Share(), "８％", 0.08),
        (Share(), "8", 0.08),
        (Share(), 8, 0.08),
        (Share(), "8分", 0.08),
        (Share(), 0.08, 0.08),
        (Share(), "1/3", 1 / 3),
        (Share(), 105, 105.0),
        (Share(), "约8%", "unclear"),
        (Whole(), "２０１２年", 2012),
        (Whole(), 2012.0, 2012),
        (Whole(), datetime.datetime(2012, 12, 31), 2012),
        (Whole(), "去年", "unclear"),
        (Number(), "——", None),
        (Number(), "1,350", 1350.0),
        (Number(), "3,5", "unclear"),
        (Number(), True, "unclear"),
        (Truth(), "√", True),
        (Truth(), "也许", "unclear"),
        (Day(), "2012年1月12日", datetime.date(2012, 1, 12)),
        (Day(), "2012-02-30", "unclear"),
        (Choice(("higher_is_better", "lower_is_better")), "越低越好", "lower_is_better"),
        (Choice(("higher_is_better", "lower_is_better")), "正向", "unclear"),
        (Words(code=True), "Ｇ１", "G1"),
        (Words(code=True), "——", None),
        (Words(), "——", "——"),
        (Words(), datetime.datetime(2012, 1, 3), "unclear"),
        (Listed(Words(code=True)), "a，b、c；d", ("a", "b", "c", "d")),
        (ByCode(Number()), "a＝4；b：3.5", {"a": 4.0, "b": 3.5}),
        (ByCode(Number()), "a=4；a=3", "unclear"),
        (ByCode(Number()), "4", "unclear"),
        (Limit(Share()), "a=8%，b=10%", {"a": 0.08, "b": 0.1}),
        (SELECTION, "全部", {}),
        (SELECTION, "维度＝growth、structure；重点：是", {"domains": ("growth", "structure"), "key": True}),
        (SELECTION, "growth", "unclear"),
        (SELECTION, "重点=是；key=no", "unclear"),
    ],
)
def test_what_people_type_is_what_they_mean_or_unclear(leaf, typed, meant):
    found = read(leaf, typed)
    assert found == meant
    assert type(found) is type(meant)


@pytest.mark.parametrize("typed", [8, "8分", 1, 20.0])
def test_a_share_in_points_is_a_guess_and_said_to_be(typed):
    assert Share().read(cell(typed)).reminder is not None
    assert Share().read(cell(0.08)).reminder is None
