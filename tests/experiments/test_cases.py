"""The cases of one unit in one year, one by one: what is counted, and how it reads."""

import pandas as pd
import pytest

from govperf_sim.experiments.cases import Cases

DAYS = ["arrived", "begun", "done", "due"]
BY_HAND = [
    # One waited when the year opened and was late already, one fell late in it, one was in time; then one that was
    # begun and one that was not when the year ended, the first of them late.
    (7, -3, 1, 1, -1, True),
    (8, 0, 1, 3, 2, True),
    (9, 1, 3, 3, 3, False),
    (10, 247, 250, None, 249, True),
    (11, 250, None, None, 252, False),
]


@pytest.fixture
def cases():
    rows = pd.DataFrame(BY_HAND, columns=["case", *DAYS, "late"]).astype(dict.fromkeys(DAYS, "Int64"))
    for day in DAYS[:3]:
        rows[f"{day}_on"] = pd.Timestamp("2012-01-03") + pd.to_timedelta(rows[day].astype(float), unit="D")
    return Cases(rows)


def test_a_case_is_late_in_the_year_of_its_due_day(cases):
    assert cases.counts == {"waited": 2, "arrived": 3, "done": 3, "late": 2, "waiting": 2}


def test_each_case_has_a_line_that_says_what_became_of_it(cases):
    head, *lines = cases.text("en").splitlines()
    assert head == "case by case: 2 waited when the year opened, 3 came, 3 were done, 2 ran late, 2 wait at its end"
    assert lines == [
        "2011-12-31   -3  case 7: begun 2012-01-04, done 2012-01-04, after 4 working days, late",
        "2012-01-03    0  case 8: begun 2012-01-04, done 2012-01-06, after 3 working days, late",
        "2012-01-04    1  case 9: begun 2012-01-06, done 2012-01-06, after 2 working days, in time",
        "2012-09-06  247  case 10: begun 2012-09-09, not done when the year ended, late",
        "2012-09-09  250  case 11: not begun when the year ended, not due yet",
    ]


def test_it_reads_in_chinese_too(cases):
    assert "第 8 件：2012-01-04 开始办理，2012-01-06 办结，用时 3 个工作日，逾期" in cases.text("zh")
    assert "<pre>" in cases._repr_html_()
