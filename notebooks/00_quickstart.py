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
# # Quickstart: which weights can be defended, and what would they make people do?
#
# In January 2012 Guangdong province opened pilots of government performance management (政府绩效管理试点) in five
# regions and two departments. This page loads the scenario of those pilots, derives indicator weights (指标权重)
# inside its rules, asks why they are what they are, plays the assessment years, and compares two schemes under the
# same luck.
#
# **The numbers of this scenario are illustrative and its panel is synthetic**; only the notice and the few values
# marked as sourced are real.

# %%
import pandas as pd

import govperf_sim as gp

gd = gp.load_scenario("../scenarios/guangdong2012")  # everything checked, every number cited
gd

# %% [markdown]
# ## Derive
#
# The rules allow many weights. The goal, which the scenario declares beforehand, picks one: as close to the reference
# weights (参考权重) as may be, while no group is wronged more than a guard allows (its *regret*, 遗憾值: how far its units
# fall short of what the rules would let them score). Weights are shown in points of 100, by domain (维度).

# %%
gd.goal

# %%
weights = gp.derive_weights(gd.weighting)
domain = {code: indicator.domain for code, indicator in gd.framework.indicators.items()}
points = (100 * weights.table.T.groupby(domain, sort=False).sum()).round(1).rename_axis("domain")
points.where(points > 0, "")

# %% [markdown]
# ## Explain
#
# Which rules bind, what is each worth, and which clause of the notice asks for it?

# %%
pd.set_option("display.max_colwidth", None)
weights.explain("en")[["clause", "worth", "sentence"]].head(6)

# %% [markdown]
# ## Look at the units
#
# Ranks across a system stand on the core indicators (共性指标) only, because totals of different groups are not one
# ruler. Units that a scheme sets apart, such as departments under vertical management, are ranked in a pool of their own;
# here the pool of each unit is its system.

# %%
weights.units[["pool", "core_score", "rank_in_pool", "score", "rank_in_group", "regret"]].round(3)

# %% [markdown]
# ## Simulate and compare
#
# What would happen if verification visits (察访核验) were doubled? Both schemes meet the same luck, so the difference
# is taken within each replication. The measure is the part of the score that is fabricated and still stands.

# %%
played = gp.simulate({"adopted": gd, "more visits": gd.variant("double_visits")}, years=3, replications=40, seed=2012)
played.compare("gaming_share", by="group").drop(columns=["scenario", "versus", "measure"]).round(3)

# %% [markdown]
# ## What was learnt
#
# - A scenario is a folder of files; nothing in it goes unchecked, and every number says where it comes from.
# - Weights come with reasons: the rule that binds, its price, its clause.
# - Two schemes are compared under one luck, with an interval.
#
# **Exercise.** The variant `looser_growth` lets economic growth weigh ten points. Whom does it favour?
#
# *Solution.* Derive under both, and look at the core scores (in points of 100):

# %%
looser = gp.derive_weights(gd.variant("looser_growth").weighting)
change = 100 * (looser.units["core_score"] - weights.units["core_score"])
(change.round(1) + 0.0).rename("change of core score").to_frame()

# %% [markdown]
# All five regions gain, since growth was near or above its target everywhere (the indicator is saturated, 饱和), and
# Yunfu, the ecological mountain city, gains most: growth is where it scores as well as the others. Weakening growth can
# therefore hurt the very unit it is meant to protect, unless progress is scored beside level and ranks stay within
# groups. (Illustrative units; the departments do not answer for growth and are untouched.)
