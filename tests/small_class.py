"""The training towns with two sliders of two stops, played for a year, twice over; for tests of what is made of them."""

import shutil

import yaml

from govperf_sim.scenario.load import EXAMPLES

SAID = {"status": "assumption", "cite": "made up for this test"}
LEVERS = {
    "reward": {"path": "cycle.reward.strength", "values": [0.5, 1.5], "because": "a test"},
    "visits": {"path": "cycle.visits.a_year", "values": [0, 2], "because": "a test"},
}
OUTCOMES = {
    "effort_growth": {"measures": ["effort:growth"]},
    "effort_services": {"measures": ["effort:services"]},
    "reported": {"measures": ["score"]},
    "level": {"measures": ["true_level"]},
    "fabricated": {"measures": ["fabricated"]},
    "false_share": {"measures": ["falsely_sanctioned"], "over": "sanctioned"},
}
STEP = {
    "lever": "reward",
    "ask": {"zh": "奖惩加大，努力怎样", "en": "stronger rewards: more effort?"},
    "choices": [{"zh": "减少", "en": "less"}, {"zh": "增加", "en": "more"}],
    "answer": 2,
    "show": {"reward": 1.5},
    "because": {"zh": "努力更划算", "en": "effort pays more"},
    "theory": {"zh": "努力随力度线性增加", "en": "effort is linear in the strength"},
    "holds": [{"outcome": "effort_growth", "after": {"reward": 1.5}, "moves": "up"}],
}


def small_class(folder, outcomes=OUTCOMES, levers=LEVERS, **step):
    """A scenario in a folder; ``step`` changes the one question of its one story."""
    shutil.copytree(EXAMPLES / "training_towns", folder)
    title = {"zh": "小班", "en": "a small class"}
    experiment = {
        "format": 1, "title": title, "source": SAID, "years": 1, "replications": 2, "by_group": False,
        "plans": {"levers": {"kind": "factorial"}}, "levers": levers, "outcomes": outcomes,
    }  # fmt: skip
    story = {"title": title, "intro": title, "steps": [STEP | step]}
    lesson = {"format": 1, "title": title, "source": SAID, "experiment": "classroom", "stories": {"one": story}}
    for name, page in (("experiments/classroom.yaml", experiment), ("lesson.yaml", lesson)):
        (folder / name).write_text(yaml.safe_dump(page, allow_unicode=True), "utf-8")
    return folder
