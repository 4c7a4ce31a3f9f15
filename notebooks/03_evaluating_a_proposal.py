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
# # Somebody proposes another scheme: what should the office answer?
#
# **Question.** A paper asks for economic growth (经济增长) to count 20 points of 100 in every region. Five things have to be
# told before anybody votes on it: is it allowed, whom does it favour, how sure are its ranks, what would it make people do,
# and what is the nearest scheme that keeps the rules?
#
# The scenario is that of the Guangdong pilots of 2012. **Its numbers are illustrative, its panel is synthetic and the paper is
# invented.**

# %%
import pandas as pd

import govperf_sim as gp
from govperf_sim.experiments.appraisal.appraise import appraise
from govperf_sim.experiments.appraisal.proposed import Proposed
from govperf_sim.report.dossier.labels import labels_of_appraisal
from govperf_sim.report.dossier.pictures import dossier_pictures
from govperf_sim.weights.kept import kept
from govperf_sim.weights.nearest import nearest_admissible
from govperf_sim.weights.schemes import cells_of

LANGUAGE = "en"  # or "zh": every figure follows

gd = gp.load_scenario("../scenarios/guangdong2012")
derived = gp.derive_weights(gd.weighting).table


def with_growth(share):
    """The derived weights of the regions, with growth (G1) at a share and all else scaled down in proportion."""
    table = derived.copy()
    for group in table.index[table["G1"] > 0]:
        rest = table.loc[group].drop("G1")
        table.loc[group] = rest * (1 - share) / rest.sum()
        table.loc[group, "G1"] = share
    return table


proposed = with_growth(0.20)
regions = proposed.index[proposed["G1"] > 0]
(100 * pd.DataFrame({"derived": derived["G1"], "proposed": proposed["G1"]})).loc[regions].round(1)

# %% [markdown]
# One call asks all five questions. (An office gets the same from a form in Excel: `govperf workbook guangdong2012 --proposal`,
# then `govperf evaluate`, which writes a dossier (论证报告) as HTML, Word or PDF.)

# %%
paper = Proposed(title="Growth first", base=gd, scenario=gd, weights=proposed)
found = appraise(paper, years=3, replications=16)
labels = labels_of_appraisal(found, LANGUAGE)
drawn = {picture.name: picture for picture in dossier_pictures(found, labels)}
drawn["schemes"]

# %% [markdown]
# ## Is it allowed?
#
# Every rule is held against the proposed weights, with its clause of the notice and by how much it is broken.

# %%
broken = found.rules[~found.rules["kept"]]
told = broken.groupby("rule", sort=False).agg(groups=("group", "nunique"), clause=("clause", "first"))
told["broken by, in points"] = (-100 * broken.groupby("rule", sort=False)["slack"].min()).round(1)
told.sort_values("broken by, in points", ascending=False)

# %% [markdown]
# No: growth is to be weakened (弱化, clause V-1d), and livelihood and environment are to outweigh it. Some of these rules are
# broken by the scaling alone: what growth takes, others lose.
#
# ## Whom does it favour?
#
# A scheme that lifts everybody favours nobody, so gains are measured by the *lead* (领先): a unit's score less the mean of those it
# is ranked with.

# %%
drawn["gains"]

# %%
shift = found.shifts.loc["derived"]
gains = pd.DataFrame({
    "change of core score": (100 * shift["core_score"]).round(1),
    "change of lead": (100 * shift["lead"]).round(1) + 0.0,
    "places lost": shift["rank_in_pool"].astype(int),
    "verdict": shift["verdict"],
})[shift["pool"] == "regional"]  # fmt: skip
gains.rename(index=labels.unit)

# %% [markdown]
# The figure holds the paper against the reference the scenario starts from, the table against the derived weights. All regions
# score higher, since all of them score well on growth; so a higher score proves nothing. By their lead some gain and
# others lose.
#
# ## How sure are its ranks?

# %%
near = found.bands.table.xs("regional", level="pool").droplevel("level")
span = near["best"].astype(str) + "–" + near["worst"].astype(str)
ranks = span.unstack("points").rename(columns=lambda p: f"weights ±{p:g} points")
ranks.insert(0, "rank", near["rank"].groupby(level="unit").first())
ranks.sort_values("rank").rename(index=labels.unit)

# %%
turns = found.flips.pairs.xs("regional", level="pool").droplevel("level").reset_index()
turns["ahead"], turns["behind"] = turns["ahead"].map(labels.unit), turns["behind"].map(labels.unit)
turns["points to move"] = (50 * turns["total_simplex"].astype(float)).round(1)
turns[["ahead", "behind", "points to move", "tie"]]

# %% [markdown]
# If every weight moves by three points, four of the five regions may stand anywhere; one pair turns round inside a single
# published point, and is a tie (并列).

# %% [markdown]
# ## Does growth then decide?
#
# A weight is what is said to count; what *does* count is how much of the differences between scores an indicator carries (有效权重,
# effective weight). An indicator on which everybody scores alike carries nothing, whatever its weight.

# %%
drawn["effective"]

# %%
carries = (100 * found.effective.xs(("regional", "G1"), level=("system", "indicator"))[["nominal", "effective"]]).round(
    1
)
carries

# %% [markdown]
# Growth would be said to make up more than a fifth of the common core, and would carry nothing: every region is near its target
# or beyond it (saturated, 饱和), and what differences are left run against the rest. More weight would not make it decide; it
# would make everything else decide less.

# %% [markdown]
# ## What would it make people do?
#
# The three schemes are played under the same luck. Differences are from the current weights, here the reference the scenario
# starts from.

# %%
drawn["league"]

# %%
asked = found.responses.loc["proposed"].loc[["welfare", "true_score", "fabricated", "sanctioned"]]
asked[["mean_versus", "mean", "difference", "low", "high", "verdict"]].round(4)

# %% [markdown]
# Effort follows weight and leaves the rest: welfare falls, and so does the true score (which each scheme weighs by its own
# weights; welfare does not). More units are sanctioned in a year. Less is fabricated, yet gaming as a whole takes a larger
# share of the score. All of it holds for the behaviour this scenario assumes and cites, no further.

# %% [markdown]
# ## What is the nearest scheme that keeps the rules?

# %%
moves = found.nearest.moves
moves = moves[moves["rows"].str.len() > 0]
mended = pd.DataFrame({
    "group": [labels.group(g) for g, _ in moves.index],
    "indicator": [labels.indicator(k) for _, k in moves.index],
    "proposed": (100 * moves["given"]).round(1).to_numpy(),
    "nearest": (100 * moves["nearest"]).round(1).to_numpy(),
    "forced by": [", ".join(rows) for rows in moves["rows"]],
})  # fmt: skip
mended

# %% [markdown]
# Only growth itself has to give way, and it has to give all of it back: in the mountains its own cap holds it (V-1d), and the
# other groups follow because their core must stay one ruler (可比性).
#
# ## What was learnt
#
# - "Allowed" is a list of rules, each with its clause and an amount, and not a feeling.
# - Gains are told by the lead over those one is ranked with: here all scores rise, and two regions lose.
# - What is said to count need not count: a saturated indicator carries nothing at any weight.
# - The nearest scheme that keeps the rules is the answer to offer, with what forces each change.
# - The answer on behaviour is the model's, under the same luck for all schemes, with intervals.
#
# **Exercise.** From which weight on does the paper break the rules, and how far would the nearest admissible scheme be?
#
# *Solution.* The same questions for a range of weights; the distance is the total move in points, mean of the groups.

# %%
rows = {}
for share in (0.03, 0.05, 0.06, 0.08, 0.10, 0.15, 0.20):
    cells = cells_of(gd.weighting, "paper", with_growth(share))
    rules = kept(gd.weighting, cells)
    off = rules[~rules["kept"]].sort_values("slack")
    distance = nearest_admissible(gd.weighting, cells).distance
    rows[100 * share] = (off["rule"].nunique(), next(iter(off.index), "—"), round(100 * distance, 1))
columns = ["rules broken", "most of all", "points to the nearest"]
pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("growth")

# %% [markdown]
# There is hardly any room. With 3 points livelihood, scaled up, goes beyond its own cap; 5 keep every rule; from 6 on growth
# breaks the cap of the mountain city, and the scaling takes from other indicators what they must have. (Illustrative limits.)
