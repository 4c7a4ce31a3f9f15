"""One unit's year, line by line."""

import pytest

from govperf_sim import load_scenario, simulate
from govperf_sim.errors import CycleError


@pytest.fixture(scope="module")
def found():
    return simulate(load_scenario("scenarios/guangdong2012"), years=2, replications=2, seed=1, watch=["ltb"])


def test_a_line_for_every_event_of_the_unit_and_every_date(found):
    visited = found.events.loc[found.events["event"] == "visit_ends", "unit"]
    unit = visited[visited != "ltb"].iloc[0]
    trace = found.trace(unit, year=1)
    lines = trace.text("en").splitlines()
    assert len(lines) == 1 + len(trace.events)
    assert set(trace.events["unit"]) == {unit, ""}
    assert lines[1:] == sorted(lines[1:], key=lambda line: line[:10])
    for said in ("annual score", "monthly self-report", "notice issued", "verification visit"):
        assert any(said in line for line in lines)
    assert sum("monthly self-report" in line for line in lines) == 12
    last = trace.events[trace.events["event"] == "scored"].iloc[0]
    (scored,) = [line for line in lines if "annual score" in line]
    assert f"{100 * last['amount']:.2f} points" in scored
    assert f"{last['date']:%Y-%m-%d}  {last['day']}" in scored


def test_it_shows_itself_by_its_lines(found):
    trace = found.trace("foshan")
    assert repr(trace) in {trace.text("zh"), trace.text("en")}


def test_amounts_are_said_in_their_own_words(found):
    lines = found.trace("foshan").text("zh").splitlines()
    for what, unit in (
        ("当月收件", "件"),
        ("当月办结", "件"),
        ("当月超时办件", "件"),
        ("本月日常检查", "次"),
        ("月度自报", "分"),
    ):
        said = [line for line in lines if what in line]
        assert len(said) == 12
        assert all(line.endswith(unit) for line in said), said


def test_the_trace_of_a_watched_unit_lists_its_cases_to_the_last(found):
    trace = found.trace("ltb", year=2, replication=1)
    cohorts = trace.events.groupby("event")["amount"].sum()
    counts = trace.cases.counts
    assert counts["arrived"] == cohorts["cases_arrived"]
    assert counts["done"] == cohorts["cases_handled"]
    assert counts["late"] == cohorts["cases_late"]
    assert counts["waited"] + counts["arrived"] == counts["done"] + counts["waiting"]
    for language in ("zh", "en"):
        text = trace.text(language)
        assert text.endswith(trace.cases.text(language))
        assert len(trace.cases.text(language).splitlines()) == 1 + len(trace.cases.table)
    assert found.trace("foshan").cases is None


def test_it_reads_in_chinese_too(found):
    text = found.trace(found.events["unit"].iloc[-1], year=2, replication=1).text("zh")
    assert "第 2 个考评年度" in text
    assert "月度自报：" in text
    assert "<pre>" in found.trace(found.events["unit"].iloc[-1])._repr_html_()


@pytest.mark.parametrize(
    "asked", [{"unit": "nowhere"}, {"year": 3}, {"replication": 2}, {"scenario": "other"}], ids=str
)
def test_what_was_not_played_is_named(found, asked):
    unit = found.events["unit"].iloc[-1]
    with pytest.raises(CycleError, match="was played") as refused:
        found.trace(**{"unit": unit, **asked})
    assert str(next(iter(asked.values()))) in refused.value.text("zh")
