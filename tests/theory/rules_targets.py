"""Numbers of a bonus for a target (t06, t06b)."""

import functools
import math

import numpy as np
from scipy.special import ndtr
from scipy.stats import norm
from theory.rules import GIVEN, Rule, simulated

from govperf_sim.theory.booking import Booking
from govperf_sim.theory.threshold import Threshold
from govperf_sim.theory.threshold_dates import ThresholdDates, solved


def bonus_for_target(row):
    return Threshold(bonus=row["B"], target=row["K"], cost=row["c"], noise=row["sigma"])


def sharper(row):
    return math.exp(row["B"] / (row["c"] * row["sigma"] ** 2))


def far(row):
    """The chance without effort: a bonus of next to nothing."""
    return Threshold(bonus=1e-12, target=row["K"], cost=row["c"], noise=row["sigma"]).exact()["reached"]


def told(quantity):
    return lambda row: bonus_for_target(row).exact()[quantity]


def spent(row):
    found = bonus_for_target(row).exact()
    return row["B"] * found["reached"] - found["value"]


def growing(row):
    """With four dates mean effort grows by the same factor from each to the next (see ``test_stored``)."""
    found = solved(ThresholdDates(dates=4, impatience=row["delta"]))
    return found.last_effort / found.first_effort


def booking(row):
    return Booking(bonus=row["B"], target=row["K"], noise=row["sigma"], cost=row["k"])


DEFAULT = Threshold().exact()
PATHS = 40_000
"""The reference's own paths, as its z says of its share of hits."""


def jump(width):
    """The mass so far above the target of 1 over the mass as far below, at a bonus of 1."""
    return math.e * (ndtr(1 + width) - ndtr(1)) / (ndtr(1) - ndtr(1 - width))


@functools.cache
def efforts_over_the_year(steps=1000):
    """Mean and standard deviation of the effort of the closed form at every step, by quadrature over no effort at all.

    Effort turns the distribution p of progress without it into phi p, up to a factor.
    """
    y = np.linspace(-9, 9, 4001)
    weights, growth = norm.pdf(y) * (y[1] - y[0]), math.e - 1
    start = 1 + growth * ndtr(-1)
    found = []
    for t in np.arange(steps) / steps:
        z = (math.sqrt(t) * y - 1) / math.sqrt(1 - t)
        phi, slope = 1 + growth * ndtr(z), growth * norm.pdf(z) / math.sqrt(1 - t)
        mean, square = weights @ slope / start, weights @ (slope**2 / phi) / start
        found.append((mean, math.sqrt(max(square - mean**2, 0.0))))
    return np.array(found).reshape(10, -1, 2).mean(axis=1)


@functools.cache
def followed(paths=20_000, steps=1000):
    """Paths that follow the closed form step by step: what each spends and where it ends."""
    chance, step = np.random.default_rng(6), 1 / steps
    y, spent, growth = np.zeros(paths), np.zeros(paths), math.e - 1
    for i in range(steps):
        left = math.sqrt(1 - i * step)
        z = (y - 1) / left
        effort = growth * np.exp(-0.5 * z * z) / math.sqrt(2 * math.pi) / left / (1 + growth * ndtr(z))
        spent += 0.5 * effort**2 * step
        y += effort * step
        y += math.sqrt(step) * chance.standard_normal(paths)
    return spent, y


def jump_of_paths():
    _, y = followed()
    return ((y >= 1) & (y < 1.05)).sum() / ((y >= 0.95) & (y < 1)).sum()


def jump_error(document):
    """Ours and the reference's: twice as many paths."""
    _, y = followed()
    relative = math.sqrt(1 / ((y >= 1) & (y < 1.05)).sum() + 1 / ((y >= 0.95) & (y < 1)).sum())
    return 4 * jump_of_paths() * relative * math.sqrt(1 + y.size / PATHS)


def spent_error(document):
    return 4 * followed()[0].std() / math.sqrt(PATHS)


def mean_progress_error(document):
    check = document["cross_check"]
    return abs((check["meanY"] - check["meanY_formula"]) / check["zY"])


T06 = {
    **{f"expected.control[].{name}": GIVEN for name in ("B", "c", "sigma", "T", "K")},
    "expected.control[].A": Rule(sharper),
    "expected.control[].p_no_effort": Rule(far),
    "expected.control[].P_hit": Rule(told("reached")),
    "expected.control[].mean_total_effort": Rule(told("mean_effort")),
    "expected.control[].e0": Rule(told("mean_effort")),
    "expected.control[].value": Rule(told("value")),
    "expected.control[].expected_cost": Rule(spent),
    "expected.discounting[].delta": GIVEN,
    "expected.discounting[].T": GIVEN,
    "expected.discounting[].linear_bonus_effort_ratio_end_over_start": Rule(
        lambda row: growing(row) ** (4 / 3), lambda row: 4e-4 * math.exp(row["delta"])
    ),
    "expected.discounting[].mean_effort_q4_over_q1": Rule(growing, lambda row: 2e-4 * math.exp(row["delta"])),
    **{f"expected.shifting[].{name}": GIVEN for name in ("mu", "sigma", "K", "B", "k")},
    "expected.shifting[].window": Rule(lambda row: booking(row).window),
    "expected.shifting[].mass_moved_to_K": Rule(lambda row: booking(row).exact()["moved"]),
    "expected.shifting[].hit_without": Rule(
        lambda row: booking(row).exact()["reached"] - booking(row).exact()["moved"], 1e-9
    ),
    "expected.shifting[].hit_with": Rule(lambda row: booking(row).exact()["reached"]),
    "expected.shifting[].mean_shift": Rule(lambda row: booking(row).exact()["mean_moved"]),
    "expected.shifting[].mean_cost": Rule(lambda row: booking(row).exact()["mean_cost"]),
    "cross_check.hit_mc": simulated(lambda _: DEFAULT["reached"], lambda _: PATHS),
    "cross_check.hit_formula": Rule(lambda _: DEFAULT["reached"]),
    "cross_check.z": Rule(lambda _: 0.0, 4.0),
    "cross_check.meanY": Rule(lambda _: DEFAULT["mean_effort"], lambda row: 4 * mean_progress_error(row)),
    "cross_check.meanY_formula": Rule(lambda _: DEFAULT["mean_effort"]),
    "cross_check.zY": Rule(lambda _: 0.0, 4.0),
    "cross_check.cost_mc": Rule(lambda _: DEFAULT["reached"] - DEFAULT["value"], spent_error),
    "cross_check.cost_formula": Rule(lambda _: DEFAULT["reached"] - DEFAULT["value"]),
    "cross_check.mean_effort_by_tenth": Rule(
        lambda _: efforts_over_the_year()[:, 0], lambda _: 4 * efforts_over_the_year()[:, 1] / math.sqrt(PATHS)
    ),
    "cross_check.sd_effort_by_tenth": Rule(lambda _: efforts_over_the_year()[:, 1], 0.0, 0.02),
    "cross_check.jump_ratio_bin005_mc": Rule(lambda _: jump_of_paths(), jump_error),
    "cross_check.jump_ratio_bin005_formula": Rule(lambda _: jump(0.05)),
}


def at_dates(quantity, near=1e-4):
    """The reference's dynamic programme says of itself that it is good to 1e-4."""
    return Rule(lambda row: getattr(solved(ThresholdDates(dates=row["n"])), quantity), near)


def bunching(row):
    found = solved(ThresholdDates(dates=row["n"]))
    return found.mass_above / found.mass_below


T06B = {
    **{f"params.{name}": GIVEN for name in ("B", "c", "sigma", "T", "K", "Y0")},
    "expected[].n": GIVEN,
    "expected[].value": at_dates("value"),
    "expected[].P_hit": at_dates("reached"),
    "expected[].mean_effort_first": at_dates("first_effort"),
    "expected[].mean_effort_last": at_dates("last_effort"),
    "expected[].sd_effort_last": at_dates("last_effort_spread", 2e-3),
    "expected[].mean_total_effort": at_dates("mean_effort"),
    "expected[].ratio_above_below_bin025": Rule(bunching, 3e-3),
    "expected[].mass": Rule(lambda _: 1.0, 1e-8),
    "limit.value": Rule(lambda _: DEFAULT["value"]),
    "limit.P_hit": Rule(lambda _: DEFAULT["reached"]),
    "limit.total": Rule(lambda _: DEFAULT["mean_effort"]),
    "limit.ratio_bin025": Rule(lambda _: jump(0.25)),
}
