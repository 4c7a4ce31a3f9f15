"""The numbers of the theory reference come out of our worlds; that our closed forms give all of them is for
``test_every_number``."""

import json
from pathlib import Path

import numpy as np
import pytest

from govperf_sim import verify
from govperf_sim.errors import CycleError
from govperf_sim.theory.bonus import Bonus
from govperf_sim.theory.booking import Booking
from govperf_sim.theory.career import Career
from govperf_sim.theory.distortion import Distortion
from govperf_sim.theory.even_rivals import EvenRivals
from govperf_sim.theory.held_back import HeldBack
from govperf_sim.theory.inflation import Inflation
from govperf_sim.theory.inspection import Inspection
from govperf_sim.theory.multitask import Multitask, best_pay
from govperf_sim.theory.opinion import Opinion
from govperf_sim.theory.rivals import Rivals
from govperf_sim.theory.threshold import Threshold
from govperf_sim.theory.threshold_dates import ThresholdDates
from govperf_sim.theory.tiers import Tiers
from govperf_sim.theory.tournament import Tournament, beta

OTHERS = Path(__file__).parents[1] / "golden" / "others"


def stored(name):
    return json.loads((OTHERS / f"theory_{name}.json").read_text("utf-8"))


T01, T02, T04 = stored("t01_hm_multitask"), stored("t02_baker_distortion"), stored("t04_misreporting")
T05, T11 = stored("t05_ratchet"), stored("t11_cascade")
T03 = stored("t03_lazear_rosen")
T06, T06B, T07, T08, T09 = (
    stored("t06_deadline"),
    stored("t06b_deadline_discrete"),
    stored("t07_queues"),
    stored("t08_survey"),
    stored("t09_inspection"),
)
T10, T12, T13, T16 = (
    stored("t10_goodhart"),
    stored("t12_career"),
    stored("t13_closed_loop"),
    stored("t16_statistics"),
)


@pytest.mark.parametrize("row", T13["expected"].values(), ids=T13["expected"])
def test_t13_weights_as_they_are_answered(row):
    given, weights = T13["params"], np.array(row["w"])
    wanted = efforts(row["effort"]) | {"welfare": row["welfare"], "share_of_first_best": row["share_first_best"]}
    wanted["fabricated"] = row["gaming_share_of_score"] * row["reported_score"]
    exact_and_simulated(
        "t13",
        wanted,
        valued=given["v"],
        shown=given["G"],
        weights=list(weights / weights.sum()),  # stored with twelve digits
        lie_costs=given["kappa"],
        strength=row["power"],
        substitution=given["C_off"],
        found=given["audit_pq"],
        forfeit=given["F"],
    )


def first(rows, everyday=1):
    """The rows of a table: the first few every day, the others with the slow tests."""
    return [row if n < everyday else pytest.param(row, marks=pytest.mark.slow) for n, row in enumerate(rows)]


def exact_and_simulated(case, expected, accuracy=1e-9, **parameters):
    """The exact side gives the stored numbers, and the simulated side agrees with it."""
    found = verify(case, **parameters)
    assert found.holds, found
    told = found.table["exact"]
    for quantity, value in expected.items():
        assert told[quantity] == pytest.approx(value, abs=accuracy), quantity


def efforts(values):
    return {f"effort_{k}": e for k, e in enumerate(values, 1)}


@pytest.mark.parametrize("row", first(T01["expected"]), ids=lambda row: str(row["substitution"]))
def test_t01_two_tasks_measured_and_not(row):
    terms = {"benefit": T01["params"]["b"], "variances": T01["params"]["Sigma_diag"], "risk_aversion": 2.0}
    terms["substitution"] = row["substitution"]
    best = Multitask(benefit=(1.0, 1.0), variances=(0.25, 1.0), substitution=row["substitution"])
    assert best.paid == pytest.approx(row["alpha"], abs=1e-9)
    exact_and_simulated("t01", efforts(row["effort"]) | {"certainty_equivalent": row["total_CE"]}, **terms)
    free = {"certainty_equivalent": row["first_best_surplus"]} | efforts(row["first_best_effort"])
    exact_and_simulated("t01", free, **terms | {"pay": [1, 1], "risk_aversion": 0})
    assert best_pay(best, 1) == pytest.approx([row["unmeasured2"]["alpha1"], 0.0])
    for kind in ("unmeasured2", "naive_alpha1"):
        told = row[kind]
        wanted = efforts(told["effort"]) | {"certainty_equivalent": told["total_CE"]}
        exact_and_simulated("t01", wanted, 1e-8, **terms, pay=[told["alpha1"], 0.0])


def test_t01_six_tasks():
    row = T01["six_task"]
    terms = {"benefit": row["b"], "variances": row["Sigma_diag"], "risk_aversion": 2.0, "substitution": row["C_off"]}
    exact_and_simulated("t01", efforts(row["effort"]) | {"certainty_equivalent": row["total_CE"]}, **terms)
    free = efforts(row["first_best_effort"]) | {"certainty_equivalent": row["first_best_surplus"]}
    exact_and_simulated("t01", free, **terms | {"pay": row["b"], "risk_aversion": 0})


@pytest.mark.parametrize("row", T02["expected"], ids=lambda row: f"{row['theta_deg']}-{row['r_sigma2']}")
def test_t02_one_indicator_at_an_angle(row):
    angle = np.deg2rad(row["theta_deg"])
    shown = [[row["scale_g"] * x for x in (np.cos(angle), np.sin(angle))]]
    assert Distortion(shown=(tuple(shown[0]),), risk=row["r_sigma2"]).paid[0] == pytest.approx(row["b_star"], abs=1e-9)
    wanted = {"surplus": row["surplus"], "share_of_first_best": row["share_of_first_best"]}
    exact_and_simulated("t02", wanted, valued=[1, 0], shown=shown, risk=row["r_sigma2"])


def test_t02_several_indicators():
    row = T02["multi_measure"]
    terms = {"valued": row["f"], "shown": row["G"]}
    wanted = efforts(row["effort"]) | {"surplus": row["surplus"], "share_of_first_best": row["share"]}
    exact_and_simulated("t02", wanted, **terms)


ALONE = {"prize": 1.0, "loss": 0.0, "bottom": 0, "cost": 1.0}
"""A prize at the top alone."""


@pytest.mark.parametrize("row", first(T03["expected"]["two_player"][:3]), ids=lambda row: str(row["sigma"]))
def test_t03_two_under_normal_chance(row):
    assert (row["noise"], row["so_ok"]) == ("normal", True)
    wanted = {"effort": row["effort"], "slope_top": row["g0"]}
    exact_and_simulated("t03", wanted, **ALONE, units=2, top=1, noise=row["sigma"], replications=20)
    exact_and_simulated("t03b", {"effort_1": row["effort"], "won": 0.5}, gap=0.0, noise=row["sigma"], replications=30)
    # The stored condition, c > dW max|g'|, at the very limit.
    steepest = np.exp(-0.5) / (2 * row["sigma"] ** 2 * np.sqrt(2 * np.pi))
    terms = {"units": 2, "top": 1, "bottom": 0, "loss": 0.0, "noise": row["sigma"]}
    assert Tournament(**terms, cost=steepest * 1.001).exact()
    for refused in (Tournament, Rivals):
        with pytest.raises(CycleError, match=r"t03b?\.noise.*second-order"):
            refused(**(terms if refused is Tournament else {"noise": row["sigma"]}), cost=steepest * 0.999)


@pytest.mark.parametrize("row", first(T03["expected"]["two_player"][3:]), ids=lambda row: str(row["a"]))
def test_t03_two_under_uniform_chance(row):
    assert row["noise"] == "uniform[-a,a]"
    assert row["g0"] == pytest.approx(EvenRivals(half_width=row["a"]).exact()["effort"])
    exact_and_simulated("t03c", {"effort": row["effort"]}, half_width=row["a"], replications=60)


@pytest.mark.parametrize("row", first(T03["expected"]["ability_gap"]), ids=lambda row: str(row["ability_gap"]))
def test_t03_an_abler_rival(row):
    wanted = {"effort_1": row["effort_each"], "effort_2": row["effort_each"], "won": row["P_strong_wins"]}
    exact_and_simulated("t03b", wanted, gap=row["ability_gap"], noise=row["sigma"], replications=30)


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, marks=pytest.mark.slow if row["n"] == 21 else ()) for row in T03["expected"]["n_player"]],
    ids=str,
)
def test_t03_many(row):
    n = row["n"]
    if "top_k" in row:
        wanted = {"effort": row["effort"], "slope_top": row["dP_de_sigma1"]}
        exact_and_simulated("t03", wanted, **ALONE, units=n, top=row["top_k"], replications=30)
        assert sum(beta(n, r) for r in range(1, n + 1)) == pytest.approx(row["sum_beta_all"], abs=1e-12)
    else:
        wanted = {"effort": row["bottom_1_penalty_dP_de"], "slope_bottom": row["bottom_1_penalty_dP_de"]}
        terms = {"units": n, "top": 0, "prize": 0.0, "bottom": 1, "loss": 1.0}
        exact_and_simulated("t03", wanted, **terms, replications=30)


@pytest.mark.parametrize("row", T03["expected"]["hetero_cost"], ids=lambda row: str(row["c2"]))
def test_t03_a_rival_whose_work_is_dear(row):
    wanted = {"effort_1": row["e1"], "effort_2": row["e2"], "won": row["P1"]}
    exact_and_simulated("t03b", wanted, gap=0.0, cost=row["c1"], rival_cost=row["c2"], replications=30)
    told = Rivals(gap=0.0, cost=row["c1"], rival_cost=row["c2"]).exact()
    apart = told["effort_1"] - told["effort_2"]
    density = np.exp(-(apart**2) / 4) / np.sqrt(4 * np.pi)
    left = [row["c1"] * told["effort_1"] - density, row["c2"] * told["effort_2"] - density]
    assert left == pytest.approx(row["foc_resid"], abs=1e-9)


def test_t03_the_stored_slope_by_chance():
    """The stored simulation of 2 places among 7 lies as far from ours as it says it does from its own formula."""
    row = T03["cross_check"]
    ours = Tournament(**ALONE, units=7, top=2).exact()["slope_top"]
    assert ours == pytest.approx(row["formula"], abs=1e-9)
    assert (row["mc_dP_n7_k2"] - ours) / row["mc_se"] == pytest.approx(row["z"], abs=1e-6)


@pytest.mark.parametrize("row", first(T04["expected"]["indicator_inflation"], 3), ids=str)
def test_t04_inflation(row):
    terms = {"gain": row["w"], "penalty": row["F"], "cost": row["k"], "detection": row["q"]}
    units = 20
    exact_and_simulated("t04", {"fabricated": row["m_star"]}, **terms, visits=round(units * row["p"]), units=units)
    deterred = Inspection(gain=row["w"], penalty=row["F"], detection=row["q"]).exact()
    assert deterred["deterred_from"] == pytest.approx(row["p_deter"], abs=1e-9)


@pytest.mark.parametrize("row", T04["expected"]["allingham_sandmo"], ids=str)
def test_t04b_evasion(row):
    """The stored rows are of a tax of 0.3."""
    terms = {"tax": 0.3, "penalty": row["penalty"], "risk_aversion": row["rho"], "visits": round(20 * row["p"])}
    wanted = {"hidden": row["undeclared_share"], "caught": row["p"] * row["evades"]}
    exact_and_simulated("t04b", wanted, **terms, replications=20)


@pytest.mark.parametrize("row", T04["expected"]["lump_sum_penalty"], ids=str)
def test_t04_chance_that_grows_and_a_fine(row):
    """The stored optimum was read off a grid of width 1e-5."""
    terms = {"gain": row["w"], "penalty": 0.0, "cost": row["k"], "fine": row["L"], "growth": row["h"]}
    terms |= {"visits": round(20 * row["p"]), "units": 20}
    exact_and_simulated("t04", {"fabricated": row["m_star"]}, 1e-5, **terms)
    assert Inflation(**terms).exact()["fabricated"] == pytest.approx(row["m_star"], abs=1e-5)


def office(row, **terms):
    """The efforts of a stored term of five years, and its parameters."""
    return efforts(row["effort_T5"]), {"pull": row["lam"], "discount": row["beta"], "hazard": 0.0, **terms}


@pytest.mark.parametrize("row", T05["expected"]["ratchet"], ids=lambda row: f"{row['lam']}-{row['beta']}")
def test_t05_ratchet(row):
    wanted, terms = office(row, growth=0.02)
    wanted |= {"effort_endless": row["effort_infinite"]}
    gap = row["steady_gap_y_minus_q_if_delta_0p02"]
    exact_and_simulated("t05", wanted | ({} if gap is None else {"above_target": gap}), **terms)
    assert (gap is None) == ("above_target" not in HeldBack(**terms).exact())


@pytest.mark.parametrize("row", T05["expected"]["yardstick"], ids=lambda row: str(row["n"]))
def test_t05_yardstick(row):
    wanted = {"effort_yardstick_own": row["own_included"], "effort_yardstick": row["others_only"]}
    exact_and_simulated("t05", wanted, units=row["n"], discount=row["beta"], hazard=0.0)


@pytest.mark.parametrize("row", T05["expected"]["rotation"], ids=lambda row: str(row["hazard"]))
def test_t05_rotation(row):
    wanted, terms = office(row, hazard=row["hazard"])
    exact_and_simulated("t05", wanted | {"effort_endless": row["effort_first_year_infinite_tenure"]}, **terms)


@pytest.mark.parametrize("row", T11["expected"]["down"], ids=lambda row: str(row["a"]))
def test_t11_down(row):
    targets = row["targets_province_city_dept_section_staff"]
    wanted = {f"target_{k}": target for k, target in enumerate(targets)}
    wanted |= {f"meets_{k}": share for k, share in enumerate(row["share_meeting_if_N_8_2"])}
    exact_and_simulated("t11", wanted, more=row["a"], mean=8.0, spread=2.0)


@pytest.mark.parametrize("row", T11["expected"]["up"], ids=str)
def test_t11_up(row):
    levels, wanted = row["levels"], row["inflation_factor"]
    exact_and_simulated("t11", {f"swollen_{levels}": wanted}, distortion=row["m"], tiers=levels)


@pytest.mark.parametrize("row", T11["expected"]["aggregation"], ids=lambda row: str(row["n_children"]))
def test_t11_aggregation(row):
    wanted = {"mean_meets": row["P_parent_meets_8_if_mean_8p5"], "meets_0": row["P_child_meets_8"]}
    exact_and_simulated("t11", wanted, mean=8.5, spread=row["sd_child"], children=row["n_children"], tiers=2)
    assert row["sd_child"] / row["n_children"] ** 0.5 == pytest.approx(row["sd_mean"])


def test_t11_conservation():
    """Where no tier adds, everybody is asked alike, and children together for what their parent is."""
    exact_and_simulated("t11", {"conserved": 1.0}, more=0.0, children=7, tiers=3)
    asked = [value for name, value in Tiers(more=0.0).exact().items() if name.startswith("target")]
    assert asked == [8.0] * 5


@pytest.mark.parametrize("row", T06B["expected"][:2], ids=lambda row: str(row["n"]))
def test_t06b_dates(row):
    """The stored dynamic programme says of itself that it is good to 1e-4."""
    wanted = {
        "value": row["value"],
        "reached": row["P_hit"],
        "mean_effort": row["mean_total_effort"],
        "last_effort": row["mean_effort_last"],
    }
    exact_and_simulated("t06b", wanted, 1e-4, dates=row["n"])
    told = ThresholdDates(dates=row["n"]).exact()
    assert told["mass_above"] / told["mass_below"] == pytest.approx(row["ratio_above_below_bin025"], abs=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("row", T06B["expected"][2:], ids=lambda row: str(row["n"]))
def test_t06b_weekly_and_daily(row):
    wanted = {"value": row["value"], "reached": row["P_hit"]}
    exact_and_simulated("t06b", wanted, 1e-4, dates=row["n"], replications=60)


def test_t06b_tends_to_t06_as_dates_are_added():
    limit = T06B["limit"]
    missed = [limit["P_hit"] - ThresholdDates(dates=n).exact()["reached"] for n in (4, 12, 36)]
    assert missed[0] > missed[1] > missed[2] > 0
    falls = [missed[0] / missed[1], missed[1] / missed[2]]
    assert falls[0] < falls[1] < 3**0.5  # in the end with 1/sqrt(n)
    assert falls[1] == pytest.approx(3**0.5, abs=0.15)
    assert Threshold().exact()["value"] == pytest.approx(limit["value"], abs=1e-9)


@pytest.mark.parametrize("row", T06["expected"]["discounting"], ids=lambda row: str(row["delta"]))
def test_t06b_impatience(row):
    """Mean effort grows by the same factor from date to date: with four, from quarter to quarter.

    The exact side is a dynamic programme on a grid, good to 1e-4 (a grid twice as fine is 3 to 70 times nearer).
    """
    found = verify("t06b", dates=4, impatience=row["delta"], replications=60)
    assert found.holds, found
    growth = row["linear_bonus_effort_ratio_end_over_start"] ** 0.25
    quarters = growth ** np.arange(4)
    assert quarters[-1] == pytest.approx(row["mean_effort_q4_over_q1"], rel=1e-9)
    last, mean = found.table["exact"][["last_effort", "mean_effort"]]
    assert last / mean == pytest.approx(quarters[-1] / quarters.mean(), rel=1e-4)


@pytest.mark.parametrize("row", T06["expected"]["shifting"], ids=str)
def test_t06c_booking_early(row):
    wanted = {
        "reached": row["hit_with"],
        "moved": row["mass_moved_to_K"],
        "mean_moved": row["mean_shift"],
        "mean_cost": row["mean_cost"],
    }
    terms = {"bonus": row["B"], "target": row["K"], "noise": row["sigma"], "cost": row["k"]}
    exact_and_simulated("t06c", wanted, **terms)
    assert Booking(**terms).window == pytest.approx(row["window"])
    assert wanted["reached"] - wanted["moved"] == pytest.approx(row["hit_without"], abs=1e-11)


@pytest.mark.parametrize("row", T07["expected"]["cohort_queue"], ids=lambda row: f"{row['lam']}-{row['s']}")
def test_t07_the_desk_itself(row):
    """After two years (five of the busiest desk) a desk stands as the stored, stationary one does."""
    years = 5 if row["rho"] > 0.94 else 2
    wanted = {"waiting": row["mean_backlog_end_of_day"], "clear": row["P_backlog_0"]}
    wanted["late_share"] = row["P_delay_gt"]["1"]
    terms = {"arrivals": row["lam"], "capacity": int(row["s"]), "years": years}
    exact_and_simulated("t07", wanted, 3e-3, **terms, replications=30)


BUSY = pytest.param(T07["expected"]["mmc"][3], marks=pytest.mark.slow)  # it forgets an empty desk in 26,000 cases


@pytest.mark.parametrize("row", [*T07["expected"]["mmc"][:3], BUSY, T07["expected"]["mmc"][4]], ids=str)
def test_t07b_clerks(row):
    wanted = {
        "delayed": row["P_wait"],
        "wait": row["Wq"],
        "begun_late": row["P_wait_gt_D"],
        "ended_late": row["P_sojourn_gt_D"],
    }
    terms = {"arrivals": row["lam"], "rate": row["mu"], "clerks": row["c"], "deadline": row["D"]}
    exact_and_simulated("t07b", wanted, **terms, replications=10 if row["rho"] > 0.94 else 40)
    assert wanted["wait"] + 1 / row["mu"] == pytest.approx(row["W"])
    assert wanted["wait"] * row["lam"] == pytest.approx(row["Lq"])


VARIATION = {"exp": 1.0, "det": 0.0, "erlang2": 0.5, "lognormal cv2": 2.0**2}


@pytest.mark.parametrize("row", T07["expected"]["mg1"], ids=str)
def test_t07b_any_times(row):
    """The mean wait knows nothing of the time a case takes but its mean and variation; ours are gamma, not lognormal."""
    terms = {"arrivals": row["lam"], "clerks": 1, "variation": VARIATION[row["service"]]}
    exact_and_simulated("t07b", {"wait": row["Wq"]}, **terms)


@pytest.mark.parametrize("row", T07["expected"]["md1_tail"], ids=str)
def test_t07b_equal_times(row):
    terms = {"arrivals": row["lam"], "clerks": 1, "variation": 0.0, "deadline": row["t"]}
    exact_and_simulated("t07b", {"begun_late": row["P_wait_gt_t"]}, **terms)


@pytest.mark.parametrize("row", T07["expected"]["priority"], ids=str)
def test_t07c_priority(row):
    wanted = {"wait_urgent": row["Wq_priority"], "wait_others": row["Wq_other"], "wait_in_order": row["Wq_fifo"]}
    wanted["conservation"] = row["conservation"]
    exact_and_simulated("t07c", wanted, urgent=row["l1"], others=row["l2"])


ALL_ANSWER = {"returns": 1.0, "returns_discontent": 1.0}


@pytest.mark.parametrize("row", T08["expected"]["se"], ids=str)
def test_t08b_sampling_error(row):
    wanted = {"share": row["p"], "variance": row["se"] ** 2}
    exact_and_simulated("t08b", wanted, 1e-11, content=row["p"], asked=row["n"], public=row["N"], cluster=1)


@pytest.mark.parametrize("row", first(T08["expected"]["design_effect"]), ids=str)
def test_t08b_design_effect(row):
    wanted = {"design_effect": row["deff"], "worth_asking": row["effective_n_of_400"]}
    exact_and_simulated("t08b", wanted, cluster=row["cluster_size"], correlation=row["icc"])


@pytest.mark.parametrize("row", first(T08["expected"]["response_bias"]), ids=str)
def test_t08_who_answers(row):
    terms = {"returns": row["resp_satisfied"], "returns_discontent": row["resp_dissatisfied"]}
    exact_and_simulated("t08", {"share": row["expected_share"]}, best=row["p"], worst=0.5, units=2, **terms)


@pytest.mark.parametrize("row", T08["expected"]["misrank"], ids=str)
def test_t08_two_units_misranked(row):
    terms = {"best": row["p1"], "worst": row["p2"], "units": 2, "asked": row["n"], **ALL_ANSWER}
    exact_and_simulated("t08", {"misranked": row["exact_half_ties"]}, **terms)


@pytest.mark.parametrize("row", first(T08["expected"]["kendall"]), ids=str)
def test_t08_rank_correlation(row):
    """A pair in order counts 1 and a pair misranked -1."""
    terms = {"best": 0.85, "worst": 0.75, "units": row["units"], "asked": row["n"], **ALL_ANSWER}
    exact_and_simulated("t08", {"misranked": (1.0 - row["expected_tau_half_ties"]) / 2.0}, **terms, replications=40)
    told = Opinion(**terms).exact()
    assert told["share"] == pytest.approx(0.85, abs=1e-12)


@pytest.mark.parametrize("row", first(T09["expected"]["game"]), ids=str)
def test_t09_the_game(row):
    terms = {"gain": row["gain"], "penalty": row["penalty"], "detection": row["detection"]}
    wanted = {
        "game_visits": row["P_inspect"],
        "game_lies": row["P_falsify"],
        "game_caught": row["caught_rate"],
        "game_undetected": row["undetected_rate"],
        "game_payoff": row["unit_payoff"],
        "game_cost": row["inspector_cost_per_unit"],
    }
    assert row["interior"] == (0 < row["P_falsify"] < 1 and 0 < row["P_inspect"] < 1)
    exact_and_simulated("t09", wanted, **terms, visit_cost=row["visit_cost"], loss=row["loss"])


@pytest.mark.parametrize("row", first(T09["expected"]["fixed_visits"]), ids=str)
def test_t09_committed_visits(row):
    wanted = {"visited": row["P_inspect"], "honest_from": row["penalty_needed_for_honesty_q08"]}
    exact_and_simulated("t09", wanted, units=row["n_units"], visits=row["visits"], gain=row["gain"], detection=0.8)


@pytest.mark.parametrize("row", first(T09["expected"]["poisson"]), ids=str)
def test_t09b_checks_at_random_moments(row):
    wanted = {"checked": row["P_at_least_one"], "years_between": row["mean_wait"]}
    exact_and_simulated("t09b", wanted, rate=row["rate_per_year"], months=round(12 * row["window_years"]))


@pytest.mark.parametrize("row", first(T10["expected"]["selection"], 3), ids=str)
def test_t10_selection(row):
    wanted = {
        "selected_worth": row["E_V_selected"],
        "shrinkage": row["shrinkage"],
        "selected_truly_top": row["P_truly_top_given_selected"],
        "selected_score": row["E_M_selected"],
    }
    exact_and_simulated("t10", wanted, reliability=row["reliability"], top_share=row["top_share"], replications=1000)


@pytest.mark.parametrize("row", first(T10["expected"]["rank_correlation"]), ids=str)
def test_t10_rank_correlation(row):
    wanted = {"spearman": row["E_spearman_n21"], "kendall": row["kendall_pop"]}
    exact_and_simulated("t10", wanted, reliability=row["reliability"], units=21, bottom=5, replications=800)


@pytest.mark.parametrize("row", T10["expected"]["extremal_MC"], ids=lambda row: row["noise"])
def test_t10b_gross_errors(row):
    """The stored mean is as near as that of a million draws."""
    terms = {"tails": {"normal": 0.0, "t3 scaled": 1 / 3}[row["noise"]], "replications": 60}
    exact_and_simulated("t10b", {"selected_worth": row["E_V_top_0.1"]}, 4 / np.sqrt(100_000), **terms)


@pytest.mark.parametrize("row", first(T12["expected"]["finite"]), ids=str)
def test_t12_careers(row):
    terms = {"years": row["T"], "discount": row["beta"], "ability_precision": row["h0"], "chance_precision": row["he"]}
    exact_and_simulated("t12", efforts(row["effort"]), **terms, replications=60)


def test_t12_a_short_view_needs_no_effort():
    assert set(Career(discount=0.0).exact().values()) == {0.0}


@pytest.mark.parametrize("row", first(T12["expected"]["stationary"]), ids=str)
def test_t12b_a_reputation_never_settled(row):
    wanted = {"gain": row["kalman_gain_limit"], "effort": row["effort"]}
    exact_and_simulated("t12b", wanted, drift=row["var_delta_over_var_eps"], discount=row["beta"], replications=20)
    assert row["one_minus_mu"] == pytest.approx(1.0 - row["mu_star"], abs=1e-12) == row["kalman_gain_limit"]


@pytest.mark.parametrize("row", first(T12["expected"]["gibbons_murphy"]), ids=str)
def test_t12c_reputation_and_a_bonus(row):
    terms = {"risk_aversion": row["r"], "cost": row["c"], "discount": row["beta"]}
    terms |= {"ability_variance": row["var_theta"], "chance_variance": row["var_eps"]}
    wanted = {"bonus_1": row["b1_closed_form"], "bonus_2": row["b2"], "implicit": row["implicit"]}
    exact_and_simulated("t12c", wanted | {"effort_1": row["total1"] / row["c"]}, **terms)
    assert Bonus(**terms).exact()["bonus_1"] == pytest.approx(row["b1_numeric"], abs=1e-8)  # by an optimiser
