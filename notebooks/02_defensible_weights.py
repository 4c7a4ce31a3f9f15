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
# # Which weights can be defended, and against what?
#
# **Question.** Somebody has to sign a table of indicator weights (指标权重). A unit that did badly will ask: by what rules, why
# these and no others, whom do they hurt, what does each rule cost, and can it be computed again? What would an answer look
# like that holds?
#
# **The numbers of the Guangdong scenario are illustrative and its panel is synthetic**; the Technology Achievement Index
# (技术成就指数), used once for comparison, is real.

# %%
import json

import ipywidgets
import pandas as pd

import govperf_sim as gp
from govperf_sim.errors import CertificateError
from govperf_sim.report.figures.curves import curves_figure
from govperf_sim.report.figures.picture import Said
from govperf_sim.report.figures.ranges import ranges_figure
from govperf_sim.report.figures.standing import standing_figure
from govperf_sim.report.figures.weights import weights_figure
from govperf_sim.report.frames import by_part, parts_of, reference_of
from govperf_sim.report.labels import labels_of
from govperf_sim.weights.baselines import baselines, entropy, said
from govperf_sim.weights.certificate import Certificate
from govperf_sim.weights.curves import comparability_curve, kappa_curve
from govperf_sim.weights.goals import ClosestToReference, MinimaxRegret, RegretGuard, SumOfRegrets
from govperf_sim.weights.kept import kept
from govperf_sim.words import Name

LANGUAGE = "en"  # or "zh": every figure follows
pd.set_option("display.max_colwidth", None)

gd = gp.load_scenario("../scenarios/guangdong2012")
labels = labels_of(gd, LANGUAGE)
question = gd.weighting
pd.Series({
    "rules": len(question.rules),
    "groups of units": len(question.indicators_of),
    "weights to be found": sum(map(len, question.indicators_of.values())),
}, name="count").to_frame()  # fmt: skip

# %% [markdown]
# ## A question small enough for paper
#
# Two cities, two indicators, one rule: growth weighs 0.3 at most. City a does well in growth, b in air. Let $w$ be the weight
# of growth. City a scores $0.2 + 0.7w$ and would like $w = 0.3$; b scores $0.8 - 0.4w$ and would like $w = 0$. The **regret**
# (遗憾值) of a unit is how far it falls short of its own best, as a share of the way from its own worst: $\rho_a = (0.3-w)/0.3$,
# $\rho_b = w/0.3$. Three goals (目标), three answers:
#
# - stay close to the reference (参考权重), here one half: $w = 0.3$; then b bears all the regret there is;
# - least regret for the worst off: both alike, $w = 0.15$;
# - the **regret guard** (遗憾值上限) with $\kappa = 1/2$: close to the reference, but no regret above the midpoint of what these
#   two give the worst off, $(1 + 0.5)/2 = 0.75$, so $w = 0.3 \times 0.75 = 0.225$.

# %%
small = gp.Weighting(
    scores=pd.DataFrame({"growth": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"]),
    groups=pd.Series("cities", index=["a", "b"]),
    rules=[gp.rules.Share("cap_growth", of=["growth"], at_most=0.3)],
    reference=pd.Series({"growth": 0.5, "air": 0.5}),
)
goals = {
    "closest to the reference": ClosestToReference(),
    "least regret": MinimaxRegret(),
    "regret guard": RegretGuard(kappa=0.5),
}
answers = {name: gp.derive_weights(small, goal) for name, goal in goals.items()}
pd.DataFrame({
    name: {"weight of growth": w.table.at["cities", "growth"], **w.units["regret"].add_prefix("regret of ")}
    for name, w in answers.items()
}).T.round(6)  # fmt: skip

# %% [markdown]
# The package agrees with the paper. From here on it has more to solve, and nothing new to think.
#
# ## What do the rules leave open?
#
# Rules come first, each with its clause of the notice, before any data are looked at. For each weight, its least and its most
# while every rule is kept; the deep part is what serves the declared goal equally well.

# %%
weights = gp.derive_weights(question)
limits = gp.weight_limits(question, weights).table
ranges_figure(limits, question.system_of, labels)

# %%
wide = 100 * limits.loc[["core_urban", "ecological_mountain"]]
open_still = (wide["as_good_most"] - wide["as_good_least"]).groupby(level="group").max()
pd.DataFrame({
    "widest range the rules leave, points": (wide["most"] - wide["least"]).groupby(level="group").max(),
    "widest range the goal leaves, points": open_still,
}).round(1).rename(index=labels.group)  # fmt: skip

# %% [markdown]
# Rules alone do not choose, by far; the declared goal leaves nothing open. Two offices with the same rules, data and goal publish
# the same weights.
#
# ## Why not let the data choose?
#
# Entropy (熵权法), CRITIC and standard deviation weigh what tells units apart; the first principal component, what moves
# together. No one has to be asked. On the real Technology Achievement Index, whose Handbook lets every weight lie between 10 and
# 15 points:

# %%
tai = gp.load_scenario("../scenarios/tai2001").weighting
given = baselines(tai)
held = gp.compare_schemes(tai, given.tables)
by = held.groups.droplevel("group")
pd.DataFrame({
    "weights outside the rules": held.broken.groupby("scheme").size().reindex(by.index, fill_value=0),
    "points to the nearest admissible": (100 * held.distance).round(1),
    "mean regret": by["mean_regret"].round(3),
    "worst regret": by["worst_regret"].round(3),
    "misleads because": said(LANGUAGE)["misleads"].reindex(by.index),
})  # fmt: skip

# %%
pd.DataFrame({
    "entropy": (100 * entropy(tai.scores)).round(1),
    "entropy, 1 added to every score": (100 * entropy(tai.scores + 1)).round(1),
}).T  # fmt: skip

# %% [markdown]
# Adding 1 to every score changes no comparison of any kind, and more than halves the weight of patents. Weights that turn on where
# somebody put the zero cannot be explained to a unit that lost by them. (Equal weights give every country a regret of exactly
# one half: the rules lie symmetrically about them, so whatever a country gains one way it loses the other.)
#
# In the Guangdong pilot most of these methods do not even have an answer, because most groups are a single unit:

# %%
pilot = baselines(question, parts_of(gd.framework))
broken = gp.compare_schemes(question, pilot.tables).broken
pd.DataFrame({
    "answer": dict.fromkeys(pilot.tables, "weights") | {k: why[0].message.text(LANGUAGE) for k, why in pilot.refused.items()},
    "rules broken": broken.groupby("scheme")["rule"].nunique().astype(str),
}).fillna("")  # fmt: skip

# %% [markdown]
# ## Which of the admissible weights?
#
# A goal picks one. Four goals inside the same rules, and what they mean for the seven units:

# %%
goals["least regret in all"] = SumOfRegrets()
chosen = {name: gp.derive_weights(question, goal) for name, goal in goals.items()}
start = reference_of(weights)
pd.DataFrame({
    name: {
        "worst regret": w.units["regret"].max(),
        "mean regret": w.units["regret"].mean(),
        "total move from the reference, points": 100 * (w.table - start).abs().sum(axis=1).mean(),
    }
    for name, w in chosen.items()
}).T.round(3)  # fmt: skip

# %%
parts = parts_of(gd.framework)
weights_figure(by_part(weights.table, parts), by_part(start, parts), question.system_of, labels)

# %% [markdown]
# "Closest" ignores the units; "least regret" ignores what experts found sensible, and lets the data of a few units decide. The guard
# lies between, by a number declared beforehand, $\kappa$.
#
# ## What does $\kappa$ cost?
#
# At $\kappa = 1$ the weights are the closest that obey the rules, at 0 no group is wronged more than it must be. The cap on a
# group's regret is $(1-\kappa)\,T^*_g + \kappa\,T_g(w_p)$, a straight line; how far weights have to move for it is convex.


# %%
def word(zh, en):
    return Name(zh=zh, en=en).text(LANGUAGE)


curve = kappa_curve(question)
guard = weights.guard
regret, moved = {}, {}
for g in ("core_urban", "ecological_mountain", "land_resources"):
    own = curve.xs(g, level="group")
    worst, move = own["worst_regret"], 100 * own["by_guard"]
    line = (1 - worst.index) * guard.least_regret[g] + worst.index * guard.projected_regret[g]
    regret[labels.group(g)] = pd.DataFrame({"value": worst, "low": worst, "high": worst, "theory": line})
    moved[labels.group(g)] = pd.DataFrame({"value": move, "low": move, "high": move, "theory": move})
curves_figure(
    "kappa",
    Said(
        word("κ 的代价：权重（点）与公式（线）", "What kappa costs: derived weights (marks) and the formula (lines)"),
        word("κ 越大，最大遗憾值越大，权重移动越少", "the larger kappa, the larger the worst regret and the smaller the move"),
        "",
    ),
    "κ",
    {
        word("最大遗憾值", "worst regret"): regret,
        word("遗憾值上限引起的移动（分）", "total move by the guard, points"): moved,
    },
    labels,
)  # fmt: skip

# %% [markdown]
# There is no knee: nothing in the data says which $\kappa$ is right. One half is a convention, to be declared before the data are
# seen. (Only the left panel has a formula; on the right the marks are joined.) With a kernel running, the slider draws the weights
# for any of them.

# %%
kappas = ipywidgets.SelectionSlider(
    options=(0.0, 0.25, 0.5, 0.75, 1.0), value=0.5, description="κ", continuous_update=False
)
ipywidgets.interactive(
    lambda kappa: weights_figure(
        by_part(gp.derive_weights(question, RegretGuard(kappa)).table, parts),
        by_part(start, parts), question.system_of, labels,
    ),
    kappa=kappas,
)  # fmt: skip

# %% [markdown]
# ## Whom does it hurt?
#
# Every unit between its own worst and its own best under the rules. None stands at its best, and none at its worst.

# %%
standing_figure(weights.units, labels)

# %% [markdown]
# ## What does each rule cost, and whom?
#
# The price of a rule (影子价格) is what the goal would gain if its limit gave way a little. Every step of the goal has its own
# prices, the first in total move, the later ones in regret; a price of 1.5 in regret means: a point more of room, 0.015 less regret,
# as long as the price holds. The dearest rules of the regions, apart from the common ruler:

# %%
told = weights.explain(LANGUAGE)
regional = [g for g, system in question.system_of.items() if system == "regional"]
dear = told[told["group"].isin(regional) & (told["rule"] != "one_ruler") & (told["worth"] > 0)]
dear[["clause", "stage", "worth", "sentence"]].head(4).round({"worth": 2})

# %% [markdown]
# The cap on growth in the mountains is among the dear ones: it holds for one city, and through the common ruler (同一把尺子)
# for all. What does that ruler itself cost? With a tolerance, the core may weigh a little differently from group to group:

# %%
ruler = comparability_curve(question, "one_ruler")
ruler.index = (100 * ruler.index).rename("tolerance, points")
ruler.rename(columns={"worst_regret": "least worst regret of a region"}).round(3)

# %% [markdown]
# Two points of tolerance would spare the worst-off region most of its regret, and after that nothing more is to be had. The
# office pays that for being able to say that a core score of 60 means the same in every city. It may well be worth it; now it is
# known.
#
# ## Why did each weight move?
#
# In two steps: from the reference into the rules, and from there to what the guard asks. Each move is forced by named rows, or
# balances the sum.

# %%
mountain = weights.moves.loc["ecological_mountain"]
largest = mountain.loc[mountain["by_guard"].abs().sort_values(ascending=False, kind="stable").index[:6]]
pd.DataFrame({
    "reference": (100 * largest["reference"]).round(1),
    "by the rules": (100 * largest["by_rules"]).round(1),
    "by the guard": (100 * largest["by_guard"]).round(1),
    "weight": (100 * largest["weight"]).round(1),
    "guard forced by": largest["guard_rows"].map(", ".join),
}).rename(index=labels.indicator)  # fmt: skip

# %% [markdown]
# ## Published in whole points
#
# People publish points out of 100. Rounding each weight on its own breaks things:

# %%
own = question.indicators_of
rounded = weights.table.round(2)
ways = {"each rounded alone": rounded, "rounded by the package": weights.points / 100}
found = {name: kept(question, {(g, k): t.at[g, k] for g in own for k in own[g]}) for name, t in ways.items()}
pd.DataFrame({
    name: {
        "groups whose points do not add up to 100": int((table.sum(axis=1).round(6) != 1).sum()),
        "rules broken": found[name].loc[~found[name]["kept"].astype(bool), "rule"].nunique(),
    }
    for name, table in ways.items()
}).T  # fmt: skip

# %% [markdown]
# ## Can it be computed again?
#
# The certificate (证书) holds the question, the answer and its proofs. Checking takes arithmetic and no solver, so
# anybody can do it. Somebody now gives growth a thousandth more in one group and seals the file anew:

# %%
weights.certificate.verify()  # silent: every proof holds
content = json.loads(weights.certificate.to_json())
content["weights"]["core_urban"]["G1"] += 0.001
try:
    Certificate.of(content).verify()
except CertificateError as refused:
    faults = refused.faults
pd.Series([faults[0].message.text(LANGUAGE)], name="the first of what is found").to_frame()

# %% [markdown]
# ## What was learnt
#
# - Six questions, six computed answers: by which rules (ranges), why these (a goal, one answer), whom it hurts (regret), what
#   each rule costs whom (prices), why each weight moved (forcing rows), and again (certificate).
# - Data do not choose weights without somebody's assumption; the assumption is only better hidden.
# - $\kappa$ is a choice with a known price. It has to be made before the data are seen.
# - Points are found under the rules; rounding is not a detail.
#
# From the command line: `govperf weights scenarios/guangdong2012`.
#
# **Exercise.** The delegates of the mountain city ask for two things: growth shall weigh 4 points at most everywhere, and
# livelihood (民生) at least six times as much as growth. What would each do to the core scores of the regions, and can both be had?
#
# *Solution.* Change the numbers, each with its reason, and ask again (differences of core scores, in points of 100):

# %%
less = {"rules.cap_growth.at_most": 0.04}
more = {"rules.livelihood_over_growth.at_least": 6}
changes = {}
for wish, paths in {"growth at most 4": less, "livelihood six times growth": more, "both": less | more}.items():
    asked = gd
    for path, value in paths.items():
        asked = asked.replace(path, value, because="asked for by the delegates")
    units = gp.derive_weights(asked.weighting).units
    changes[wish] = 100 * (units["core_score"] - weights.units["core_score"])
pd.DataFrame(changes).loc[weights.units["group"].isin(regional)].rename(index=labels.unit).round(2) + 0.0

# %% [markdown]
# Both can be had, because the second wish contains the first: livelihood weighs 20 points at most in the manufacturing cities, so
# with six times as much growth is held to 3.3 there and, by the common ruler, everywhere. And the mountain city that asked loses by
# either: growth is near its target everywhere in this panel, so its weight comes easily to all. (Illustrative units.)
