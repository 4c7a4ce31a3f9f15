"""Numbers of effort: several tasks, indicators that point away, careers (t01, t02, t12)."""

import math

import numpy as np
from scipy.optimize import brentq, minimize, minimize_scalar
from theory.rules import GIVEN, Rule, made

from govperf_sim.simulation.behaviour import best_effort
from govperf_sim.theory.bonus import Bonus
from govperf_sim.theory.career import Career
from govperf_sim.theory.distortion import Distortion
from govperf_sim.theory.multitask import Multitask, best_pay
from govperf_sim.theory.reputation import Reputation


def contract(row, **changed):
    terms = {"benefit": (1.0, 1.0), "variances": (0.25, 1.0), "risk_aversion": 2.0, "substitution": row["substitution"]}
    return Multitask(**terms | changed)


def of_contract(prefix, case):
    """The effort, the certainty equivalent and the first rate of pay of a contract."""
    return {
        f"{prefix}effort": Rule(lambda row: made(case(row))),
        f"{prefix}total_CE": Rule(lambda row: case(row).exact()["certainty_equivalent"]),
    }


def measured_alone(row):
    return contract(row, pay=tuple(best_pay(contract(row), 1)))


def naive(row):
    """Who does not know of substitution pays as if there were none."""
    return contract(row, pay=tuple(best_pay(contract(row, substitution=0.0), 1)))


def first_best(row):
    return contract(row, pay=(1.0, 1.0), risk_aversion=0.0)


def six(document, **changed):
    row = document["six_task"]
    terms = {"benefit": tuple(row["b"]), "variances": tuple(row["Sigma_diag"]), "substitution": row["C_off"]}
    return Multitask(**terms | {"risk_aversion": 2.0} | changed)


def six_first_best(document):
    return six(document, pay=tuple(document["six_task"]["b"]), risk_aversion=0.0)


def answered(row):
    return best_effort(np.array(row["alpha"]), 1.0, 0.4)


def within_budget(budget):
    """Effort whose sum is limited is the answer to pay less one price for all."""

    def effort(row):
        pay = np.array(row["alpha"])
        price = brentq(lambda x: best_effort(pay - x, 1.0, 0.4).sum() - budget, 0.0, pay.max(), xtol=1e-14)
        return best_effort(pay - price, 1.0, 0.4)

    return Rule(effort, 1e-9)


def kkt_residual(row):
    """Marginal cost less pay: 0 where there is effort, not below 0 elsewhere."""
    effort = answered(row)
    missing = 0.6 * effort + 0.4 * effort.sum() - np.array(row["alpha"])
    return np.where(effort > 0, np.abs(missing), np.maximum(-missing, 0.0)).max()


def by_optimiser(document):
    """How far the best pay is from where an optimiser sees the top of the certainty equivalent."""

    def apart(row):
        case = contract(row)
        top = minimize(lambda pay: -contract(row, pay=tuple(np.abs(pay))).exact()["certainty_equivalent"], case.paid)
        return np.abs(np.abs(top.x) - case.paid).max()

    return max(apart(row) for row in document["expected"])


T01 = {
    "params.b": GIVEN,
    "params.r": GIVEN,
    "params.Sigma_diag": GIVEN,
    "expected[].substitution": GIVEN,
    "expected[].alpha": Rule(lambda row: contract(row).paid),
    **of_contract("expected[].", contract),
    "expected[].first_best_effort": Rule(lambda row: made(first_best(row))),
    "expected[].first_best_surplus": Rule(lambda row: first_best(row).exact()["certainty_equivalent"]),
    "expected[].unmeasured2.alpha1": Rule(lambda row: best_pay(contract(row), 1)[0]),
    **of_contract("expected[].unmeasured2.", measured_alone),
    "expected[].naive_alpha1.alpha1": Rule(lambda row: naive(row).paid[0]),
    **of_contract("expected[].naive_alpha1.", naive),
    **{f"six_task.{name}": GIVEN for name in ("b", "C_diag", "C_off", "Sigma_diag")},
    "six_task.alpha": Rule(lambda row: six(row).paid),
    **of_contract("six_task.", six),
    "six_task.first_best_effort": Rule(lambda row: made(six_first_best(row))),
    "six_task.first_best_surplus": Rule(lambda row: six_first_best(row).exact()["certainty_equivalent"]),
    "best_response_oracle.C_diag": GIVEN,
    "best_response_oracle.C_off": GIVEN,
    "best_response_oracle.cases[].alpha": GIVEN,
    "best_response_oracle.cases[].effort_nonneg": Rule(answered),
    "best_response_oracle.cases[].kkt_resid": Rule(kkt_residual, 1e-12),
    "best_response_oracle.cases[].effort_budget_0.15": within_budget(0.15),
    "best_response_oracle.cases[].effort_budget_0.3": within_budget(0.3),
    "cross_check.max_abs_diff": Rule(by_optimiser, 1e-6),
}


def at_angle(row):
    angle = math.radians(row["theta_deg"])
    cosine = 0.0 if row["theta_deg"] == 90 else math.cos(angle)
    shown = (row["scale_g"] * cosine, row["scale_g"] * math.sin(angle))
    return Distortion(valued=(1.0, 0.0), shown=(shown,), risk=row["r_sigma2"])


def several(document, weights=None):
    """Indicators of several tasks; one sum of them where their relative weights are fixed."""
    row = document["multi_measure"]
    shown = np.array(row["G"]) if weights is None else np.array([weights]) @ np.array(row["G"])
    return Distortion(valued=tuple(row["f"]), shown=tuple(tuple(x) for x in shown.tolist()))


def by_importance(document):
    """What each indicator would be paid if it were the only one."""
    shown, valued = np.array(document["multi_measure"]["G"]), np.array(document["multi_measure"]["f"])
    return shown @ valued / (shown**2).sum(axis=1)


def share(case):
    return case.exact()["share_of_first_best"]


def pay_by_optimiser(document):
    def apart(row):
        case = at_angle(row)
        if row["theta_deg"] == 90:
            return case.paid[0]
        top = minimize_scalar(
            lambda pay: (
                -Distortion(valued=case.valued, shown=case.shown, risk=case.risk, pay=(pay,)).exact()["surplus"]
            ),
            bounds=(0.0, 2.0),
            method="bounded",
            options={"xatol": 1e-10},
        )
        return abs(top.x - case.paid[0])

    return max(apart(row) for row in document["expected"])


T02 = {
    **{f"expected[].{name}": GIVEN for name in ("theta_deg", "r_sigma2", "scale_g")},
    "expected[].b_star": Rule(lambda row: at_angle(row).paid[0]),
    "expected[].surplus": Rule(lambda row: at_angle(row).exact()["surplus"]),
    "expected[].share_of_first_best": Rule(lambda row: share(at_angle(row))),
    "multi_measure.G": GIVEN,
    "multi_measure.f": GIVEN,
    "multi_measure.w_star": Rule(lambda row: several(row).paid),
    "multi_measure.effort": Rule(lambda row: made(several(row))),
    "multi_measure.surplus": Rule(lambda row: several(row).exact()["surplus"]),
    "multi_measure.share": Rule(lambda row: share(several(row))),
    "multi_measure.share_equal_weights": Rule(lambda row: share(several(row, np.ones(4)))),
    "multi_measure.share_importance_weights": Rule(lambda row: share(several(row, by_importance(row)))),
    "cross_check.max_abs_diff": Rule(pay_by_optimiser, 1e-6),
}


def career(row):
    return Career(years=row["T"], discount=row["beta"], ability_precision=row["h0"], chance_precision=row["he"])


def reputation(row):
    return Reputation(drift=row["var_delta_over_var_eps"], discount=row["beta"]).exact()


def bonus(quantity):
    names = {"r": "risk_aversion", "c": "cost", "var_theta": "ability_variance", "var_eps": "chance_variance"}
    names["beta"] = "discount"
    return Rule(lambda row: Bonus(**{name: row[key] for key, name in names.items()}).exact()[quantity])


def total_pay(row):
    return bonus("effort_1").ours(row) * row["c"]


def career_by_hand(document):
    """Each year of effort moves every later opinion; the best effort by the slope of what all of them pay."""

    def apart(row):
        case = career(row)
        efforts = made(case)
        later = [
            sum(row["beta"] ** (s - t) / (row["h0"] / row["he"] + s - 1) for s in range(t + 1, row["T"] + 1))
            for t in range(1, row["T"] + 1)
        ]
        return np.abs(np.array(efforts) - later).max()

    return max(apart(row) for row in document["expected"]["finite"])


def kalman(document):
    """The gain that repeats itself when belief is brought up to date year by year."""

    def apart(row):
        open_still = 1.0
        for _ in range(200):
            gain = open_still / (open_still + 1.0)
            open_still = (1 - gain) * open_still + row["var_delta_over_var_eps"]
        return abs(gain - reputation(row)["gain"])

    return [apart(row) for row in document["expected"]["stationary"]]


def first_bonus_by_optimiser(document):
    def apart(row):
        later, prior = row["beta"] * bonus("bonus_2").ours(row), row["var_theta"]
        both = prior + row["var_eps"]

        def worth(first):
            pay = first + bonus("implicit").ours(row)
            risk = pay**2 * both + 2 * pay * later * prior
            return -(pay - 0.5 * pay**2) / row["c"] + 0.5 * row["r"] * risk

        return abs(minimize_scalar(worth).x - bonus("bonus_1").ours(row))

    return [apart(row) for row in document["expected"]["gibbons_murphy"]]


T12 = {
    **{f"expected.finite[].{name}": GIVEN for name in ("T", "beta", "h0", "he")},
    "expected.finite[].effort": Rule(lambda row: made(career(row))),
    "expected.stationary[].var_delta_over_var_eps": GIVEN,
    "expected.stationary[].beta": GIVEN,
    "expected.stationary[].mu_star": Rule(lambda row: 1 - reputation(row)["gain"]),
    "expected.stationary[].kalman_gain_limit": Rule(lambda row: reputation(row)["gain"]),
    "expected.stationary[].one_minus_mu": Rule(lambda row: reputation(row)["gain"]),
    "expected.stationary[].effort": Rule(lambda row: reputation(row)["effort"]),
    **{f"expected.gibbons_murphy[].{name}": GIVEN for name in ("r", "c", "var_theta", "var_eps", "beta")},
    "expected.gibbons_murphy[].b2": bonus("bonus_2"),
    "expected.gibbons_murphy[].implicit": bonus("implicit"),
    "expected.gibbons_murphy[].b1_closed_form": bonus("bonus_1"),
    "expected.gibbons_murphy[].b1_numeric": Rule(bonus("bonus_1").ours, 1e-6),
    "expected.gibbons_murphy[].total1": Rule(total_pay),
    "cross_check.brute_force_max_diff": Rule(career_by_hand, 1e-12),
    "cross_check.kalman": Rule(kalman, 1e-12),
    "cross_check.gm": Rule(first_bonus_by_optimiser, 1e-6),
}
