"""The summary of the dossier: five questions in the order in which an office asks them, a few sentences each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from govperf_sim.experiments.appraisal.appraisal import DERIVED, PROPOSED, Appraisal
from govperf_sim.report import measures
from govperf_sim.report.dossier.parts import (
    LEAST_SHOWN,
    at_point,
    broken,
    firsts,
    forced_by,
    moves_of_bands,
    of_first,
    rankings,
    stated,
)
from govperf_sim.report.dossier.tables.behaviour import judged
from govperf_sim.report.figures.ranked import Ranked, of_pool
from govperf_sim.report.labels import Labels
from govperf_sim.report.numbers import points, rounded, signed

HEADLINES = ("welfare", "gaming_share", "falsely_sanctioned")
"""What the first page tells of behaviour: what is achieved, deception, and wrongs done."""
NAMED = 3
"""Of so many pairs of units the first page gives the names."""


def answers(found: Appraisal, labels: Labels) -> list[str]:
    """Allowed?  Whom does it favour?  How sure?  What would it make people do?  What is nearest?

    Short enough for one page of an official document; the chapters tell the same with intervals and against every scheme.
    """
    told = {
        "allowed": allowed(found, labels),
        "favours": [_moved(found, found.first, labels), *_regrets(found, labels)],
        "sure": _surest(sure(found, labels)),
        "behaviour": _responses(found, labels, "brief"),
        "nearest": nearest(found, labels),
    }
    gap = labels.word("sentence_gap")
    return [
        labels.word("answer", question=labels.word(f"question_{key}"), answer=gap.join(said))
        for key, said in told.items()
    ]


def allowed(found: Appraisal, labels: Labels) -> list[str]:
    """Whether the rules in force admit it, what is missed most, and whether its own rules admit it."""
    lacking = broken(found.rules)
    counts = {"rules": found.rules["rule"].nunique(), "rows": len(found.rules)}
    said = [labels.word("allowed", **counts)]
    if len(lacking):
        row = lacking.iloc[0]
        worst = stated(found.proposed.base, lacking.index[0], labels)
        value = labels.word("but_is", value=points(row["value"])) if worst.weighs else ""
        clause = labels.word("by_clause", clause=row["clause"]) if row["clause"] else ""
        said = [
            labels.word(
                "not_allowed", broken=len(lacking), of=lacking["rule"].nunique(), group=worst.group,
                statement=worst.statement, value=value, by=points(-float(row["slack"])), clause=clause,
                **counts,
            )
        ]  # fmt: skip
    if found.conflict is not None:
        return [*said, labels.word("own_contradict")]
    if found.own_rules is None:
        return said
    own = broken(found.own_rules)
    return [*said, labels.word("own_broken" if len(own) else "own_kept", broken=len(own))]


def favours(found: Appraisal, labels: Labels) -> list[str]:
    """Who gains and who loses, and who is farthest from what would suit it best."""
    return [*(_moved(found, against, labels) for against in firsts(found.shifts)), *_regrets(found, labels)]


def sure(found: Appraisal, labels: Labels) -> list[str]:
    """How far ranks hold when every weight moves a little, in the largest ranking, and how many neighbours are tied."""
    apart = {**found.bands.apart, **found.flips.apart}
    unranked = [labels.word("unranked", pools=labels.joined([labels.pool(p) for p in apart]))] if apart else []
    pools = list(rankings(found))
    if not pools:
        return [labels.word("nobody_to_rank"), *unranked]
    largest = max(pools, key=lambda p: (p.many, p.level != "group"))
    return [_holds(found, largest, labels), _ties(found, largest, labels), *unranked]


def behaviour(found: Appraisal, labels: Labels) -> list[str]:
    """What the units would answer, paired with the first scheme; and visits that nobody can pay for."""
    return _responses(found, labels, "full")


def nearest(found: Appraisal, labels: Labels) -> list[str]:
    """By how much it misses, and what has to change most."""
    near = found.nearest
    if near.moves.empty or near.distance < LEAST_SHOWN:
        return [labels.word("nearest_itself")]
    forced = near.moves[near.moves["why"] == "rows"]
    some: dict[Any, Any] = (forced if len(forced) else near.moves).to_dict("index")
    (group, indicator), first = max(some.items(), key=lambda move: abs(move[1]["change"]))
    why = forced_by(found, first["rows"], labels)
    told = {
        "points": points(near.distance / 2, 2),
        "cells": len(near.moves),
        "groups": len(firsts(near.moves)),
        "group": labels.group(group),
        "indicator": labels.indicator(indicator),
        "before": points(first["given"]),
        "after": points(first["nearest"]),
        "why": labels.word("semicolon").join(s.statement for s in why[:2]),
    }
    return [labels.word("nearest_by", **told), labels.word("nearest_forced" if why else "nearest_most", **told)]


def response(measure: str, row: Mapping[Any, Any], labels: Labels, how: str) -> str:
    """A difference, its interval where it is told in ``full`` and not ``brief``, and what can be said of it."""
    difference, verdict = judged(measure, row, labels)
    amount = labels.word(f"amount_{measures.unit_of(measure)}", difference=difference)
    low, high = (measures.shown_difference(measure, row[end]) for end in ("low", "high"))
    return labels.word(f"response_{how}", measure=measures.named(measure, labels), amount=amount, low=low, high=high,
                       verdict=verdict)  # fmt: skip


def _responses(found: Appraisal, labels: Labels, how: str) -> list[str]:
    played, table = found.played, found.responses
    if played is None or table is None:
        return [labels.word("not_played")]
    asked = {"years": played.to_frame()["year"].nunique(), "replications": played.replications}
    told = {
        scheme: labels.word("semicolon").join(response(m, row, labels, how) for m, row in _headlines(table, scheme))
        for scheme in (PROPOSED, DERIVED)
        if scheme != found.first
    }
    said = [labels.word("played_so", first=labels.variant(found.first), told=told[PROPOSED], **asked)]
    if DERIVED in told and how == "full":
        said.append(labels.word("derived_so", told=told[DERIVED]))
    if found.visits is not None:
        plan = found.visits.to_dict("index")["proposed"]
        if plan["made"] < plan["planned"] - 0.5:
            made = {"planned": rounded(plan["planned"], 0), "made": rounded(plan["made"], 1)}
            said.append(labels.word("visits_cut", **made))
    return said


def _regrets(found: Appraisal, labels: Labels) -> list[str]:
    """Who is farthest from what would suit it best, as proposed and by the derived scheme."""
    regret = {s: of_first(found.units, s)["regret"].dropna() for s in (PROPOSED, DERIVED)}
    if regret[PROPOSED].empty:
        return []
    return [
        labels.word(
            "most_regret", unit=labels.unit(regret[PROPOSED].idxmax()), most=rounded(regret[PROPOSED].max(), 2),
            derived=rounded(regret[DERIVED].max(), 2), best=labels.unit(regret[DERIVED].idxmax()),
        )
    ]  # fmt: skip


def _moved(found: Appraisal, against: str, labels: Labels) -> str:
    own = of_first(found.shifts, against)
    counts = {v: int((own["verdict"] == v).sum()) for v in ("gains", "loses", "level")}
    other = labels.variant(against)
    if not counts["gains"] + counts["loses"]:
        return labels.word("nobody_moves", other=other)
    ranks = int(((own["rank_in_group"].fillna(0) != 0) | (own["rank_in_pool"].fillna(0) != 0)).sum())
    said = [labels.word("who_moves", other=other, ranks=ranks, **counts)]
    if against == found.first:
        lead = own["lead"].astype(float)
        ends = {"gains": str(lead.idxmax()), "loses": str(lead.idxmin())}
        said += [labels.word(f"{v}_most", unit=labels.unit(u), by=signed(100 * lead[u]))
                 for v, u in ends.items() if counts[v]]  # fmt: skip
    return labels.word("semicolon").join(said) + labels.word("full_stop")


def _surest(said: list[str]) -> list[str]:
    """What holds, and what matters most of the rest: that some cannot be ranked together, else who is tied."""
    return said if len(said) < 3 else [said[0], said[-1]]


def _holds(found: Appraisal, pool: Ranked, labels: Labels) -> str:
    by = moves_of_bands(found)[0]
    own = of_pool(at_point(found, by), pool.level, pool.pool)
    most = pd.concat([own["rank"] - own["best_bound"], own["worst_bound"] - own["rank"]], axis=1).max(axis=1)
    kept = int((most == 0).sum())
    return labels.word(
        "ranks_hold_all" if kept == len(own) else "ranks_hold", pool=pool.named(labels), points=f"{by:g}",
        within=labels.word(f"within_{found.bands.within.value}"), units=len(own), kept=kept, most=int(most.max()),
    )  # fmt: skip


def _ties(found: Appraisal, pool: Ranked, labels: Labels) -> str:
    own = of_pool(found.flips.pairs, pool.level, pool.pool)
    tied = own.index[own["tie"].astype(bool)]
    names = [labels.word("trust_tie", ahead=labels.unit(a), behind=labels.unit(b)) for a, b in tied]
    if not names:
        return labels.word("no_ties", pairs=len(own))
    shown = labels.word("semicolon").join(names[:NAMED]) + (labels.word("and_so_on") if len(names) > NAMED else "")
    return labels.word("ties", pairs=len(own), ties=len(names), names=shown)


def _headlines(table: pd.DataFrame, scheme: str) -> list[tuple[str, Mapping[Any, Any]]]:
    own = of_first(table, scheme).to_dict("index")
    return [(m, own[m]) for m in HEADLINES if m in own]
