import pickle

from govperf_sim.errors import Fault, InfeasibleRules, fault, nearest
from govperf_sim.words import Message


def test_a_fault_points_at_its_line_and_the_caret_minds_wide_characters():
    found = Fault(Message("framework.empty_group", {"group": "x"}), None, "rules.yaml", 8, 6, "  名称: x")
    lines = found.text("en").splitlines()
    assert lines[0].startswith("rules.yaml:8:6: ")
    assert lines[1] == "     8 |   名称: x"
    assert lines[2].index("^") == lines[1].index("名") + 2 + 2 + 1  # two characters of two columns, then the colon


def test_an_unknown_word_brings_the_nearest_or_all_known():
    assert nearest("regoinal", ["regional", "departmental"]).text("zh") == "是不是“regional”？"
    assert nearest("zzz", ["a", "b"]).text("en") == "known: a, b"


def test_an_error_survives_the_way_from_another_process():
    error = InfeasibleRules([fault("framework.empty_group", group="x")], ["cap", "floor"])
    back = pickle.loads(pickle.dumps(error))
    assert (back.conflict, back.text("en"), back.exit_status) == (("cap", "floor"), error.text("en"), 3)
