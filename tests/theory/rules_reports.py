"""Numbers of false reports: evasion, inflation, visits and checks (t04, t09)."""

import math

from scipy.optimize import minimize_scalar
from theory.rules import GIVEN, Rule

from govperf_sim.theory.daily_checks import DailyChecks
from govperf_sim.theory.evasion import Evasion
from govperf_sim.theory.inflation import Inflation
from govperf_sim.theory.inspection import Inspection


def evasion(row):
    return Evasion(tax=0.3, penalty=row["penalty"], risk_aversion=row["rho"], visits=round(20 * row["p"]))


def inflation(row):
    terms = {"gain": row["w"], "cost": row["k"], "visits": round(20 * row["p"])}
    if "q" in row:
        return Inflation(**terms, penalty=row["F"], detection=row["q"])
    return Inflation(**terms, penalty=0.0, fine=row["L"], growth=row["h"])


def worth_of_a_lie(row):
    """U at the best lie; the reference read it off a grid, where U is flat."""
    m = inflation(row).exact()["fabricated"]
    return row["w"] * m - 0.5 * row["k"] * m**2 - row["p"] * -math.expm1(-row["h"] * m) * (row["w"] * m + row["L"])


def hidden_by_optimiser(document):
    def apart(row):
        p, surcharge, power = row["p"], row["penalty"] - 0.3, 1.0 - row["rho"]

        def felt(kept):
            return math.log(kept) if power == 0 else kept**power / power

        top = minimize_scalar(
            lambda u: -(1 - p) * felt(0.7 + 0.3 * u) - p * felt(0.7 - surcharge * u),
            bounds=(0.0, 1.0),
            method="bounded",
            options={"xatol": 1e-10},
        )
        return abs(top.x - evasion(row).exact()["hidden"])

    return max(apart(row) for row in document["expected"]["allingham_sandmo"])


T04 = {
    **{f"expected.allingham_sandmo[].{name}": GIVEN for name in ("rho", "penalty", "p")},
    "expected.allingham_sandmo[].undeclared_share": Rule(lambda row: evasion(row).exact()["hidden"]),
    "expected.allingham_sandmo[].evades": Rule(lambda row: evasion(row).exact()["hidden"] > 0),
    **{f"expected.indicator_inflation[].{name}": GIVEN for name in ("w", "F", "k", "q", "p")},
    "expected.indicator_inflation[].m_star": Rule(lambda row: inflation(row).exact()["fabricated"]),
    "expected.indicator_inflation[].p_deter": Rule(
        lambda row: Inspection(gain=row["w"], penalty=row["F"], detection=row["q"]).exact()["deterred_from"]
    ),
    **{f"expected.lump_sum_penalty[].{name}": GIVEN for name in ("h", "L", "p", "w", "k")},
    "expected.lump_sum_penalty[].m_star": Rule(lambda row: inflation(row).exact()["fabricated"], 1e-5),
    "expected.lump_sum_penalty[].value": Rule(worth_of_a_lie, 1e-9),
    "cross_check.max_abs_diff": Rule(hidden_by_optimiser, 1e-6),
}


def game(quantity):
    def ours(row):
        names = ("gain", "penalty", "visit_cost", "loss", "detection")
        return Inspection(**{name: row[name] for name in names}).exact()[quantity]

    return Rule(ours)


def committed(quantity):
    return Rule(
        lambda row: Inspection(units=row["n_units"], visits=row["visits"], gain=row["gain"], detection=0.8).exact()[
            quantity
        ]
    )


def checks(quantity):
    return Rule(
        lambda row: DailyChecks(rate=row["rate_per_year"], months=round(12 * row["window_years"])).exact()[quantity]
    )


def played_out(quantity):
    """Fictitious play, which the reference says is within 2 % of the equilibrium; the rows are those of the game."""
    return Rule(lambda row: game(quantity).ours(row["beside"]), 0.02)


T09 = {
    **{f"expected.game[].{name}": GIVEN for name in ("gain", "penalty", "visit_cost", "loss", "detection")},
    "expected.game[].P_inspect": game("game_visits"),
    "expected.game[].P_falsify": game("game_lies"),
    "expected.game[].interior": Rule(lambda row: 0 < game("game_lies").ours(row) < 1),
    "expected.game[].unit_payoff": game("game_payoff"),
    "expected.game[].inspector_cost_per_unit": game("game_cost"),
    "expected.game[].undetected_rate": game("game_undetected"),
    "expected.game[].caught_rate": game("game_caught"),
    **{f"expected.fixed_visits[].{name}": GIVEN for name in ("n_units", "visits", "gain")},
    "expected.fixed_visits[].P_inspect": committed("visited"),
    "expected.fixed_visits[].penalty_needed_for_honesty_q08": committed("honest_from"),
    "expected.poisson[].rate_per_year": GIVEN,
    "expected.poisson[].window_years": GIVEN,
    "expected.poisson[].P_at_least_one": checks("checked"),
    "expected.poisson[].mean_wait": checks("years_between"),
    "cross_check[].fp_P_falsify": played_out("game_lies"),
    "cross_check[].fp_P_inspect": played_out("game_visits"),
}
