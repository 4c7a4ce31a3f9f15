"""Numbers of contests (t03)."""

import numpy as np
from theory.rules import GIVEN, Rule

from govperf_sim.errors import CycleError
from govperf_sim.simulation.institutions.contest import slope
from govperf_sim.theory.even_rivals import EvenRivals
from govperf_sim.theory.rivals import Rivals
from govperf_sim.theory.tournament import Tournament, beta


def two(row):
    if "a" in row:
        return EvenRivals(half_width=row["a"]).exact()["effort"]
    return Tournament(units=2, top=1, bottom=0, loss=0.0, noise=row["sigma"]).exact()["effort"]


def has_best_answer(row):
    try:
        return float(Rivals(gap=0.0, noise=row["sigma"]).exact()["won"] == 0.5)
    except CycleError:
        return 0.0


def apart(row):
    return Rivals(gap=row["ability_gap"], noise=row["sigma"]).exact()


def many(row):
    return Tournament(units=row["n"], top=row["top_k"], bottom=0, loss=0.0).exact()


def dear(row):
    return Rivals(gap=0.0, cost=row["c1"], rival_cost=row["c2"]).exact()


def left_over(row):
    told = dear(row)
    density = np.exp(-((told["effort_1"] - told["effort_2"]) ** 2) / 4.0) / np.sqrt(4.0 * np.pi)
    return [row["c1"] * told["effort_1"] - density, row["c2"] * told["effort_2"] - density]


def drawn(document):
    """The slope by chance, from the stored formula, error and distance."""
    row = document["cross_check"]
    return Tournament(units=7, top=2, bottom=0, loss=0.0).exact()["slope_top"] + row["z"] * row["mc_se"]


def two_of_seven(document):
    return slope(7, 2)


T03 = {
    "expected.two_player[].sigma": GIVEN,
    "expected.two_player[].a": GIVEN,
    "expected.two_player[].g0": Rule(two),
    "expected.two_player[].effort": Rule(two),
    "expected.two_player[].so_ok": Rule(has_best_answer),
    "expected.ability_gap[].ability_gap": GIVEN,
    "expected.ability_gap[].sigma": GIVEN,
    "expected.ability_gap[].effort_each": Rule(lambda row: apart(row)["effort_2"]),
    "expected.ability_gap[].P_strong_wins": Rule(lambda row: apart(row)["won"]),
    "expected.n_player[].n": GIVEN,
    "expected.n_player[].top_k": GIVEN,
    "expected.n_player[].dP_de_sigma1": Rule(lambda row: many(row)["slope_top"]),
    "expected.n_player[].effort": Rule(lambda row: many(row)["effort"]),
    "expected.n_player[].sum_beta_all": Rule(lambda row: sum(beta(row["n"], r) for r in range(1, row["n"] + 1))),
    "expected.n_player[].bottom_1_penalty_dP_de": Rule(lambda row: slope(row["n"], row["n"] - 1)),
    "expected.hetero_cost[].c1": GIVEN,
    "expected.hetero_cost[].c2": GIVEN,
    "expected.hetero_cost[].e1": Rule(lambda row: dear(row)["effort_1"]),
    "expected.hetero_cost[].e2": Rule(lambda row: dear(row)["effort_2"]),
    "expected.hetero_cost[].P1": Rule(lambda row: dear(row)["won"]),
    "expected.hetero_cost[].foc_resid": Rule(left_over),
    "cross_check.formula": Rule(two_of_seven),
    "cross_check.mc_dP_n7_k2": Rule(drawn),
    "cross_check.mc_se": GIVEN,
    "cross_check.z": GIVEN,
}
