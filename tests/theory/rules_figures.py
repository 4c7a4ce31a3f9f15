"""Numbers of figures that err: surveys and rankings (t08, t10)."""

import functools
import math

import numpy as np
from scipy.special import ndtr
from theory.rules import GIVEN, Rule, simulated

from govperf_sim.simulation import Survey
from govperf_sim.simulation.survey import expected_share
from govperf_sim.theory.opinion import Opinion
from govperf_sim.theory.ranking import Ranking
from govperf_sim.theory.sample import Sample
from govperf_sim.theory.tails import selection


def sampled(row):
    told = Sample(content=row["p"], asked=row["n"], public=row["N"], cluster=1).exact()
    return math.sqrt(told["variance"])


def asked(row):
    return Survey(indicators=(), asked=100, returns=row["resp_satisfied"], returns_discontent=row["resp_dissatisfied"])


def answers(row, which):
    return float(expected_share(np.array(row["p"]), asked(row))[which])


def all_answer(**terms):
    return Opinion(**terms, returns=1.0, returns_discontent=1.0).exact()


def pair(row):
    return all_answer(best=row["p1"], worst=row["p2"], units=2, asked=row["n"])


def normal_pair(row):
    """Two figures taken for normal ones, with the variances that the package's own sum gives them."""
    worse = all_answer(best=row["p2"], worst=0.5, units=2, asked=row["n"])
    return ndtr((row["p2"] - row["p1"]) / math.sqrt(pair(row)["variance"] + worse["variance"]))


@functools.cache
def misranked(units, n):
    return all_answer(best=0.85, worst=0.75, units=units, asked=n)["misranked"]


def clustered(quantity):
    return Rule(lambda row: Sample(cluster=row["cluster_size"], correlation=row["icc"]).exact()[quantity])


T08 = {
    **{f"expected.se[].{name}": GIVEN for name in ("n", "N", "p")},
    "expected.se[].se": Rule(sampled),
    "expected.se[].se_hypergeom": Rule(sampled),
    **{f"expected.response_bias[].{name}": GIVEN for name in ("p", "resp_satisfied", "resp_dissatisfied")},
    "expected.response_bias[].expected_share": Rule(lambda row: answers(row, 0)),
    "expected.response_bias[].bias": Rule(lambda row: answers(row, 0) - row["p"]),
    "expected.response_bias[].response_rate": Rule(lambda row: answers(row, 1)),
    **{f"expected.misrank[].{name}": GIVEN for name in ("p1", "p2", "n")},
    "expected.misrank[].normal": Rule(normal_pair),
    "expected.misrank[].exact_half_ties": Rule(lambda row: pair(row)["misranked"]),
    "expected.kendall[].units": GIVEN,
    "expected.kendall[].n": GIVEN,
    "expected.kendall[].expected_tau_half_ties": Rule(lambda row: 1 - 2 * misranked(row["units"], row["n"])),
    "expected.design_effect[].cluster_size": GIVEN,
    "expected.design_effect[].icc": GIVEN,
    "expected.design_effect[].deff": clustered("design_effect"),
    "expected.design_effect[].effective_n_of_400": clustered("worth_asking"),
}


def ranking(row, **terms):
    return Ranking(reliability=row["reliability"], **terms)


def selected(quantity):
    return Rule(lambda row: ranking(row, top_share=row["top_share"]).exact()[quantity])


def spearman(units):
    return Rule(lambda row: ranking(row, units=units).exact()["spearman"])


def spearman_of_very_many(row):
    """Moran's mean is a + b/(n + 1), so two sizes give the limit."""
    few, more = spearman(7).ours(row), spearman(21).ours(row)
    return (22 * more - 8 * few) / 14


def winner(reliability):
    return Rule(lambda row: Ranking(reliability=reliability, units=row["n"]).exact()["winner_worth"])


@functools.cache
def blamed(units, bottom, reliability):
    return Ranking(reliability=reliability, units=units, bottom=bottom).exact()


CONTESTS = 200_000
"""The reference's, as the standard errors say that it gives."""


def accused(quantity, draws):
    return simulated(
        lambda row: blamed(row["n"], row["bottom_k"], row["reliability"])[quantity], lambda row: CONTESTS * draws(row)
    )


def one(_):
    return 1


def every(row):
    return row["bottom_k"]


def blame_error(row):
    share = blamed(row["n"], row["bottom_k"], row["reliability"])["false_accountability"]
    return math.sqrt(share * (1 - share) / CONTESTS / row["bottom_k"])


def extremal(share):
    """The reference does not say of how many draws its means are; they are as near as those of a million."""

    def ours(row):
        return selection(1.0, {"normal": 0.0, "t3 scaled": 1 / 3}[row["noise"]], share).worth

    return Rule(ours, 4 / math.sqrt(1_000_000 * share))


T10 = {
    "expected.selection[].reliability": GIVEN,
    "expected.selection[].top_share": GIVEN,
    "expected.selection[].E_V_selected": selected("selected_worth"),
    "expected.selection[].E_M_selected": selected("selected_score"),
    "expected.selection[].shrinkage": selected("shrinkage"),
    "expected.selection[].P_truly_top_given_selected": selected("selected_truly_top"),
    "expected.selection[].false_positive_share": Rule(lambda row: 1 - selected("selected_truly_top").ours(row)),
    "expected.rank_correlation[].reliability": GIVEN,
    "expected.rank_correlation[].rho": Rule(lambda row: math.sqrt(row["reliability"])),
    "expected.rank_correlation[].spearman_pop": Rule(spearman_of_very_many),
    "expected.rank_correlation[].kendall_pop": Rule(lambda row: ranking(row).exact()["kendall"]),
    **{f"expected.rank_correlation[].E_spearman_n{n}": spearman(n) for n in (7, 21, 210)},
    "expected.best_of_n[].n": GIVEN,
    "expected.best_of_n[].E_max_std_normal": Rule(lambda row: winner(0.25).ours(row) / 0.5),
    **{f"expected.best_of_n[].E_true_of_winner_R{r}": winner(r) for r in (0.3, 0.5, 0.7, 0.9)},
    **{f"expected.false_accountability_MC[].{name}": GIVEN for name in ("n", "bottom_k", "reliability")},
    "expected.false_accountability_MC[].false_accountability_share": accused("false_accountability", every),
    "expected.false_accountability_MC[].wrongly_punished_above_median": accused("better_half", every),
    "expected.false_accountability_MC[].P_true_best_ranked_first": accused("winner_is_best", one),
    "expected.false_accountability_MC[].se": Rule(blame_error, 0.0, 0.01),
    "expected.false_accountability_MC[].MC_E_spearman": Rule(
        lambda row: blamed(row["n"], row["bottom_k"], row["reliability"])["spearman"], 4 * 0.3 / math.sqrt(CONTESTS)
    ),
    **{
        f"expected.extremal_MC[].E_V_top_{share}": extremal(float(share))
        for share in ("0.1", "0.01", "0.001", "0.0001")
    },
}
