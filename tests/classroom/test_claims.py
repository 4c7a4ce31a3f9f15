"""The stories that ship are borne out, and what is not borne out is not told."""

import re
import shutil

import pytest
from taught import only, settings_of

from govperf_sim.classroom.claims import check_claims, holds
from govperf_sim.classroom.lesson import declared_lesson
from govperf_sim.errors import ScenarioError
from govperf_sim.experiments.estimates.intervals import Interval
from govperf_sim.scenario.load import EXAMPLES, load_scenario
from govperf_sim.scenario.schema_lesson import ClaimEntry


@pytest.mark.parametrize(
    ("change", "true"),
    [((0.2, 0.1, 0.3), {"up"}), ((-0.2, -0.3, -0.1), {"down"}), ((0.1, -0.1, 0.3), {"not"}), ((0.0, 0.0, 0.0), {"not"}),
     ((3e-17, 3e-17, 3e-17), {"not"}), ((0.0, float("nan"), float("nan")), set()), ((float("nan"),) * 3, set())],
)  # fmt: skip
def test_a_claim_holds_beyond_what_chance_can_do(change, true):
    found = {way for way in ("up", "down", "not") if holds(ClaimEntry(outcome="x", moves=way), Interval(*change))}
    assert found == true


def test_every_story_that_ships_is_borne_out(lesson, findings):
    held = check_claims(lesson, findings)
    steps = {(story, i) for story, told in lesson.document.stories.items() for i in range(len(told.steps))}
    assert {(h.story, h.step) for h in held} == steps
    for h in held:
        assert (h.change.low <= h.change.value <= h.change.high) or h.change.value == pytest.approx(
            h.change.low, abs=1e-12
        )


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 7, 42])
def test_the_stories_do_not_hang_on_one_luck(lesson, seed):
    assert check_claims(lesson, only(lesson.experiment, settings_of(lesson), seed).run())


def test_effort_moves_as_the_trainer_is_told(lesson, findings):
    # e = C^-1 (a + mu) / c, with 1 on the diagonal of C and s beside it; effort on growth costs the environment a
    # share of what it yields, so what growth pays is its weight less that share of the weight of the environment.
    b, s, c, spill = 0.5, 0.3, 3.0, 0.15
    w, other = 0.1, -0.1 / 3
    paid = {"growth": b * (w - spill * other), "environment": b * other, "livelihood": b * other, "services": b * other}
    crowded = s / (1 + 3 * s) * sum(paid.values())
    found = {h.claim.outcome: h.change.value for h in check_claims(lesson, findings) if (h.story, h.step) == ("what_counts", 0)}  # fmt: skip
    for task, pays in paid.items():
        assert found[f"effort_{task}"] == pytest.approx((pays - crowded) / (c * (1 - s)), abs=1e-9)
    theory = lesson.document.stories["what_counts"].steps[0].theory
    for said in (theory.zh, theory.en):
        assert [float(x.replace("−", "-")) for x in re.findall(r"[+−]0\.\d{3}", said)] == [
            round(found["effort_growth"], 3), round(found["effort_environment"], 3)
        ]  # fmt: skip


def test_half_of_the_rise_in_scores_is_made_up(lesson, findings):
    found = {h.claim.outcome: h.change.value for h in check_claims(lesson, findings) if (h.story, h.step) == ("how_strongly", 0)}  # fmt: skip
    assert 0.4 < found["fabricated"] / found["reported"] < 0.6


def test_the_shares_of_false_sanctions_in_the_text_are_those_of_bayes(lesson):
    def false(base, alarm=0.04):
        return round(100 * alarm * (1 - base) / (0.7 * base + alarm * (1 - base)))

    third, fourth = (step.theory for step in lesson.document.stories["who_looks"].steps[2:])
    for said in (third.zh, third.en):
        assert [int(n) for n in re.findall(r"(\d+) ?%", said)] == [5, false(0.05), 20, false(0.2)]
    assert [int(n) for n in re.findall(r"(\d+)%|(\d+) %", fourth.en) for n in n if n] == [1, 4, 2, false(0.02), false(0.02, 0.01)]  # fmt: skip


def test_what_is_not_borne_out_is_named_with_its_numbers_all_at_once(lesson, findings, tmp_path):
    folder = shutil.copytree(EXAMPLES / "training_towns", tmp_path / "towns")
    text, lines = (folder / "lesson.yaml").read_text("utf-8"), []
    for old, new in [
        ("outcome: effort_growth, after: {growth: 0.4}, moves: up", "outcome: effort_growth, after: {growth: 0.4}, moves: down"),
        ("outcome: level, after: {reward: 1.5}, moves: down", "outcome: level, after: {reward: 1.5}, moves: up"),
        ("outcome: false_share, after: {visits: 6}, moves: down", "outcome: false_share, after: {visits: 6}, moves: not"),
    ]:  # fmt: skip
        lines.append(text[: text.index(old)].count("\n") + 1)
        text = text.replace(old, new, 1)
    (folder / "lesson.yaml").write_text(text, "utf-8")
    with pytest.raises(ScenarioError) as refused:
        check_claims(declared_lesson(load_scenario(folder)), findings)
    assert [f.line for f in refused.value.faults] == lines
    assert {f.file for f in refused.value.faults} == {"lesson.yaml"}
    for fault in refused.value.faults:
        said = fault.message.values
        assert f"{said['low']:.4g}" in fault.text("en")
        assert f"{said['high']:.4g}" in fault.text("zh")
    first, second, _ = (fault.message.values for fault in refused.value.faults)
    assert (first["before"], first["after"]) == ("growth = 0.3", "growth = 0.4")
    assert (second["before"], second["after"]) == ("reward = 0.75", "reward = 1.5")
