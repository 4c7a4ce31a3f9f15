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
# # How far can a ranking be trusted?
#
# **Question.** A table says that one unit is 4th and another 5th. Would that still be so if somebody had chosen the
# weights (权重), the method of scoring (计分办法) or the indicators (指标) a little differently? Which places
# (名次) hold whatever one chooses, and which ought to be called ties (并列)?
#
# **These data are real**: the Technology Achievement Index (技术成就指数) of 2001, 23 countries and 8 indicators, as
# printed in the *Handbook on Constructing Composite Indicators* (OECD/EU/JRC 2008, Appendix Table A.2). It is the worked
# example of the field, so that what is found here can be held against what others found.

# %%
from itertools import pairwise

import ipywidgets
import numpy as np
import pandas as pd

import govperf_sim as gp
from govperf_sim.report.figures.dominance import dominance_figure
from govperf_sim.report.figures.intervals import intervals_figure
from govperf_sim.report.figures.sensitivity import sensitivity_figure
from govperf_sim.report.labels import labels_of
from govperf_sim.robustness.bands import bands
from govperf_sim.robustness.flips import flips
from govperf_sim.robustness.reversals import reversals
from govperf_sim.scenario.varied import varied

LANGUAGE = "en"  # or "zh": every figure follows
pd.set_option("display.max_colwidth", None)

tai = gp.load_scenario("../scenarios/tai2001")
labels = labels_of(tai, LANGUAGE)
weights = gp.derive_weights(tai.weighting)
ranking = pd.DataFrame({
    "country": [labels.unit(u) for u in weights.units.index],
    "score": (100 * weights.units["score"]).round(1).to_numpy(),
    "rank": weights.units["rank_in_group"].to_numpy(),
}, index=weights.units.index).sort_values("rank")  # fmt: skip
ranking.head(8)

# %% [markdown]
# All eight indicators weigh the same, as in the index itself; a value is scored by its place between the worst and the
# best of these 23 countries (极差法).
#
# ## The same data, the same weights, other posts
#
# The United Nations did not score between the extremes of 23 countries but between those of 72, and let nothing count
# beyond the average of the OECD in telephones and electricity (*Human Development Report 2001*, technical note 2).
# These posts (上下限) are the only thing that changes here:

# %%
POSTS = {
    "patents": (0, 994),
    "royalties": (0, 272.6),
    "internet": (0, 232.4),
    "exports": (0, 80.8),
    "telephones_log": (np.log10(1), np.log10(901)),
    "electricity_log": (np.log10(22), np.log10(6969)),
    "schooling": (0.8, 12.0),
    "university": (0.1, 27.4),
}
values = tai.panel.wide(2001)
between = pd.DataFrame(
    {k: gp.normalise.saturating(values[k].to_numpy(), *posts) for k, posts in POSTS.items()}, values.index
)
ranking["rank, posts of the UN"] = between.mean(axis=1).rank(ascending=False).astype(int)
moved = (ranking["rank, posts of the UN"] - ranking["rank"]).abs()
ranking[moved >= 2]

# %% [markdown]
# The table of the Handbook lists the countries in the order of the index as published, so the posts can be held against it:

# %%
published = pd.Series(range(1, len(ranking) + 1), index=list(tai.framework.units))
off = (ranking["rank, posts of the UN"] - published)[lambda by: by != 0]
pd.Series(
    {"at their published place": len(ranking) - len(off), **{labels.unit(u): f"off by {n:+d}" for u, n in off.items()}},
    name="countries",
).to_frame()

# %% [markdown]
# Norway is 4th by one ruler and 12th by the other, and no figure about Norway has changed: it uses more electricity than
# anybody, which counts fully between the extremes of 23 and hardly at all where the ruler ends at the average of the
# OECD. **A ranking is a statement about units and about a method.** The rest of this page asks how much of it is about
# the units.
#
# ## What holds under all weights that the rules allow
#
# The Handbook lets every weight lie between 10 and 15 % (its Table 19). Nobody has to draw weights at random to see what
# this allows: best and worst rank are optimisation problems, and the answers below are exact and proven.

# %%
limits = gp.rank_limits(tai.weighting)
places = limits.table.loc[("group", "countries")]
settled = gp.dominance(tai.weighting)
rank = pd.concat({("group", "countries"): weights.units["rank_in_group"].astype(int)}, names=["level", "pool"])
dominance_figure(settled.leads["settled"], rank, labels)

# %% [markdown]
# Who can be reached from a country along the arrows is behind it under *every* admissible weighting; countries without a
# way from one to the other have no order of their own. In numbers:

# %%
pairs = settled.leads["settled"].value_counts()
pd.Series({
    "pairs of countries": len(settled.leads) // 2,
    "of them settled whatever the weights": pairs["ahead"],
    "ranks that hold whatever the weights": (places["best"] == places["worst"]).sum(),
    "places that the widest range spans": (places["worst"] - places["best"]).max() + 1,
    "countries whose range is proven": places["proven"].sum(),
}).to_frame("count")  # fmt: skip

# %% [markdown]
# ## What draws of weights do not show
#
# Many studies draw weights at random and report the ranks seen. Here are 20,000 uniform draws from the same admissible
# weights, beside the proven limits. A draw shows what is common; what is rare but possible it does not show.

# %%
drawn = gp.acceptability(tai.weighting, draws=20_000, seed=1)
both = places[["best", "worst"]].join(drawn.units.loc[("group", "countries")][["best_drawn", "worst_drawn"]])
missed = both[(both["best"] < both["best_drawn"]) | (both["worst"] > both["worst_drawn"])]
missed.rename(index=labels.unit)  # those that can stand where no draw has put them

# %% [markdown]
# ## How near is the next rank?
#
# Weights are published in whole points of 100, so a pair that turns round when less than one point moves is a tie.

# %%
turns = flips(tai.weighting, weights.table).pairs.loc[("group", "countries")]
ties = turns[turns["tie"]].reset_index()
pd.DataFrame({
    "ahead": [labels.unit(u) for u in ties["ahead"]],
    "behind": [labels.unit(u) for u in ties["behind"]],
    "gap of scores": (100 * ties["gap"]).round(2),
    "points to move": (50 * ties["total_simplex"]).round(2),  # a point taken and given changes two weights
})  # fmt: skip

# %% [markdown]
# How many ranks hold when every weight may be so many points more or less than published?

# %%
POINTS = (0.25, 0.5, 1.0, 1.5, 2.0, 2.5)
near = bands(tai.weighting, weights.table, POINTS).table
width = (near["worst"] - near["best"]).groupby(level="points")
pd.DataFrame({"ranks that hold": width.agg(lambda w: (w == 0).sum()), "places of the widest range": width.max() + 1}).T


# %%
def within(points):
    """The ranges of ranks while every weight stays within so many points."""
    return intervals_figure(limits.table, near.xs(points, level="points", drop_level=False), None, labels)


within(1.0)

# %% [markdown]
# With a kernel running, the slider draws it for other distances.

# %%
chosen = ipywidgets.SelectionSlider(options=POINTS, value=1.0, description="points", continuous_update=False)
ipywidgets.interactive(within, points=chosen)

# %% [markdown]
# ## Not only the weights
#
# Errors in the data, the normalisation (无量纲化), the treatment of outliers (异常值) and the weights could all have been
# otherwise. They are varied together, and the variance of the mean rank shift (名次平均移动) is divided among them
# by Sobol' indices: what a choice answers for alone (`first`), and with everything it acts together with (`total`).

# %%
offered = {offer.code: offer.choice for offer in varied(tai).offers if offer.choice is not None}


def examined(*codes):
    choices = [offered[code] for code in codes]
    return gp.sensitivity(
        tai.framework, tai.panel, tai.weighting, choices, period=2001, weights=weights.table, runs=600
    )


usual = examined("data_noise", "normalisation", "outliers", "weights")
size = pd.Series({("group", "countries"): len(ranking)})
sensitivity_figure(usual.shift, size, labels)

# %% [markdown]
# An index depends on the list of choices it is computed for. Add one more, the aggregation (综合方法), which may now be a
# weighted sum, a geometric or a harmonic mean:

# %%
more = examined("data_noise", "normalisation", "outliers", "weights", "aggregation")
pd.DataFrame({
    "total, four choices": usual.shift["total"].loc["group", "countries"],
    "total, five choices": more.shift["total"].loc["group", "countries"],
}).round(2)  # fmt: skip

# %%
spread = pd.DataFrame({
    name: found.ranks["low"].astype(int).astype(str) + "–" + found.ranks["high"].astype(int).astype(str)
    for name, found in (("four choices", usual), ("five choices", more))
}).loc["group", "countries"]  # fmt: skip
lowest = tai.scores.table.min(axis=1)
spread["lowest score"] = (100 * lowest).round(1)
spread["in"] = [labels.indicator(k) for k in tai.scores.table.idxmin(axis=1)]
spread.loc[ranking.index[:10]].rename(index=labels.unit)

# %% [markdown]
# (An index a little above 1 is an error of estimation.) Aggregation now answers for nearly everything, and Korea and Norway may stand almost anywhere. This is no
# reason to despair of ranking: a geometric mean punishes a low score, and a low score here means *close to the last of
# these 23 countries*, not *close to nothing*. A method that fits its scale badly makes noise; a robust analysis has to list
# choices that somebody could defend, and say which.
#
# ## Does it hang on one indicator?

# %%
without = reversals(tai.weighting, kinds=("drop_unit", "drop_indicator")).changes
dropped = without.loc["drop_indicator", ["pairs_reversed", "ranks_changed", "largest_change"]]
dropped = dropped.rename(index=labels.indicator).sort_values("pairs_reversed", ascending=False)
dropped.loc["any one country"] = without.loc["drop_unit", dropped.columns].max()
dropped

# %% [markdown]
# ## What to publish
#
# Where the first n countries can never fall behind rank n, a line may be drawn that no admissible weights can cross. Such
# classes (档次) are what the data support; within them, an order of 23 places promises more than it can keep.

# %%
order = list(ranking.index)
lines = [n for n in range(1, len(order) + 1) if places.loc[order[:n], "worst"].max() == n]
classes = {f"{a + 1}–{b}": labels.joined([labels.unit(u) for u in order[a:b]]) for a, b in pairwise([0, *lines])}
pd.Series(classes, name="countries").rename_axis("places").to_frame()

# %% [markdown]
# ## What was learnt
#
# - A rank speaks of a unit and of a method; without a word on the method it says little. The posts alone moved Norway from
#   12th to 4th.
# - Best and worst ranks over all admissible weights can be proven. Draws of weights show what is common, and understate
#   what is possible.
# - Some neighbours are ties: less than one published point of weight turns them round.
# - What "the" sensitive choice is depends on which choices are on the list; each must be one that can be defended.
# - Classes that no admissible weights can break are safer to publish than places.
#
# From the command line: `govperf robustness scenarios/tai2001` does all of this for any scenario, and the report of
# `govperf run` has a chapter on it.
#
# **Exercise.** The bounds of 10 to 15 % are narrow. How many pairs are still settled, and how wide is the widest range of
# ranks, when every weight may lie between 5 and 20 %, and when any weights will do?
#
# *Solution.* The question is put again with another rule:

# %%
q = tai.weighting
rows = []
for least, most in ((0.10, 0.15), (0.05, 0.20), (0.0, 1.0)):
    rule = gp.rules.EachShare("each", of=list(q.scores.columns), at_least=least, at_most=most)
    asked = gp.Weighting(scores=q.scores, groups=q.groups, rules=[rule])
    known = int((gp.dominance(asked).leads["settled"] == "ahead").sum())
    ranks = gp.rank_limits(asked).table
    rows.append((f"{least:.0%} to {most:.0%}", known, int((ranks["worst"] - ranks["best"]).max()) + 1))
pd.DataFrame(rows, columns=["each weight", "pairs settled", "places of the widest range"]).set_index("each weight")

# %% [markdown]
# With any weights at all, a pair is settled only where one country is ahead in every indicator, and the widest range
# covers every place. The firmness of a ranking is bought with rules on weights, which is why the rules, and not the
# ranking, are what has to be argued for.
