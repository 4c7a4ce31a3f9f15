"""Numbers of queues, and of comparisons under common luck (t07, t16)."""

import functools
import math

import numpy as np
from theory.rules import DIGITS, GIVEN, Rule

from govperf_sim.experiments.estimates.intervals import mean_interval
from govperf_sim.simulation import Luck
from govperf_sim.simulation.percase import served
from govperf_sim.theory.clerks import Clerks
from govperf_sim.theory.pairing import waits
from govperf_sim.theory.queue import chain
from govperf_sim.theory.urgent import Urgent


def clerks(row):
    return Clerks(arrivals=row["lam"], rate=row["mu"], clerks=row["c"], deadline=row["D"])


def waiting(quantity):
    return Rule(lambda row: clerks(row).exact()[quantity])


VARIATION = {"exp": 1.0, "det": 0.0, "erlang2": 0.5, "lognormal cv2": 4.0}


def urgent(quantity, near=DIGITS):
    return Rule(lambda row: Urgent(urgent=row["l1"], others=row["l2"]).exact()[quantity], near)


@functools.cache
def stationary(arrivals, capacity, deadline):
    """Ours is not, but 4,000 days have forgotten the empty desk."""
    return chain(arrivals, int(capacity), deadline, 4000)


def desk(row):
    return stationary(row["lam"], row["s"], 1)


def delayed(row):
    return [stationary(row["lam"], row["s"], int(d)).late[-1] / row["lam"] for d in row["P_delay_gt"]]


def backlog(document):
    return desk(document["expected"]["cohort_queue"][0]).waiting


T07 = {
    **{f"expected.mmc[].{name}": GIVEN for name in ("lam", "mu", "c", "D")},
    "expected.mmc[].rho": Rule(lambda row: clerks(row).load),
    "expected.mmc[].P_wait": waiting("delayed"),
    "expected.mmc[].Wq": waiting("wait"),
    "expected.mmc[].W": Rule(lambda row: clerks(row).exact()["wait"] + 1 / row["mu"]),
    "expected.mmc[].Lq": Rule(lambda row: clerks(row).exact()["wait"] * row["lam"]),  # Little
    "expected.mmc[].P_wait_gt_D": waiting("begun_late"),
    "expected.mmc[].P_sojourn_gt_D": waiting("ended_late"),
    "expected.mg1[].lam": GIVEN,
    "expected.mg1[].Wq": Rule(
        lambda row: Clerks(arrivals=row["lam"], clerks=1, variation=VARIATION[row["service"]]).exact()["wait"]
    ),
    "expected.md1_tail[].lam": GIVEN,
    "expected.md1_tail[].t": GIVEN,
    "expected.md1_tail[].P_wait_gt_t": Rule(
        lambda row: Clerks(arrivals=row["lam"], clerks=1, variation=0.0, deadline=row["t"]).exact()["begun_late"]
    ),
    "expected.priority[].l1": GIVEN,
    "expected.priority[].l2": GIVEN,
    "expected.priority[].Wq_priority": urgent("wait_urgent"),
    "expected.priority[].Wq_other": urgent("wait_others"),
    "expected.priority[].Wq_fifo": urgent("wait_in_order"),
    "expected.priority[].conservation": urgent("conservation", 1e-12),
    "expected.cohort_queue[].lam": GIVEN,
    "expected.cohort_queue[].s": GIVEN,
    "expected.cohort_queue[].rho": Rule(lambda row: row["lam"] / row["s"]),
    "expected.cohort_queue[].mean_backlog_end_of_day": Rule(lambda row: desk(row).waiting, 0.0, 1e-6),
    "expected.cohort_queue[].P_backlog_0": Rule(lambda row: desk(row).clear, 0.0, 1e-6),
    "expected.cohort_queue[].mean_delay_days": Rule(lambda row: desk(row).waiting / row["lam"], 0.0, 1e-6),  # Little
    "expected.cohort_queue[].P_delay_gt": Rule(delayed, 1e-8),
    "cross_check.cohort_mc_mean_backlog": Rule(backlog, lambda row: 4 * row["cross_check"]["se"]),
    "cross_check.se": Rule(
        lambda row: (row["cross_check"]["cohort_mc_mean_backlog"] - backlog(row)) / row["cross_check"]["z"], 0.0, 1e-3
    ),
    "cross_check.exact": Rule(backlog, 0.0, 1e-6),
    "cross_check.z": Rule(lambda _: 0.0, 4.0),
}


def ten_waits(document):
    """By the recursion, and by the package's own queue."""
    row = document["lindley_10"]
    came = np.cumsum(np.random.default_rng(row["ia_seed"]).exponential(1 / 0.8, 10))
    took = np.random.default_rng(row["st_seed"]).exponential(1, 10)
    by_recursion, by_queue = waits(came, took, 1), np.array(served(came, took)) - came
    np.testing.assert_allclose(by_queue, by_recursion, atol=1e-12)
    return by_queue


@functools.cache
def mean_waits(customers, arrivals, slow, fast):
    """The mean waits of the same cases at two speeds, in 8,000 replications: speed x replication."""

    def played(chance):
        came, work = np.cumsum(chance.exponential(1 / arrivals, customers)), chance.exponential(1, customers)
        return [np.mean(np.array(served(came.tolist(), (work / mu).tolist())) - came) for mu in (slow, fast)]

    return np.array([played(chance) for chance in Luck(2012, range(8000)).streams("queue", 1)]).T


def two_clerks(document):
    row = document["expected"]
    return mean_waits(row["n_customers"], row["lam"], row["mu_a"], row["mu_b"])


def saved(document):
    slow, fast = two_clerks(document)
    return slow - fast


def saved_error(document):
    ours = saved(document)
    return 4 * math.hypot(ours.std(ddof=1) / math.sqrt(ours.size), document["expected"]["se_diff"])


def apart(document):
    return two_clerks(document).var(axis=1, ddof=1).sum()


REPLICATIONS = 2_000
"""The reference's, as its variance and its standard error say."""


def coverage(document):
    samples = saved(document).reshape(-1, 20)
    return np.mean([low <= document["expected"]["mean_diff"] <= high for _, low, high in map(mean_interval, samples)])


def coverage_error(document):
    """The reference counts 100 intervals, and we 400."""
    return 4 * math.sqrt(0.95 * 0.05 * (1 / 100 + 1 / 400))


def steady(speed):
    return Rule(
        lambda row: Clerks(arrivals=row["expected"]["lam"], rate=row["expected"][speed], clerks=1).exact()["wait"]
    )


T16 = {
    **{f"expected.{name}": GIVEN for name in ("n_customers", "lam", "mu_a", "mu_b")},
    "expected.mean_diff": Rule(lambda row: saved(row).mean(), saved_error),
    "expected.se_diff": Rule(lambda row: saved(row).std(ddof=1) / math.sqrt(REPLICATIONS), 0.0, 0.1),
    "expected.var_crn": Rule(lambda row: saved(row).var(ddof=1), 0.0, 0.1),
    "expected.var_indep": Rule(apart, 0.0, 0.1),
    "expected.variance_ratio": Rule(lambda row: apart(row) / saved(row).var(ddof=1), 0.0, 0.1),
    "expected.corr": Rule(lambda row: np.corrcoef(*two_clerks(row))[0, 1], 0.0, 0.1),
    "expected.coverage_of_95ci_20reps_100trials": Rule(coverage, coverage_error),
    "expected.steady_state_Wq.a": steady("mu_a"),
    "expected.steady_state_Wq.b": steady("mu_b"),
    "lindley_10.ia_seed": GIVEN,
    "lindley_10.st_seed": GIVEN,
    "lindley_10.waits": Rule(ten_waits, 1e-9),
}
