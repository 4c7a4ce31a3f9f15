"""The trainer's guide: the same in both languages, and every number of its table as the page shows it."""

import re
from pathlib import Path

import pytest

from govperf_sim.classroom.grid import policy_at
from govperf_sim.report.numbers import rounded

GUIDES = [Path(__file__).resolve().parents[2] / "docs/how_to" / name for name in ("trainer.zh.md", "trainer.md")]
SHOWN = {"reported": 1, "level": 1, "fabricated": 1, "false_share": 0}


@pytest.fixture(scope="module")
def expected(findings, guide):
    """The rows of the table, as text."""
    design = findings.samples.manifest.design
    found = {code: findings.summary(code).set_index("policy")["value"] for code in SHOWN}
    rows = []
    for setting in guide:
        policy = policy_at(design, setting)
        growth, reward, visits, external = design.policies[policy]
        at = [f"{100 * growth:g}", f"{reward:g}", f"{visits}", f"{100 * external:g}"]
        shown = [rounded(100 * found[code][policy], places) for code, places in SHOWN.items()]
        rows.append([*at, *shown[:-1], f"{shown[-1]}%"])
    return rows


@pytest.mark.parametrize("file", GUIDES, ids=lambda f: f.name)
def test_the_table_is_what_the_page_shows(file, expected):
    lines = [line.strip("| \n").split(" | ") for line in file.read_text("utf-8").splitlines()]
    rows = [line for line in lines if len(line) == 8 and re.fullmatch(r"\d+", line[0])]
    assert rows == expected, "\n".join(f"| {' | '.join(row)} |" for row in expected)


def test_the_answers_to_the_group_task_meet_it(expected):
    start, *_, one, other = ([float(cell.strip("%")) for cell in row] for row in expected)
    for row in (one, other):
        assert row[2] <= 4
        assert row[5] >= start[5] + 3
        assert row[6] <= 5
        assert row[7] <= 25


def test_both_languages_have_the_same_parts():
    heads = [[line.split(" ")[0] for line in g.read_text("utf-8").splitlines() if line.startswith("#")] for g in GUIDES]
    assert heads[0] == heads[1]
    tables = [
        [len(line.split("|")) for line in g.read_text("utf-8").splitlines() if line.startswith("|")] for g in GUIDES
    ]
    assert tables[0] == tables[1]
    numbered = [re.findall(r"^\d+\. ", g.read_text("utf-8"), re.M) for g in GUIDES]
    assert numbered[0] == numbered[1]


def test_the_minutes_of_the_session_follow_one_another_and_end_at_ninety():
    for guide in GUIDES:
        times = re.findall(r"^\| (\d+)[～–](\d+) \|", guide.read_text("utf-8"), re.M)
        assert [int(end) for _, end in times[:-1]] == [int(begin) for begin, _ in times[1:]]
        assert (int(times[0][0]), int(times[-1][1])) == (0, 90)


def test_the_guide_asks_about_every_question_of_the_lesson(lesson):
    for guide in GUIDES:
        rows = re.findall(r"^\| ([一二三]之\d|\d\.\d) \|", guide.read_text("utf-8"), re.M)
        assert len(rows) == sum(len(story.steps) for story in lesson.document.stories.values())
