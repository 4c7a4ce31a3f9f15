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
# # Should weights be chosen for what they will make people do?
#
# **Question.** Weights (权重) decide where effort goes, and which lies pay. An office that knows this could choose, among all
# weights its rules allow, those under which welfare (福利) is highest once units (单位) have answered. When is that wise, when
# is it not, and how would one know?
#
# The towns are invented and every behavioural number is illustrative: nothing here may be used for a real assessment.

# %%
import numpy as np
import pandas as pd

import govperf_sim as gp
from govperf_sim.codesign.advice import advice
from govperf_sim.codesign.break_even import break_even
from govperf_sim.codesign.forensics import bunching_test, surviving_improvement
from govperf_sim.codesign.trial import DecisionType, trial
from govperf_sim.report.anticipate.answers import Answers
from govperf_sim.report.anticipate.labels import labels_of_anticipated
from govperf_sim.report.anticipate.pictures import anticipate_pictures
from govperf_sim.theory.answered import Answered

LANGUAGE = "en"  # or "zh": every figure follows
pd.set_option("display.max_colwidth", None)

towns = gp.load_scenario("six_towns", LANGUAGE)

# %% [markdown]
# ## One town, two tasks: by hand
#
# A unit is paid for its score $w_1 e_1 + w_2 e_2$ plus what it fabricates (虚报). Effort costs $e^2/2$, a lie in indicator j
# costs $\kappa_j m_j^2/2$, and a level of task 1 is worth 1.2, of task 2 only 0.8. Lies about task 1 are cheap. Importance
# says $w = (0.6, 0.4)$. What should an office choose that knows how the unit answers?


# %%
def welfare(first):
    case = Answered(
        valued=(1.2, 0.8),
        shown=((1.0, 0.0), (0.0, 1.0)),
        weights=(first, 1.0 - first),
        lie_costs=(0.5, 2.0),
        substitution=0.0,
        found=0.2,
        forfeit=1.0,
    )
    return case.exact()["welfare"]


shares = np.linspace(0.0, 1.0, 101)
best = max(shares, key=welfare)
by_hand = (1.2 - 0.8 + (1 + 0.6**2 / 2.0)) / ((1 + 0.6**2 / 0.5) + (1 + 0.6**2 / 2.0))
pd.Series({"importance": 0.6, "best of 101 tried": best, "by hand": by_hand}, name="weight of task 1").round(
    3
).to_frame()

# %% [markdown]
# The weight of the task that is worth more comes out *below* its importance, because lies about it are cheap: a lie answers its weight, costs
# the unit effort of another kind, and gives nobody anything.
#
# ## Six towns: what the response model promises
#
# `anticipate` stays inside the same rules (规则) and keeps the regret (遗憾值) of every group in check. What nobody knows is
# declared beside the scenario (`experiments/anticipate.yaml`) and drawn: costs of effort and of lies, how tasks crowd one another out.

# %%
found = gp.anticipate(towns, starts=4)
(100 * found.welfare.mean()).round(2).rename("welfare in the response model, points").to_frame()

# %% [markdown]
# The start, *regret guard*, is what the scenario gives now. The gain is positive by construction: a search that never ends below
# its start cannot do worse **in the model it searches in**, on average over the worlds it was given. World by world it is another matter:

# %%
gain = 100 * (found.welfare["anticipated"] - found.welfare["regret_guard"])
pd.Series(
    {
        "mean gain": gain.mean(),
        "worst world": gain.min(),
        "best world": gain.max(),
        "worlds in which it loses": (gain < 0).sum(),
        "worlds": len(gain),
    }
).round(2).to_frame("points")

# %% [markdown]
# ## What the full simulation says
#
# The trial plays all schemes under the same luck, in every world, and with units of every decision type (决策类型): best response,
# learning by trying, rule of thumb, copying the best. The model that chose the weights is not asked again.

# %%
tried = trial(found, replications=4)
tried.standing[["worlds", "won", "lost", "open"]]

# %%
seen = Answers(tried)
schemes, duels = anticipate_pictures(seen, labels_of_anticipated(seen, LANGUAGE))
duels

# %% [markdown]
# Losses are drawn as plainly as gains. The gains are larger than the losses, which is why the average is positive, and there are about as many of
# either: these weights are a bet.
#
# ## When not to use them
#
# The advice follows from the trial by a rule that is told beforehand, and says why not.


# %%
def said(told):
    return pd.DataFrame({f"use: {told.use}": [reason.text(LANGUAGE) for reason in told.reasons]})


said(advice(tried, break_even(found)))

# %%
pd.DataFrame({"where it loses": tried.losing.text(LANGUAGE).splitlines()})

# %% [markdown]
# That is what the bet is on: where tasks hardly crowd one another out (substitution), plain weights are better in every world, whoever decides.
#
# ## What effort alone cannot explain
#
# Weights and targets that pay for lies show in reported data. Units that run at a target bunch above it without any lie, so a bunching (聚集)
# accuses nobody until it exceeds what effort alone can do. That bound needs to know the noise of a year, how often units see where they stand, and
# what the target is worth; what is not known leaves the question open.

# %%
reported = pd.Series([1.05] * 66 + [0.95] * 24)
cases = {
    "all declared": {"noise": 1.0, "dates": 12, "bonus": (0.5, 1.5)},
    "a bonus without limit": {"noise": 1.0, "dates": 12, "bonus": (0.5, 6.0)},
    "nothing known": {},
}
tests = {case: bunching_test(reported, 1.0, **known).text(LANGUAGE) for case, known in cases.items()}
pd.Series(tests, name="what can be said").to_frame()

# %% [markdown]
# ## What survives verification

# %%
claims = pd.DataFrame(
    {
        "before": 0.50,
        "reported": [0.60, 0.58, 0.66, 0.55, 0.62, 0.57],
        "verified": [0.55, 0.58, np.nan, 0.53, 0.54, np.nan],
        "chance": 4 / 6,
    }
)
survived = {"chances known": claims, "chances unknown": claims.drop(columns="chance")}
pd.Series({k: surviving_improvement(c).text(LANGUAGE) for k, c in survived.items()}, name="what can be said").to_frame()

# %% [markdown]
# ## What was learnt
#
# - Weights that anticipate behaviour gain in the model that chose them, on average; whether they gain where everything happens has to be played.
# - A positive average may be a bet on one number nobody knows. The trial finds which, and the report says so.
# - With units that learn by trying the same weights gain nothing, whatever the world.
# - A bunching, or an improvement that does not survive, is a reason to look, never a proof; without the chances of a visit only bounds are left.
#
# **Exercise.** Suppose the office knew that all units are best responders. Play the trial for that type alone. Does the advice change?
#
# *Solution.*

# %%
alone = trial(found, replications=4, types=[DecisionType.AS_IT_IS, DecisionType.BEST_RESPONSE])
said(advice(alone, break_even(found)))

# %% [markdown]
# It does not. The bet is on how tasks crowd one another out, not on how units decide; that is the number to find out first.
