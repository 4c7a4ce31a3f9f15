"""What PuLP (3 and 4) and HiGHS do, as far as the package relies on it or guards against it."""

import ast
import subprocess
import sys
from pathlib import Path

import pulp
import pytest
from questions import one_group

from govperf_sim import weights
from govperf_sim.errors import WeightingError
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.rules import Share

SOURCES = sorted(Path(weights.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("character", "-+[] ")
def test_pulp_rewrites_these_characters_in_the_name_of_a_row(character):
    problem = pulp.LpProblem("p", pulp.LpMinimize)
    problem.addConstraint(problem.add_variable("x", 0) <= 1, f"a{character}b")
    assert [c.name for c in problem.constraints()] != [f"a{character}b"]


@pytest.mark.parametrize("character", "-+[] ->/")
def test_so_names_that_could_change_are_refused(character):
    m = WeightModel({"g": ("x", "y")})
    with pytest.raises(ValueError, match="could be changed"):
        m.require(f"a{character}b(g)", m.w["g", "x"] <= 1)
    with pytest.raises(ValueError, match="could be changed"):
        m.column(f"a{character}b")
    with pytest.raises(WeightingError, match="cannot be used"):
        one_group({"x": 0.5, f"a{character}b": 0.5}, [])
    with pytest.raises(WeightingError, match="cannot be used"):
        one_group({"x": 0.5, "y": 0.5}, [Share(f"a{character}b", of=["x"], at_most=0.5)])


def test_two_rows_or_columns_of_one_name_are_refused():
    m = WeightModel({"g": ("x", "y")})
    with pytest.raises(ValueError, match="two rows"):
        m.require("sum(g)", m.w["g", "x"] <= 1)
    with pytest.raises(ValueError, match="two columns"):
        m.column("w(g,x)")


def test_the_order_of_variables_is_not_relied_on():
    """PuLP 3 sorts them by name and omits the unused, PuLP 4 keeps the order of creation."""
    problem = pulp.LpProblem("p", pulp.LpMinimize)
    unused, z, a = problem.add_variable("unused", 0), problem.add_variable("z", 1), problem.add_variable("a", 2)
    problem.setObjective(10 * a + 1 * z)
    problem.addConstraint(z + a >= 0, "row")
    found = CompiledProgram(problem).solve()
    assert found.value == pytest.approx(21)
    assert {n: x for n, x in found.columns.items() if n != unused.name} == pytest.approx({"z": 1, "a": 2})


def test_lp_sum_of_pairs_is_a_trap():
    """It adds the coefficients to the variables instead of multiplying them."""
    problem = pulp.LpProblem("p", pulp.LpMinimize)
    x, y = problem.add_variable("x"), problem.add_variable("y")
    trap = pulp.lpSum([(x, 2.0), (y, 3.0)])
    assert {str(v.name): a for v, a in trap.items()} == {"x": 1, "y": 1}
    assert trap.constant == 5


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_so_sums_are_of_products(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "lpSum":
            (summed,) = node.args
            assert isinstance(summed, ast.GeneratorExp)
            assert isinstance(summed.elt, ast.BinOp)
            assert isinstance(summed.elt.op, ast.Mult)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_the_number_of_threads_is_never_set(path):
    assert "thread" not in path.read_text("utf-8")


def test_which_would_make_highs_fail_with_an_objective_of_zero():
    """A conflicting number of threads is an error status, not an exception; our programs in that process still work."""
    told = subprocess.run([sys.executable, "-c", THREADS], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["kError", "0.0", "9.0"]


THREADS = """
import highspy, pulp
from govperf_sim.weights.compiled import CompiledProgram
def highs(threads):
    h = highspy.Highs()
    h.setOptionValue("output_flag", False)
    h.setOptionValue("threads", threads)
    h.addVar(1.0, 2.0)
    h.changeColCost(0, 9.0)
    return h.run(), h
highs(1)
status, h = highs(2)
problem = pulp.LpProblem("p", pulp.LpMinimize)
x = problem.add_variable("x", 1, 2)
problem.setObjective(9 * x)
problem.addConstraint(x >= 0, "row")
print(status.name, h.getObjectiveValue(), CompiledProgram(problem).solve().value)
"""


def test_nothing_is_written_to_the_terminal(capfd):
    """Not by Python and not by C."""
    derive_weights(one_group({"x": 0.5, "y": 0.5}, [Share("cap", of=["x"], at_most=0.3)])).explain()
    assert capfd.readouterr() == ("", "")
