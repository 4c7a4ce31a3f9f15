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
# # Your own region: what does it take to bring your own figures?
#
# **Question.** You have a table of figures, some rules, and an opinion about weights. How do you get from there to weights
# that can be defended (权重), to a warning where the figures are odd, and to a simulated assessment year (考评年度)?
#
# There are two ways in. **DataFrames** are for a first look: ten lines, no file, weights only. A **workbook** (工作簿), filled
# in with Excel or WPS, is for work that has to last: everything in it has a source, every fault is named at its cell, and it
# becomes a scenario (方案) that can be played. **All figures and names on this page are invented.**

# %%
import tempfile
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

import govperf_sim as gp
from govperf_sim.errors import GovPerfError
from govperf_sim.office.workbook.filled import read_workbook
from govperf_sim.office.workbook.imported import left_out, make_scenario
from govperf_sim.office.workbook.template import write_workbook
from govperf_sim.report.figures.standing import standing_figure
from govperf_sim.report.labels import labels_of

LANGUAGE = "en"  # or "zh": every figure, reason and error follows
pd.set_option("display.max_colwidth", None)

counties = pd.DataFrame(
    {
        "growth": [8.2, 6.9, 5.1, 7.4],
        "income": [3.4, 2.9, 2.2, 2.6],
        "air": [41, 33, 19, 27],
        "review": [78, 84, 86, 80],
    },
    index=["oak", "elm", "fir", "ash"],
)
counties

# %% [markdown]
# ## First way: DataFrames
#
# Values become scores between 0 and 1, one function for each scoring method (计分办法). Posts are chosen before the values
# are seen: full marks for growth at 8.5 %, nothing earned beyond it; fine particles count down from 60 to 20.

# %%
score = gp.normalise
scores = pd.DataFrame({
    "growth": score.saturating(counties["growth"].to_numpy(), floor=4.0, target=8.5),
    "income": score.goalposts(counties["income"].to_numpy(), floor=1.5, target=4.0),
    "air": score.saturating(counties["air"].to_numpy(float), floor=60, target=20),
    "review": score.goalposts(counties["review"].to_numpy(float), floor=60, target=100),
}, index=counties.index)  # fmt: skip
scores.round(2)

# %% [markdown]
# Then the question: whose scores, under which rules (规则), starting from which reference (参考权重), to what end (目标). Here: stay as
# close to last year's weights as the rules allow.

# %%
rules = [
    gp.rules.Share("cap_growth", of=["growth"], at_most=0.20),
    gp.rules.Share("floor_review", of=["review"], at_least=0.15),
    gp.rules.EachShare("each", of=list(scores.columns), at_least=0.10, at_most=0.40),
    gp.rules.Order("air_over_growth", more="air", less="growth", gap=0.05),
]
reference = pd.Series({"growth": 0.40, "income": 0.30, "air": 0.15, "review": 0.15})
question = gp.Weighting(
    scores=scores,
    groups=pd.Series("counties", index=scores.index),
    rules=rules,
    reference=reference,
    goal=gp.goals.ClosestToReference(),
)
weights = gp.derive_weights(question)
(100 * pd.DataFrame({"reference": reference, "derived": weights.table.loc["counties"]})).round(1)

# %%
weights.explain(LANGUAGE)[["worth", "sentence"]]

# %%
weights.units[["score", "rank_in_group", "own_best", "own_worst", "regret"]].round(3)

# %% [markdown]
# `regret` (遗憾值) is how far a county falls short of what the rules would let it score, as a share of what they leave open to it. Rank
# limits, draws and prices (notebook 04) work on this question as they are.
#
# What is wrong is refused, all of it at once, with the nearest right word:

# %%
try:
    gp.Weighting(
        scores=scores.mask(scores > 0.99),
        groups=pd.Series("counties", index=scores.index),
        rules=[gp.rules.Share("cap_growth", of=["grwth"], at_most=1.2)],
    )
except GovPerfError as refused:
    found = refused.text(LANGUAGE).splitlines()
pd.Series(found, name="what was found").to_frame()

# %% [markdown]
# ## Second way: a workbook
#
# A workbook is a scenario written out. Start from one much like yours (`write_workbook`, or `govperf workbook six_towns --out
# mine.xlsx`), or from a blank one (`--blank`). Its sheets, with their heads in two languages and notes on every head:

# %%
towns = gp.load_scenario("six_towns")
folder = tempfile.TemporaryDirectory()
book = Path(folder.name) / "counties.xlsx"
write_workbook(book, towns)
sheets = load_workbook(book)
pd.DataFrame({
    "sheet": sheets.sheetnames,
    "entries": [sum(row[0].value is not None for row in sheet.iter_rows(min_row=4)) for sheet in sheets],
}).set_index("sheet").T  # fmt: skip

# %% [markdown]
# Keep its indicators and rules, and put in your own counties and figures, as one would by hand. Three slips are made on
# purpose: a county whose name is misspelt, a figure that is no number, and one that was copied from the row above.

# %%
units = pd.DataFrame({
    "code": ["oak", "elm", "ash", "fir", "yew"],
    "zh": ["橡县", "榆县", "梣县", "杉县", "紫杉县"],
    "en": ["Oak", "Elm", "Ash", "Fir", "Yew"],
    "group": ["plain_towns", "plain_towns", "plain_towns", "hill_towns", "hill_towns"],
    "kind": "county", "level": "county", "pool": None, "status": "假设", "source": "为本页虚构 invented for this page",
})  # fmt: skip
figures = pd.DataFrame(
    [
        ("oak", 8.2, 3.3872, 101, 41, 84, None, 78),
        ("elm", 6.9, 2.9146, 97, 33, 88, None, 84),
        ("ash", 7.4, 2.6038, 92, 27, 79, None, 80),
        ("fir", 5.1, 2.2413, 95, 19, 66, 71, 86),
        ("yew", 4.4, 2.2413, 88, 22, 61, 64, 79),
    ],
    columns=["unit", "output", "income", "jobs", "air", "sewage", "forest", "satisfaction"],
)
before = figures.assign(
    income=[3.1850, 2.7305, 2.4461, 2.0987, 1.9122], jobs=[99, 95, 92, 90, 91], air=[43, 34, 29, 20, 23]
)
figures = pd.concat([before.assign(year=2023), figures.assign(year=2024)]).assign(
    name=None, vintage=None, flag="synthetic"
)
figures = figures[["unit", "name", "year", "vintage", "flag", *before.columns[1:]]]


def paste(title, frame):
    """Put the rows of a frame below the heads of a sheet, in place of what stood there."""
    sheet = sheets[title]
    sheet.delete_rows(4, sheet.max_row)
    for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
        sheet.append(list(row))


paste("单位", units)
paste("数据", figures)
right = sheets["数据"]["A5"].value, sheets["数据"]["F7"].value
sheets["数据"]["A5"], sheets["数据"]["F7"] = "emm", "about 5"
sheets.save(book)

# %%
filled = read_workbook(book)
try:
    make_scenario(filled, book, Path(folder.name) / "counties", base=towns, less=left_out(filled, towns))
except GovPerfError as refused:
    found = refused.text(LANGUAGE).splitlines()
pd.Series(found, name="what was found").to_frame()

# %% [markdown]
# Every fault stands at its cell, and nothing was written. Mended, the same lines make the scenario. What a workbook has no
# sheet for, the assessment year above all, comes from the base (底本); what of the base speaks of things this region
# does not have is left out.

# %%
sheets["数据"]["A5"], sheets["数据"]["F7"] = right
sheets.save(book)
filled = read_workbook(book)
made = make_scenario(filled, book, Path(folder.name) / "counties", base=towns, less=left_out(filled, towns))
region = made.scenario
pd.Series({
    "scenario": repr(region),
    "files from the base": ", ".join(made.from_base),
    "reminders": len(filled.reminders),
}).to_frame("imported")  # fmt: skip

# %% [markdown]
# Are the figures odd? Truth checks (数据真实性核对) look for values that repeat, growth that is the same to the digit, totals that
# do not add up, and more. They are leads, never findings of fault. The third slip is still there:

# %%
leads = [
    (checked.check, checked.tested, finding.sentence.text(LANGUAGE))
    for checked in region.screening
    for finding in checked.findings
]
pd.DataFrame(leads, columns=["check", "among", "lead"])

# %% [markdown]
# In earnest one would ask the county; here it stays. Weights, and where each county stands between the worst and the best that the rules would let it have:

# %%
labels = labels_of(region, LANGUAGE)
derived = gp.derive_weights(region.weighting)
standing_figure(derived.units, labels)

# %%
points = (100 * derived.table).round(1)
points.rename(index=labels.group, columns=labels.indicator).T

# %% [markdown]
# And the year can be played: what would twice as many visits (察访核验) change, under the same luck?

# %%
schemes = {"as it is": region, "more visits": region.variant("more_visits")}
played = gp.simulate(schemes, years=3, replications=40, seed=2025)
pd.concat(
    [
        played.compare(m)[["measure", "difference", "low", "high"]]
        for m in ("fabricated", "penalty", "true_score", "score")
    ]
).set_index("measure").round(4)

# %% [markdown]
# Less is fabricated, and since less is found, less is taken off (penalty, 扣分); so the published score can even rise while
# nobody works more: the true score is the same to the last digit. This is an answer of the model with the base's invented
# behaviour; before it is used, `cycle.yaml` of the new scenario has to say what is known about this region, and cite it.
#
# From here on the folder is a scenario like any other: `govperf run counties` writes the report, `govperf robustness counties`
# says which ranks hold, `govperf workbook counties --proposal` makes the form for a proposed scheme (notebook 03).
#
# ## What was learnt
#
# - DataFrames answer a question about weights in ten lines; a workbook makes a scenario that lasts, with a source at every
#   number.
# - Nothing is guessed: a misspelt name or a figure that is no number is named at its cell, with the nearest right word, and
#   nothing is written until all is well.
# - Posts, rules and the goal are declared before the figures are looked at.
# - What the region does not say comes from the base, and is invented until you replace it.
#
# **Exercise.** The plain counties ask for a cap on growth of 25 points in place of 20. Would the weights use it, and who would
# gain?
#
# *Solution.* One number of the scenario is changed, with its reason, and the weights are derived again:

# %%
asked = region.replace("rules.cap_growth.at_most.plain_towns", 0.25, because="asked for by the plain counties")
wider = gp.derive_weights(asked.weighting)
growth = (100 * pd.DataFrame({"cap 20": derived.table["output"], "cap 25": wider.table["output"]})).round(1)
growth.rename(index=labels.group)

# %%
change = pd.DataFrame({
    "county": [labels.unit(u) for u in derived.units.index],
    "score": (100 * (wider.units["score"] - derived.units["score"])).round(1) + 0.0,
    "rank in group, before": derived.units["rank_in_group"],
    "rank in group, after": wider.units["rank_in_group"],
}).set_index("county")  # fmt: skip
folder.cleanup()
change

# %% [markdown]
# The plain counties' weights would use all of it. Oak, where growth is strongest, gains most and passes Ash, while Elm, the
# first of the group, gains nothing; the hill counties keep their own cap and are untouched. Whether that is what a notice
# that weakens growth (弱化经济增长) wants is a question for those who ask for the change. (Invented figures.)
