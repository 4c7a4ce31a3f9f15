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
# # Do visits stop lies, and whom does accountability hit?
#
# **Question.** Verification visits (察访核验) find some of what is fabricated (虚报). How many are needed, what else makes
# them bite, and what does a lower score mean afterwards? And when units are held to account (问责), how many of those did
# give cause?
#
# Theory and simulation stand side by side throughout: first worlds with one mechanism, then eight invented towns with all
# of them. **Towns and parameters are illustrative**; no real unit is meant.

# %%
import functools

import ipywidgets
import numpy as np
import pandas as pd
from IPython.display import HTML

import govperf_sim as gp
from govperf_sim.experiments.design.factors import Lever
from govperf_sim.experiments.experiment import of_scenario
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.report.figures.curves import curves_figure
from govperf_sim.report.figures.picture import Said
from govperf_sim.report.labels import Labels, labels_of
from govperf_sim.words import Name

LANGUAGE = "en"  # or "zh": every figure follows


def word(zh, en):
    return Name(zh=zh, en=en).text(LANGUAGE)


verify = functools.cache(gp.verify)  # two quantities of a case are played once
COLUMNS, PLAYED = ["value", "low", "high", "theory"], {"value": "played"}


def verified(case, quantity, values, parameter, replications=100, **others):
    """One quantity of a case of theory at several values of a parameter: simulated with its interval, and exact."""
    rows = {}
    for value in values:
        row = verify(case, replications=replications, **{parameter: value}, **others).table.loc[quantity]
        reach = 1.96 * row["standard_error"]
        rows[value] = (row["simulated"], row["simulated"] - reach, row["simulated"] + reach, row["exact"])
    return pd.DataFrame.from_dict(rows, orient="index", columns=COLUMNS)


towns = gp.load_scenario("training_towns")
labels, textbook = labels_of(towns, LANGUAGE), Labels(language=LANGUAGE)

# %% [markdown]
# ## One report, and visits by lot (Becker 1968)
#
# A point reported is worth g. A unit is visited with chance p; a visit finds the lie with chance q, which undoes the gain
# and costs F a point. It adds (case `t04`)
#
# $$ m^* = \frac{[\,g(1-pq) - pqF\,]_+}{\kappa}, \qquad\text{nothing from } p = \frac{g}{q(g+F)} \text{ on}. $$
#
# Twenty units, g = 1, q = 0.8, F = 2: the formula says honest from p = 0.417, between 8 and 9 visits.

# %%
many = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
curves_figure(
    "inflation",
    Said(
        word(
            "二十个单位，一项自报：推演（点）与理论（线）",
            "Twenty units, one report: played (marks) and theory (lines)",
        ),
        word("虚报随察访减少直至为零；被查出的先多后少", "lies fall to nothing; those caught rise first and then fall"),
        "",
    ),
    word("每年察访单位数", "units visited a year"),
    {
        word("虚报", "points fabricated by a unit"): {"": verified("t04", "fabricated", many, "visits")},
        word("被查出的单位所占比例", "share of units caught"): {"": verified("t04", "caught", many, "visits")},
    },
    textbook,
)

# %% [markdown]
# Lies fall with every visit, to nothing. What is *found* rises and then drops to nothing too: **few finds can mean few visits
# or few lies**, and the number alone does not say which.
#
# If a large lie is easier to see than a small one, $q(m) = 1 - e^{-sm}$, lies shrink rather than stop:

# %%
verified("t04", "fabricated", (0, 4, 8, 12, 16), "visits", growth=2.0).rename(columns=PLAYED).rename_axis(
    "visits"
).round(4)

# %% [markdown]
# ## When nobody is bound to visit (the inspection game)
#
# So far the rate of visits was announced and kept. Suppose instead that a visit costs the inspectorate something, and it
# visits only as often as it thinks worth while (case `t09`). What does a harsher penalty do then?

# %%
games = {F: gp.verify("t09", penalty=F, replications=100).table for F in (1.0, 2.0, 4.0)}
both = ["simulated", "exact"]
pd.concat(
    {F: table.loc[["game_visits", "game_lies", "game_undetected"], both].round(3) for F, table in games.items()},
    names=["penalty"],
)

# %% [markdown]
# It lowers the *visits*, not the lies: the harsher the penalty, the fewer visits keep units on the edge, and the inspectorate
# stays at home (Tsebelis 1989). How often there is a lie depends on what visiting costs those who visit. Hence a rate of
# visits that is announced, paid for and kept, as clause VI-3e asks, is worth more than a harsh paragraph.
#
# ## Eight towns, visits from none to all
#
# Here each of several self-reported indicators (自报) has a weight of its own, and a find may be followed by an
# investigation. Theory for a lie in an indicator of weight w: the formula above with b w for g and b F for F, and no lie at
# all where what it earns is less than what is feared of accountability, $\tfrac12\kappa m^2 \le pqL$. Points fabricated are
# $\varphi \sum_j w_j m_j$, and as m goes with w, they go with the *square* of weights.

# %%
cycle, held = towns.cycle, towns.value("institutions.accountability")
count = len(towns.framework.units)
weights = gp.derive_weights(towns.weighting).table.iloc[0]
own = weights[[k for k, item in towns.framework.indicators.items() if item.evaluator == "towns_themselves"]]
years_later = held["length"] / cycle.calendar.working_days
sanction = cycle.reward.strength * held["deduction"] + held["dread"]
feared_here = (held["sensitivity"] - held["false_alarm"]) * held["discount"] ** years_later * sanction


def theory_of_lies(visited, feared, penalty=cycle.visits.penalty, w=own):
    """What a town bold enough for all of it adds to each self-reported indicator."""
    found, b, kappa = visited / count * cycle.visits.detection, cycle.reward.strength, cycle.reports.fabrication_cost
    pays = b * (w * (1 - found) - found * penalty).clip(lower=0) / kappa
    return pays.where(0.5 * kappa * pays**2 > found * feared, 0.0)


def theory_of_points(visited, feared, **others):
    return 100 * cycle.reports.propensity * (own * theory_of_lies(visited, feared, **others)).sum()


(100 * own).round(1).rename("points of 100").to_frame().T

# %%
OUTCOMES = {
    "fabricated": Outcome(code="fabricated", measures=("fabricated",), last=1),
    "score": Outcome(code="score", measures=("score",), last=1),
    "level": Outcome(code="level", measures=("true_level",), last=1),
    "found": Outcome(code="found", measures=("found",)),
    "deserving": Outcome(code="deserving", measures=("deserving",)),
    "sanctioned": Outcome(code="sanctioned", measures=("sanctioned",)),
    "false_share": Outcome(code="false_share", measures=("falsely_sanctioned",), over="sanctioned"),
    "missed": Outcome(code="missed", measures=("deserving_missed",), over="deserving"),
}


def swept(scenario, values, *codes):
    """A scenario played for five years, 24 times, at every number of visits, all under one luck."""
    visits = Lever(code="visits", path="cycle.visits.a_year", values=values, because="the slider of the lesson")
    outcomes = [OUTCOMES[code] for code in codes]
    return of_scenario(scenario, levers=[visits], outcomes=outcomes, years=5, replications=24, by_group=False).run()


def curve(found, outcome, scale=100.0):
    table = found.summary(outcome).set_index("policy")[["value", "low", "high"]] * scale
    return table.set_index(found.policies["visits"].rename(None)).sort_index()


stops = tuple(range(count + 1))
nobody = towns.replace("institutions.accountability", None, because="nobody is held to account")
alone, played = swept(nobody, stops, "fabricated"), swept(towns, stops, *OUTCOMES)
lies = {"alone": curve(alone, "fabricated"), "held": curve(played, "fabricated")}
lies["alone"]["theory"] = [theory_of_points(v, 0.0) for v in stops]
lies["held"]["theory"] = [theory_of_points(v, feared_here) for v in stops]
score, level = curve(played, "score"), curve(played, "level")
curves_figure(
    "towns",
    Said(
        word("八镇察访：推演（点）与理论（线）", "Eight towns and their visits: played (marks) and theory (lines)"),
        word("虚报减少，得分下降，真实水平不变", "lies fall, scores fall, the true level does not move"),
        "",
    ),
    word("每年察访镇数", "towns visited a year"),
    {
        word("虚报的分数", "points fabricated"): {
            word("只有察访", "visits alone"): lies["alone"],
            word("察访并问责", "visits and accountability"): lies["held"],
        },
        word("得分与真实水平", "scores and the truth"): {
            word("考评得分", "score as reported"): score,
            word("真实水平", "true level"): level,
        },
    },
    labels,
)

# %% [markdown]
# Lies fall along the lines of theory. (How bold a town is, its propensity (虚报倾向), is drawn around the mean that theory
# takes: intervals are over these draws, and all marks lie above or below the line together.) With accountability the
# last lies stop a little sooner: a lie that hardly pays is not worth an investigation.
#
# Scores fall as well, and **nothing true has changed**: the level does not move by a hair, since a town that lies here works
# no less for it. A fall of scores after a year of visits is no evidence of worse work.

# %%
change = played.compare("score").assign(visits=lambda t: t["policy"].map(played.policies["visits"]))
change = change.set_index("visits")[["difference", "low", "high"]] * 100
change["level, difference"] = (
    100 * played.compare("level").set_index(change.index)["difference"].round(12).to_numpy() + 0.0
)
change.rename_axis(f"visits, against {cycle.visits.a_year}").round(2)

# %% [markdown]
# How many of the lies are found? Theory: in every self-reported indicator that is lied in, with chance pq.

# %%
told = curve(played, "found", 1.0)
told["theory"] = [v / count * cycle.visits.detection * (theory_of_lies(v, feared_here) > 0).sum() for v in stops]
told.rename(columns=PLAYED).rename_axis("visits").round(3)

# %% [markdown]
# ## Who is held to account?
#
# Where there is cause (事由), an investigation opens with chance t, where there is none with chance f. If a share b gives
# cause, Bayes says (case `t14c`) that of those held to account the share $(1-b)f / (bt + (1-b)f)$ gave none. Here t = 0.7 and
# f = 0.05:

# %%
shares = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
curves_figure(
    "alarms",
    Said(
        word(
            "问责的两类错误：推演（点）与理论（线）", "The two errors of accountability: played (marks), theory (lines)"
        ),
        word(
            "真有其事的越少，错误问责的比例越高",
            "the fewer give cause, the larger the share of sanctions without cause",
        ),
        "",
    ),
    word("真有其事的单位所占比例", "share of units that give cause"),
    {
        word("错误问责的比例", "of those held to account, without cause"): {
            "": verified("t14c", "false_accountability", shares, "base_rate", 200)
        },
        word("应问责而未问责的比例", "of those who gave cause, missed"): {
            "": verified("t14c", "missed", shares, "base_rate", 200)
        },
    },
    textbook,
)

# %% [markdown]
# An alarm that errs in five cases of a hundred sounds accurate. Where one unit in a hundred gives cause, most of those it
# hits are innocent. The numbers behind, for a thousand units (move them with a running kernel):


# %%
def thousand(base_rate, sensitivity, false_alarm):
    guilty = 1000 * base_rate
    right, wrong = guilty * sensitivity, (1000 - guilty) * false_alarm
    rows = [
        ("gave cause", right, guilty - right, guilty),
        ("gave none", wrong, 1000 - guilty - wrong, 1000 - guilty),
        ("all", right + wrong, 1000 - right - wrong, 1000.0),
    ]
    table = pd.DataFrame(rows, columns=["", "held to account", "not", "all"]).set_index("").round(1)
    share = wrong / (right + wrong)
    return HTML(f"{table.to_html()}<p>{share:.0%} of those held to account gave no cause.</p>")


ipywidgets.interactive(
    thousand,
    base_rate=ipywidgets.FloatSlider(value=0.02, min=0.01, max=0.5, step=0.01, continuous_update=False),
    sensitivity=ipywidgets.FloatSlider(value=0.7, min=0.1, max=1, step=0.05, continuous_update=False),
    false_alarm=ipywidgets.FloatSlider(value=0.05, min=0.01, max=0.2, step=0.01, continuous_update=False),
)

# %%
thousand(0.02, 0.7, 0.05)

# %% [markdown]
# ## The same in the towns
#
# Three grounds are pursued (image projects, inaction, misconduct), so there are three alarms a town and year that may be
# false, less the one ground that has cause. Cause is mostly a lie that a visit found; visits therefore set b. Theory:
# $b = \tfrac{v}{8}\,[1 - (1-q)^n]$ with n indicators lied in, and the few cases of misconduct that occur besides.

# %%
COUNTED = 4 / 5  # what is suspected when a year is scored ends in the next, and five years are played
grounds, t, f = 3, held["sensitivity"], held["false_alarm"]


def theory_of_sanctions(visited, t, f):
    """Of a town and year: causes, and of its sanctions the share without cause."""
    lied = (theory_of_lies(visited, feared_here) > 0).sum()
    caught = visited / count * (1 - (1 - cycle.visits.detection) ** lied)
    causes = caught + held["misconduct"]
    wrong, right = COUNTED * f * (grounds - caught), t * (COUNTED * caught + held["misconduct"])
    return causes, wrong / (wrong + right)


causes, false_share = curve(played, "deserving", 1.0), curve(played, "false_share")
causes["theory"], false_share["theory"] = np.array([theory_of_sanctions(v, t, f) for v in stops]).T * [[1], [100]]
curves_figure(
    "false",
    Said(
        word("八镇问责：推演（点）与理论（线）", "Accountability in the towns: played (marks) and theory (lines)"),
        word(
            "察访适中时问责最准；无人察访或无人虚报时，被问责者多属错误问责",
            "most accurate in between; without visits or without lies most are wronged",
        ),
        "",
    ),
    word("每年察访镇数", "towns visited a year"),
    {
        word("每镇每年的事由", "causes, a town and year"): {"": causes},
        word("错误问责的比例（%）", "sanctions without cause, per cent"): {"": false_share},
    },
    labels,
)

# %% [markdown]
# At both ends most sanctions are false. Without visits nothing is found, so nothing but false alarms is left; with enough
# visits nobody lies, and again nothing but false alarms is left. **A large share of false sanctions is no sign that lies are
# many or few.** In between, visits make accountability more accurate because they bring causes to light.
#
# Two things may be improved: alarms become rarer where there is no cause, or cases are found more surely where there is.
# Which helps the wronged more? At four visits, under the same luck:

# %%
four = towns.replace("cycle.visits.a_year", 4, because="half of the towns a year")
path = "institutions.accountability"
ways = {
    "as it is": four,
    "fewer false alarms": four.replace(f"{path}.false_alarm", f / 2, because="half as many false alarms"),
    "surer": four.replace(f"{path}.sensitivity", 0.9, because="nine of ten found"),
}
errors = gp.simulate(ways, years=5, replications=40, seed=2026)
told = errors.ratio("falsely_sanctioned", "sanctioned").set_index("scenario")
told["theory"] = [theory_of_sanctions(4, *pair)[1] for pair in ((t, f), (t, f / 2), (0.9, f))]
told.round(3)

# %%
share = errors.compare_ratio("falsely_sanctioned", "sanctioned").set_index("scenario")[["difference", "low", "high"]]
number = errors.compare("falsely_sanctioned").set_index("scenario")[["difference", "low", "high"]]
pd.concat({"share without cause": share, "wronged, a town and year": number}, axis=1).round(3) + 0.0

# %% [markdown]
# Halving false alarms lowers the share more, and it lowers the number of those wronged. Looking harder lowers the share only
# because more of the deserving are found besides; the wronged are as many as before. And one more number that looks like
# success and is not: the share of the deserving who are missed.

# %%
missed = curve(played, "missed", 1.0).assign(theory=1 - t)
unseen = pd.Series({v: 1 - v / count * cycle.visits.detection for v in stops}, name="lies nobody finds (theory)")
missed.rename(columns=PLAYED).join(unseen).rename_axis("visits").round(3)

# %% [markdown]
# It is near $1-t$ at every number of visits, because a lie that nobody found gives no cause here and is not counted as
# missed. The last column is: the share of lies that no visit finds. Both belong in a report.
#
# ## What was learnt
#
# - Lies stop where visits, the chance of finding and the penalty together make them not pay; below that each visit helps.
#   Heavy weights on self-reported indicators invite lies, with their square.
# - A rate of visits that is announced and kept deters. A penalty without it is answered by fewer visits.
# - Neither the number of finds, nor a fall of scores, nor the share of false sanctions says by itself how much is lied.
# - Where few give cause, most who are hit gave none (Bayes). Rarer false alarms protect them; more zeal does not.
# - The towns are invented; a detection rate of four in ten is an assumption. Reasons carry over, magnitudes do not. And the
#   simulation compares rules; it does not judge anybody.
#
# **Exercise.** With accountability off, how many of the eight towns must be visited before nobody lies? And if the penalty
# were doubled? Work it out from $p = w / (q(w + F))$ for the heaviest self-reported indicator, then play it.
#
# *Solution.*

# %%
heaviest, q, F = own.max(), cycle.visits.detection, cycle.visits.penalty
needed = {factor: count * heaviest / (q * (heaviest + factor * F)) for factor in (1, 2)}
{f"penalty times {factor}": round(float(towns_needed), 2) for factor, towns_needed in needed.items()}

# %%
doubled = nobody.replace("cycle.visits.penalty", 2 * F, because="twice the penalty")
harsher = curve(swept(doubled, stops, "fabricated"), "fabricated")
pd.DataFrame({
    "points fabricated": lies["alone"]["value"],
    "theory": lies["alone"]["theory"],
    "penalty doubled": harsher["value"],
    "theory ": [theory_of_points(v, 0.0, penalty=2 * F) for v in stops],
}).rename_axis("visits").round(3)  # fmt: skip

# %% [markdown]
# Twice the penalty saves visits, *because the visits that remain are kept*. Without any, the penalty alone does nothing: the
# first row is the same.
