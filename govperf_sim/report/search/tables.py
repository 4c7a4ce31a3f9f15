"""The tables of a search: policies with what they change, how sure the front is, what was left out and what is not allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from govperf_sim.codesign.searched import Searched
from govperf_sim.experiments.estimates.sifting import Standing
from govperf_sim.report.experiment.answers import Answers
from govperf_sim.report.experiment.labels import ExperimentLabels
from govperf_sim.report.numbers import MISSING
from govperf_sim.report.tables.table import Row, Table, table
from govperf_sim.words import Language, sentence

MOST_DOMINATED = 10
"""Policies told that another beats in everything, the best first; the rest stands in the file."""


def policies_table(searched: Searched, found: Answers, labels: ExperimentLabels) -> Table:
    """The rules as they are, the front, and the best of what is dominated: what each changes against the rules as they are."""
    whole, sign = searched.policies, float(searched.sifted.signs[0])
    leading = searched.sifted.rule.outcomes[0]
    ordered = whole.assign(order=-sign * whole[leading]).sort_values(["order"], kind="stable")
    out = ordered["standing"].isin([Standing.DOMINATED, Standing.ALIKE])
    rows = [_row(0, searched, found, labels)]
    for key, those in (("search_rows_front", ordered[~out]), ("search_rows_beaten", ordered[out].head(MOST_DOMINATED))):
        numbers = [int(str(n)) for n in those.index if n != 0]
        if numbers:
            rows.append(Row((labels.word(key), *[""] * (len(rows[0].cells) - 1)), "part"))
            rows += [_row(number, searched, found, labels) for number in numbers]
    own = labels.word("search_policies_head").split("|")
    heads = [labels.outcome_in(code, found.scales[code]) for code in searched.sifted.rule.outcomes]
    head = (*own[:2], *heads, *own[2:])
    return table(labels, "search_policies", rows, head=head, numeric=(0, *range(2, 2 + len(heads)), 3 + len(heads)),
                 tight=(2 + len(heads),))  # fmt: skip


def _row(number: int, searched: Searched, found: Answers, labels: ExperimentLabels) -> Row:
    changes = searched.changes[searched.changes["policy"] == number].to_dict("records")
    by_outcome = {d["outcome"]: d for d in changes}
    own = searched.sifted.table.to_dict("records")[number]
    cells = []
    for code in searched.sifted.rule.outcomes:
        scale, d = found.scales[code], by_outcome.get(code)
        if number == 0:
            cells.append(scale.shown(own[code]))
        else:
            cells.append(
                f"{scale.difference(d['difference'])} {scale.signed_span(d['low'], d['high'])}" if d else MISSING
            )
    standing = labels.word(f"search_standing_{own['standing']}", by=own["by"])
    if number == searched.best:
        standing = labels.word("search_standing_best", standing=standing)
    return Row((str(number), labels.policy(number), *cells, standing, str(own["replications"])))


def rivals_table(searched: Searched, found: Answers, labels: ExperimentLabels) -> Table:
    """For each policy of the front the one that comes nearest to beating it, and in what it is still ahead of that."""
    rows = []
    for number, r in searched.rivals.iterrows():
        scale = found.scales[r["outcome"]]
        rows.append([
            f"{number}  {labels.policy(number)}",
            f"{r['rival']}  {labels.policy(r['rival'])}",
            labels.outcome_in(r["outcome"], scale),
            scale.difference(r["difference"]),
            scale.signed_span(r["low"], r["high"]),
            labels.word("search_sure" if r["sure"] else "search_unsure"),
        ])  # fmt: skip
    return table(labels, "search_rivals", rows, numeric=(3, 4), tight=(5,))


def left_out_table(searched: Searched, labels: ExperimentLabels) -> Table:
    """The levers that were not searched, and why."""
    rows = [
        [sentence(f"codesign_search.lever_{code}").text(labels.language), code, why.text(labels.language)]
        for code, why in searched.search.left_out.items()
    ]
    return table(labels, "search_left_out", rows, codes=(1,))


def refused_table(searched: Searched, labels: ExperimentLabels) -> Table:
    """The values of rules that admit no weights, each once, and why."""
    design = searched.findings.samples.manifest.design
    told: dict[str, str] = {}
    for row, why in searched.search.not_allowed:
        changed = [
            labels.change(lever, value, now)
            for lever, value, now in zip(design.levers, row, design.policies[0], strict=True)
            if value != now
        ]
        told.setdefault(why[labels.language], labels.joined(changed))
    return table(labels, "search_refused", [[said, why] for why, said in told.items()])


def tables_of(searched: Searched, named: Mapping[Language, Sequence[str]]) -> dict[str, pd.DataFrame]:
    """By the name of their file, tidy, by code and in fractions."""
    policies = searched.policies.assign(**{f"name_{language}": list(own) for language, own in named.items()})
    left_out = [(code, why.text("zh"), why.text("en")) for code, why in searched.search.left_out.items()]
    levers = list(searched.policies_by_lever.columns)
    refused = [(*row, why["zh"], why["en"]) for row, why in searched.search.not_allowed]
    tables = {
        "policies": policies.reset_index(),
        "changes": searched.changes,
        "front": policies[policies["standing"].isin([Standing.FRONT, Standing.OPEN])].reset_index(),
        "rivals": searched.rivals.reset_index(),
        "left_out": pd.DataFrame(left_out, columns=["lever", "zh", "en"]),
        "not_allowed": pd.DataFrame(refused, columns=[*levers, "zh", "en"]),
    }
    return {name: own for name, own in tables.items() if len(own)}
