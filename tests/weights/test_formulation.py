"""The text of a program can be read by a solver, and means the program."""

import highspy
import pytest
from questions import random_question

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.formulation import lp_text
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret
from govperf_sim.weights.rules import admissible


@pytest.mark.parametrize("goal", [ClosestToReference(), MinimaxRegret()])
def test_another_reader_finds_the_same_optimum(goal, tmp_path):
    q = random_question(2)
    m = admissible(q.indicators_of, q.rules)
    goal.write(m, q)
    (tmp_path / "program.lp").write_text(lp_text(m), "utf-8")
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    assert highs.readModel(str(tmp_path / "program.lp")) == highspy.HighsStatus.kOk
    highs.run()
    assert highs.getNumRow() == len(m.rows)
    assert highs.getObjectiveValue() == pytest.approx(CompiledProgram(m.problem).solve().value, abs=1e-7)


def test_latex_has_every_row_with_its_name():
    """Underscores are escaped; braces close."""
    w = derive_weights(random_question(2), MinimaxRegret())
    latex = w.formulation().latex
    m = w.weighting.model()
    assert all(rf"\text{{{name.replace('_', chr(92) + '_')}}}" in latex for name in m.rows)
    assert latex.count("{") == latex.count("}")
    assert latex.startswith(r"\begin{align*}")
    assert r"\text{worst\_regret}" in latex
