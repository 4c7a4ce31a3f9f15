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
# # What happens in one assessment year, and on which day?
#
# **Question.** An annual score (年度得分) is one number. Which days made it? Who reported what and when, who came to look,
# what was found, was it put right before the score stood, and what followed from it?
#
# A year of the simulation is played day by day, and everything that happens is written into a **journal** (事件记录). Here
# one year is read event by event. **Units, parameters and data are illustrative**; only the notice and the dates it
# names are real.

# %%
import dataclasses

import ipywidgets
import pandas as pd
from IPython.display import Pretty
from scipy.stats import hypergeom

import govperf_sim as gp
from govperf_sim.report.figures.curves import curves_figure
from govperf_sim.report.figures.picture import Said
from govperf_sim.report.figures.timeline import timeline_figure
from govperf_sim.report.labels import labels_of
from govperf_sim.words import Name

LANGUAGE = "en"  # or "zh": every figure and every line of the journal follows


def word(zh, en):
    return Name(zh=zh, en=en).text(LANGUAGE)


gd = gp.load_scenario("../scenarios/guangdong2012")
labels = labels_of(gd, LANGUAGE)
played = gp.simulate(gd, years=2, replications=40, seed=2012, watch=["zhongshan"])
journal = played.journal()
journal["event"].value_counts().head(8)

# %% [markdown]
# Two years, forty times, each with a luck (运气) of its own. One row is one event: when, who, what, how much. The eight kinds
# above are the most frequent; there are more.
#
# ## The year at a glance
#
# Replication 0, year 1: a line for each unit, a numbered upright for each date of the calendar (日程). The dates of the
# notice are its own: 12 January, the stage evaluation (阶段性评估) of June, the models of the end of 2012. The annual score
# exists only 45 working days after the year's end, so whatever follows from it falls into the next year.

# %%
year = journal[(journal["replication"] == 0) & (journal["year"] == 1)]
timeline_figure(year, 1, labels)

# %% [markdown]
# ## One unit, line by line
#
# Zhongshan has a quiet year until November. What is asked of it when the year opens, indicator by indicator
# (the targets, 目标, handed down to its departments), is left out here, and so are the monthly counts.

# %%
MONTHLY = {"cases_arrived", "cases_handled", "cases_late", "checks", "monthly_report"}
ASKED = {"handed_down", "targets_set"}


def lines(trace, left_out, since=1):
    """The lines of a year from a day on, without some kinds of events and without the cases one by one."""
    kept = trace.events[(trace.events["day"] >= since) & ~trace.events["event"].isin(left_out)]
    return Pretty(dataclasses.replace(trace, events=kept, cases=None).text(LANGUAGE))


trace = played.trace("zhongshan")
lines(trace, MONTHLY | ASKED)

# %% [markdown]
# Read it from November on. A verification visit (察访核验) finds lies (虚报) in two indicators; ten working days later they
# are corrected in the scores; in March the unit is **commended** as the best of its system, and on the same day an
# investigation opens over what was found; in May it is held to account (问责), *with cause*; in August the first figures,
# on which all this stood, are revised (数据定案).
#
# Commended and sanctioned for one and the same year: no error of the simulation. Nothing in the rules keeps whoever was
# found fabricating from being commended for that year; the bar (不得评优) begins with the sanction, and the sanction comes
# after the score.
#
# ## What it reported, and what was true
#
# Every month the unit reports (月度自报). The score corrects what was found and nothing else.

# %%
own = trace.events[trace.events["event"].isin(["monthly_report", "stage_score", "scored"])]
said = own.set_index("day")[["event", "amount"]].assign(amount=100 * own["amount"].to_numpy())
mine = played.to_frame().query("replication == 0 and year == 1 and unit == 'zhongshan'").set_index("measure")["value"]
reported = said.loc[said["event"] == "monthly_report", "amount"]
points = pd.DataFrame({"value": reported, "low": reported, "high": reported})
title = word(
    "月度自报（点）与年末真实得分（线）", "Monthly self-reports (marks) and the true score at the year's end (line)"
)
alt = word(
    "自报由一月的 {:.1f} 升至十二月的 {:.1f}；真实得分 {:.1f}",
    "from {:.1f} in January to {:.1f} in December; true score {:.1f}",
)
truth = 100 * mine["true_score"]
curves_figure(
    "reports",
    Said(title, alt.format(reported.iloc[0], reported.iloc[-1], truth), ""),
    word("当年第几个工作日", "working day of the year"),
    {labels.unit("zhongshan"): {"": points.assign(theory=truth)}},
    labels,
)

# %%
arithmetic = pd.Series({
    "reported in December": reported.iloc[-1],
    "of it fabricated": 100 * mine["fabricated"],
    "deducted as penalty": 100 * mine["penalty"],
    "annual score": 100 * mine["score"],
    "true score": 100 * mine["true_score"],
}, name="points of 100").round(2).to_frame()  # fmt: skip
arithmetic

# %% [markdown]
# The score is not the December report: part of it was settled in June (阶段性评估), part of it is the mean of the months
# (日常评估), what was found has been taken out again, and a penalty (扣分) besides. Here it even ends below the truth. What
# was fabricated and not found still stands in it.
#
# ## Cases with a deadline
#
# Beside the reports, the public brings cases (办件), each with three working days to be handled in. Of a watched unit the
# journal keeps every case; the log of cases (办件台账) feeds an indicator that cannot be talked up.

# %%
cases = trace.cases.table
trace.cases.counts

# %%
slowest = cases.assign(took=cases["done"] - cases["arrived"]).sort_values(["took", "case"], ascending=[False, True])
slowest.set_index("case")[["arrived_on", "begun_on", "done_on", "took", "late"]].head(5)

# %% [markdown]
# Who was late, and when? Cases by the day on which they came, beside the days of the visit:

# %%
days = pd.RangeIndex(1, 251)
arrived, done = (cases[c].dropna().astype(int).clip(lower=0) for c in ("arrived", "done"))
waiting = pd.Series({d: int((arrived <= d).sum() - (done <= d).sum()) for d in days})
fell_late = cases.loc[cases["late"], "arrived"].value_counts().reindex(days, fill_value=0)
visit = trace.events.set_index("event")["day"][["visit_starts", "visit_ends"]]
spell = pd.DataFrame({"came and fell late": fell_late, "waiting in the evening": waiting})
spell["visit"] = ["here" if visit["visit_starts"] <= d <= visit["visit_ends"] else "" for d in days]
spell.loc[visit["visit_starts"] - 3 : visit["visit_ends"] + 4].rename_axis("day")

# %% [markdown]
# The visit itself keeps two of ten staff busy (接待). The queue was long already, so all cases of the year that fell late
# came in those few days: looking costs something too.
#
# ## Everybody, when the score has come
#
# What followed from year 1 for all units of this replication.

# %%
after = year[(year["day"] >= 295) & (year["unit"] != "")]
kinds = ["commended", "last_placed", "promoted", "misconduct_suspected", "sanctioned", "falsely_sanctioned"]
table = after[after["event"].isin(kinds)].pivot_table(
    index="unit", columns="event", values="day", aggfunc="first", sort=False
)
scores = (
    played.to_frame().query("replication == 0 and year == 1").pivot(index="unit", columns="measure", values="value")
)
table = (100 * scores[["score", "true_score"]]).round(1).join(table.astype("Int64")).rename(index=labels.unit)
table.rename(columns={k: labels.event(k) for k in kinds}).rename_axis(None).astype(object).fillna("")

# %% [markdown]
# The numbers under an event are the working day, counted from the opening of year 1, so that 250 and more lie in the next
# year. An investigation opens on the day of scoring and takes about three months.
#
# ## The same year under other luck
#
# Was November bad luck? The inspectorate draws by lot whom it visits, three of seven units a year. Of the three of year 1,
# how many are visited again in year 2? Theory: the hypergeometric distribution.

# %%
visits = played.to_frame().query("measure == 'visited'").groupby(["replication", "unit"])["value"].sum()
again = visits.eq(2).groupby("replication").sum().value_counts().reindex(range(4), fill_value=0)
theory = pd.Series(hypergeom(7, 3, 3).pmf(range(4)), again.index)
beside = pd.DataFrame({"simulated": again / 40, "exact": theory, "standard error": (theory * (1 - theory) / 40) ** 0.5})
beside["z"] = (beside["simulated"] - beside["exact"]) / beside["standard error"]
beside.rename_axis("visited again").round(3)

# %% [markdown]
# How often did this and that happen to each unit in year 1, over the forty replications (per cent)?

# %%
kinds = ["visit_ends", "fabrication_found", "commended", "sanctioned", "falsely_sanctioned"]
first = journal[(journal["year"] == 1) & journal["event"].isin(kinds)]
share = first.drop_duplicates(["replication", "unit", "event"]).groupby(["unit", "event"]).size().unstack(fill_value=0)
happened = (100 * share / 40).round(0).astype(int).reindex(columns=kinds, fill_value=0)
happened.rename(index=labels.unit, columns=labels.event)

# %% [markdown]
# Visits go by lot: 3/7 of the years, 43 per cent, and in forty replications eight points of chance on either side (one
# standard error). All the other columns are what the lot, the rules and the unit's own conduct make of it.
#
# Read the year of another unit, or of Zhongshan with other luck (with a running kernel; the tables above are
# what stays without one):


# %%
def read(unit, replication):
    return lines(played.trace(unit, replication=replication), MONTHLY, since=200)


ipywidgets.interactive(
    read,
    unit=ipywidgets.Dropdown(options=[(labels.unit(u), u) for u in gd.framework.units]),
    replication=ipywidgets.IntSlider(min=0, max=39, continuous_update=False),
)

# %% [markdown]
# ## What was learnt
#
# - A score is made on many days, by several hands: units report, some are visited, a lot decides which, and what is found
#   counts only if it is corrected before the day of scoring.
# - What follows from a score follows in the next year. A unit can be commended in March and sanctioned in May for the same
#   months.
# - Lateness comes in spells, and being looked at can bring one on; a mean share of late cases hides that.
# - One year is one draw. Whoever judges a rule should look at many, and whoever judges a unit should remember that it lived
#   through one. Nothing here is about the real places whose names the pilots bear.
#
# **Exercise.** Correction takes ten working days here. Suppose it takes a hundred (a hearing, an appeal). How much of what
# visits find then comes too late for the score? Does it matter, to the unit, *when* in the year it is visited?
#
# *Solution.* A find is too late if it is corrected after the day of scoring, working day 295. A visit that ends on day d
# is corrected on day d + 100: too late from day 196 on, or 55 of 250 days: near 22 per cent of
# what is found.

# %%
slow = gd.replace("cycle.visits.correction_days", 100, because="a hearing and an appeal first")
lags = gp.simulate({"ten days": gd, "a hundred": slow}, years=1, replications=40, seed=2012)
events = lags.journal()
counted = events[events["event"].isin(["corrected", "corrected_too_late"])]
counts = counted.groupby(["scenario", "event"]).size().unstack(fill_value=0)
counts.assign(**{"share too late": (counts["corrected_too_late"] / counts.sum(axis=1)).round(3)})

# %%
ends = events.query("scenario == 'a hundred' and event == 'fabrication_found'")
late = events.query("scenario == 'a hundred' and event == 'corrected_too_late'")
keys = ["replication", "unit", "indicator"]
when = (
    ends[[*keys, "day"]]
    .merge(late[keys].assign(late=True), on=keys, how="left")["late"]
    .eq(True)
    .groupby(ends["day"].gt(195).to_numpy())
)
when.agg(["size", "mean"]).rename(
    index={False: "found by day 195", True: "found later"}, columns={"size": "finds", "mean": "share too late"}
)

# %% [markdown]
# It matters a great deal: what is found in the first 195 working days is all corrected in time, what is found later never
# is. A rule that lets late finds stand in the score rewards whoever is visited in autumn, and the lot decides who that is.
# (Units in this simulation do not know when they will be visited, and believe every find to be corrected in time.)
