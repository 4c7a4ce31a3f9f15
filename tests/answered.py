"""Units that answer weights, in worlds small enough to work out by hand; and the closed loop of the theory reference."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from govperf_sim.codesign.response import Response
from govperf_sim.simulation.luck import Luck
from govperf_sim.theory.answered import Answered
from govperf_sim.theory.worlds import GROUP, alike
from govperf_sim.weights.goals import ClosestToReference
from govperf_sim.weights.rules import EachShare, Share
from govperf_sim.weights.weighting import Weighting

T13 = json.loads((Path(__file__).parent / "golden" / "others" / "theory_t13_closed_loop.json").read_text("utf-8"))

"""The closed loop of the theory reference."""
PLAIN = Answered(
    valued=(1.2, 0.8), shown=((1.0, 0.0), (0.0, 1.0)), lie_costs=(0.5, 2.0), substitution=0.0, found=0.2, forfeit=1.0
)
"""Two tasks, each shown by one indicator."""


def case_of(given):
    """The case of the reference, at equal weights."""
    return Answered(
        valued=tuple(given["v"]),
        shown=tuple(map(tuple, given["G"])),
        weights=(1.0 / len(given["G"]),) * len(given["G"]),
        lie_costs=tuple(given["kappa"]),
        strength=given["pi"],
        substitution=given["C_off"],
        found=given["audit_pq"],
        forfeit=given["F"],
    )


def response_of(case):
    """Its world as a response; welfare is that of the case over the number of tasks."""
    population = alike(1, np.array(case.shown))
    return Response(case.world(), population, 1, Luck(1), dict(zip(population.tasks, case.valued, strict=True)))


def question_of(case, rules=(), reference=None):
    """Which weights are allowed; the goal is the reference itself, or equal weights."""
    codes = [f"x{j + 1}" for j in range(len(case.shown))]
    return Weighting(
        scores=pd.DataFrame([np.linspace(0.2, 0.9, len(codes))], index=["u1"], columns=codes),
        groups=pd.Series({"u1": GROUP}),
        rules=rules,
        reference=pd.Series(1.0 / len(codes), index=codes) if reference is None else pd.Series(reference, index=codes),
        goal=ClosestToReference(),
    )


def closed_loop():
    """The case of the reference, and the question inside its rules."""
    given = T13["params"]
    case = case_of(given)
    codes = [f"x{j + 1}" for j in range(len(case.shown))]
    rules = [
        EachShare("each", of=codes, at_least=given["lo"], at_most=given["hi"]),
        Share("ceiling", of=codes[:3], at_most=given["b_ub"][0]),
        Share("floor", of=codes[3:], at_least=-given["b_ub"][1]),
    ]
    return case, question_of(case, rules)
