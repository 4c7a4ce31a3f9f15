"""What things are called in findings."""

from govperf_sim.experiments.findings.named import outcome_called, value_said
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.words import Name


def test_a_name_comes_before_that_of_the_measure_and_that_before_the_code():
    named = Outcome(code="welfare", measures=("welfare",), name=Name(zh="福利", en="good"))
    assert outcome_called(named).zh == "福利"
    assert outcome_called(Outcome(code="welfare", measures=("welfare",))).text("zh") == "净效益"
    assert outcome_called(Outcome(code="welfare", measures=("welfare",), over="score")).zh == "welfare"
    assert outcome_called(Outcome(code="mine", measures=("welfare",))).en == "mine"


def test_values_are_said_in_the_language_of_the_reader():
    assert value_said(None, "zh") == "取消"
    assert value_said(0.1 + 0.2, "en") == "0.3"
    assert value_said("as_it_is", "en") == "as_it_is"
