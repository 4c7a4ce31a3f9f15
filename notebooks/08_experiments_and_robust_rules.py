# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Which rule is safe to choose when nobody knows the world it will meet?
#
# **Question.** An office can choose how many towns it visits in a year (察访核验). Nobody knows what share of lies a visit
# finds, nor how readily towns fabricate (虚报). Do more visits help, how sure is that, in which circumstances do they fail,
# and how many should one choose *now*?
#
# An **experiment** sets policies (方案, what the office chooses) against one another in the same worlds (情形, what nobody
# chooses and nobody knows), under the same luck (运气). The six towns are invented and all numbers are illustrative.

# %%
import tempfile
from pathlib import Path

import ipywidgets
import numpy as np
import pandas as pd

import govperf_sim as gp
from govperf_sim.experiments.analysis import Analysis, Failure
from govperf_sim.experiments.design.distributions import LogUniform, Triangular, Uniform
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import LatinHypercube
from govperf_sim.experiments.estimates.precision import Precision
from govperf_sim.experiments.experiment import Plans, of_scenario
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.report.experiment.answers import answers
from govperf_sim.report.experiment.labels import labels_of_findings
from govperf_sim.report.experiment.pictures import experiment_pictures
from govperf_sim.words import Name

LANGUAGE = "en"  # or "zh": every figure follows
pd.set_option("display.max_colwidth", None)

towns = gp.load_scenario("six_towns", LANGUAGE)
towns

# %% [markdown]
# ## Why the same luck
#
# Play two and four visits a year. If both meet the same luck, what is common to both cancels in the difference; if each is
# played with luck of its own, it does not. How much does the difference vary from one replication (重复) to the next?

# %%
schemes = {"two": towns, "four": towns.variant("more_visits")}
same = gp.simulate(schemes, years=2, replications=60, seed=1).to_frame()
other = gp.simulate({"four": schemes["four"]}, years=2, replications=60, seed=2).to_frame()
means = [
    f.groupby(["measure", "scenario", "replication"])["value"].mean().unstack("replication") for f in (same, other)
]
rows = {}
for measure in ("welfare", "score", "fabricated"):
    two, four, elsewhere = means[0].loc[measure, "two"], means[0].loc[measure, "four"], means[1].loc[measure, "four"]
    paired, unpaired = (four - two).std(), (elsewhere - two).std()
    rows[measure] = ((four - two).mean(), paired, unpaired, (unpaired / paired) ** 2)
columns = ["difference", "deviation, same luck", "deviation, own luck", "replications saved, times"]
pd.DataFrame.from_dict(rows, orient="index", columns=columns).round(4)

# %% [markdown]
# The interval of a mean narrows with the square root of replications, so the last column says how many times as many would
# be needed without common luck: very many for welfare, where the weather of the year is most of what varies, and no more
# for fabrication, where what varies is which towns the lot sends a visit to. Common luck never costs anything here; how
# much it saves depends on what is compared.
#
# ## An experiment
#
# Levers (可选择的) and uncertainties (不确知的) are addresses in the scenario with their values. A Latin hypercube spreads 36
# worlds evenly over what is not known. Every policy meets all of them.

# %%
visits = Lever(
    code="visits",
    path="cycle.visits.a_year",
    values=(1, 2, 3, 4, 5, 6),
    because="from one town a year to all six",
    name=Name(zh="每年察访镇数", en="towns visited a year"),
)
unknown = [
    Uncertainty(code=code, path=path, spread=spread, because=because, name=Name(zh=zh, en=en))
    for code, path, spread, because, zh, en in (
        (
            "detection",
            "cycle.visits.detection",
            Uniform(0.3, 0.9),
            "no data on it",
            "察访查出率",
            "detection on a visit",
        ),
        (
            "propensity",
            "cycle.reports.propensity",
            Triangular(0.1, 0.5, 0.9),
            "not observed",
            "虚报倾向",
            "propensity to lie",
        ),
        (
            "lying_costs",
            "cycle.reports.fabrication_cost",
            LogUniform(0.1, 0.4),
            "half to double",
            "虚报代价",
            "cost of lying",
        ),
    )
]
fabricated = Outcome(code="fabricated", measures=("fabricated",))
too_much = Failure(outcome="fabricated", above=0.03)
asked = of_scenario(
    towns,
    levers=[visits],
    uncertainties=unknown,
    outcomes=[fabricated, Outcome(code="welfare", measures=("welfare",))],
    plans=Plans(uncertainties=LatinHypercube(36)),
    years=2,
    replications=8,
    by_group=False,
    analysis=Analysis(failures=(too_much,)),
)
found = asked.run()
found.policies.T  # policy 0 is the scenario as it is

# %% [markdown]
# The same experiment can be declared in a file beside the scenario (`experiments/visits.yaml`) and run with `govperf
# experiment six_towns visits`, on as many processors as there are, stopped and gone on with at will.
#
# ## Do more visits help?
#
# Differences from the scenario as it is, in points of 100, with 95 % intervals over luck, the worlds being as designed:

# %%
told = answers(found)
labels = labels_of_findings(told.manifest, LANGUAGE)
drawn = {picture.name: picture for picture in experiment_pictures(told, labels)}
drawn["differences"]

# %% [markdown]
# More visits mean fewer lies. Welfare hardly moves: it counts what is achieved, less what it costs, and in this scenario a
# town that lies does not work less for it.
#
# ## Where does a policy fail?
#
# An average over worlds can hide the world one will live in. Call it a failure when more than three points of 100 are
# fabricated. Where that happens, and which ranges of what nobody knows explain it, is found by PRIM (Friedman and Fisher
# 1999, as Bryant and Lempert 2010 use it for policies), and held against chance.

# %%
drawn["failing"]

# %%
failing = {int(found.policies["visits"][p]): found.failures(too_much, policy=p) for p in found.policies.index}
pd.DataFrame({
    "worlds that fail": {v: f.failing for v, f in failing.items()},
    "explained by": {v: ", ".join(k for box in f.boxes for k in box.limits.index) or "—" for v, f in failing.items()},
    "of failures explained": {v: f"{sum(b.coverage for b in f.boxes):.0%}" for v, f in failing.items()},
}).rename_axis("visits").sort_index()  # fmt: skip

# %% [markdown]
# With one visit a year nearly every world fails, save where few are ready to lie. With two, failures have an address: the
# worlds in which a visit sees little. That is worth more than an average, because it says what to find out first.

# %%
drawn["effects_uncertainties"]

# %% [markdown]
# ## Which policy is robust?
#
# Visits are not free. Let the office say what a visit is worth to it: the `price`, in points of fabricated score (mean of
# all towns) that it would put up with to be spared one visit a year. A world and a policy then have a loss (损失), and three
# old rules choose a policy without knowing the world:
#
# | rule | chooses the least | after |
# |---|---|---|
# | mean 平均 | mean loss over worlds | Laplace |
# | worst case 最坏情形 | largest loss in any world | Wald 1950 |
# | regret 遗憾 | largest shortfall against the policy that was best in that world | Savage 1951 |

# %%
cells = found.to_frame()
lies = cells[cells["outcome"] == "fabricated"].pivot(index="world", columns="visits", values="value")


def judged(price):
    """What every number of visits costs by each of the three rules."""
    loss = 100 * lies + price * lies.columns.to_numpy()
    regret = loss.sub(loss.min(axis=1), axis=0)
    best_in = loss.idxmin(axis=1).value_counts().reindex(lies.columns, fill_value=0)
    return pd.DataFrame(
        {"mean": loss.mean(), "worst case": loss.max(), "regret": regret.max(), "best in worlds": best_in}
    )


judged(0.5).round(2)

# %%
prices = (0.1, 0.3, 0.5, 1.0, 1.5, 2.0)
pd.DataFrame({price: judged(price)[["mean", "worst case", "regret"]].idxmin() for price in prices}).rename_axis(
    columns="price of a visit"
)

# %%
slider = ipywidgets.SelectionSlider(options=prices, value=0.5, description="price", continuous_update=False)
ipywidgets.interactive(
    lambda price: judged(price).round(2).style.highlight_min(props="font-weight: bold"), price=slider
)

# %% [markdown]
# The rules nearly agree where visits are cheap, and part as they become dear. The mean trusts that the worlds are as likely as the
# design made them; the worst case looks at a single world, however odd; regret asks in each world what could have been
# had, and mostly lies between. None of them is *the* right one: that is a choice for those who answer for it, and it should
# be made before the table is seen.
#
# ## How often is often enough?
#
# Eight replications were a guess. A rule can go on until the interval is as narrow as the decision needs: here, a tenth of
# a point either way, looked at after every block.

# %%
once = of_scenario(
    towns,
    levers=[Lever(code="visits", path="cycle.visits.a_year", values=(2, 4), because="a second visit to two towns")],
    outcomes=[fabricated],
    years=2,
    replications=Precision(outcome="fabricated", half_width=0.001, first=32, at_most=1024),
    by_group=False,
)
played = once.run()
once.rule.verdict(played.samples)

# %% [markdown]
# What has been played is kept: with a folder, an experiment that was broken off goes on where it was, and nothing is played
# twice. A number depends on the seed (随机种子), the world and the policy, never on who played it or when.

# %%
with tempfile.TemporaryDirectory() as folder:
    store = Path(folder) / "visits"
    short = of_scenario(towns, levers=[visits], outcomes=[fabricated], years=1, replications=4, by_group=False)
    first = short.run(store=store).summary("fabricated")
    again = short.run(store=store).summary("fabricated")  # read, not played
    files = sorted(path.name for path in store.iterdir())
pd.Series(
    {"in the folder": ", ".join(files), "the same to the last digit": bool(np.array_equal(first, again))}
).to_frame("found")

# %% [markdown]
# ## What was learnt
#
# - Policies are compared in the same worlds and under the same luck; the interval is about luck, and what the worlds are
#   is said beside it.
# - "Better on average" and "fails nowhere" are two questions. Where a policy fails has an address, and that address says
#   what to find out first.
# - Mean, worst case and regret are three rules of choice. They may disagree; which to follow is for the office to say,
#   beforehand.
# - Replications are cheap: let the wanted interval decide how many.
#
# **Exercise.** Somebody offers to find out beforehand what share of lies a visit finds. It turns out to be at least 0.6. How many
# visits does each rule then choose, where a visit is worth half a point, and what was the knowledge worth?
#
# *Solution.* The worlds that are left are judged as before:

# %%
known = found.worlds["detection"] >= 0.6
everywhere, lies = lies, lies[known.to_numpy()]
sure = judged(0.5)
sure.round(2)

# %%
lies = everywhere
unsure = judged(0.5)
rules = ["mean", "worst case", "regret"]
pd.DataFrame({
    "visits, not knowing": unsure[rules].idxmin(),
    "visits, knowing": sure[rules].idxmin(),
    "loss it could come to, not knowing": unsure[rules].min(),
    "loss it could come to, knowing": sure[rules].min(),
}).round(2)  # fmt: skip

# %% [markdown]
# Fewer visits will do, and the loss to be reckoned with falls, by most for those who look at the worst case or at regret: what
# they insure against is what is not known.
