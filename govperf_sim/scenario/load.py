"""``load_scenario``: a folder, checked from end to end, as one frozen value."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from govperf_sim.errors import Fault, GovPerfError, ScenarioError, fault, nearest
from govperf_sim.framework import Framework
from govperf_sim.panel import COLUMNS, Panel
from govperf_sim.scenario.assemble import name_of
from govperf_sim.scenario.document import understand
from govperf_sim.scenario.folder import in_order, read_folder
from govperf_sim.scenario.parts import Measured, Parts, put_together
from govperf_sim.scenario.references import codes, uncited_clauses, unknown_clauses
from govperf_sim.scenario.schema import HOME, ScenarioDocument, VariantEntry
from govperf_sim.scenario.schema_cycle import HorizonEntry
from govperf_sim.scenario.screened import screened
from govperf_sim.scenario.table import Table, read_table
from govperf_sim.scenario.variants import Asked, Change, changed, value_at, with_variant
from govperf_sim.scenario.written import Written
from govperf_sim.scoring.scores import Scores
from govperf_sim.screening.findings import Checked
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.settings import Cycle
from govperf_sim.weights.goal import Goal
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Language, Message, Name, say

OF_A_YEAR = frozenset({"cycle", "institutions"})
"""What neither values nor rules depend on."""


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Scenario:
    """Who is assessed, on which indicators, under which rules, and how the year runs.

    Everything in it has been checked; a variant is another scenario, made by :meth:`replace` or :meth:`variant`.

    >>> towns = load_scenario("six_towns")
    >>> towns.language
    'zh'
    >>> stricter = towns.replace("rules.cap_growth.at_most.plain_towns", 0.10, because="consultation draft of a lower cap")
    >>> stricter.changes[0].before, stricter.changes[0].after
    (0.2, 0.1)
    """

    name: str
    """The name of its folder."""
    folder: Path
    document: ScenarioDocument
    language: Language
    framework: Framework
    observed: Panel
    """The values as they were observed, every vintage of them."""
    panel: Panel
    """The values that are scored: those observed, and those that a treatment put in their place."""
    treated: pd.DataFrame
    """What the treatments touched: unit, indicator, period, before, after, why, basis; empty where none is asked for."""
    scores: Scores
    weighting: Weighting
    cycle: Cycle | None
    population: Population | None
    """The units as the first year finds them; None where there is no cycle."""
    written: Written
    """The files as read, with the place of everything in them."""
    table: Table
    changes: tuple[Change, ...] = ()
    """What differs from the files."""

    @property
    def title(self) -> Name:
        return name_of(self.document.title)

    @property
    def illustrative(self) -> bool:
        """Whether any number is illustrative or synthetic; whatever shows results must then say so."""
        return self.document.illustrative

    @property
    def goal(self) -> Goal | None:
        """What the weights are to serve, with its source; None where none is declared."""
        return self.weighting.goal

    @property
    def horizon(self) -> HorizonEntry | None:
        """Years, replications and seed that ``govperf run`` plays."""
        return None if self.document.cycle is None else self.document.cycle.horizon

    @property
    def variants(self) -> Mapping[str, VariantEntry]:
        return self.document.variants

    def variant(self, code: str) -> Scenario:
        """The scenario with all changes of one of its variants.

        Raises :class:`~govperf_sim.errors.ScenarioError` for a variant it does not have.
        """
        if code not in self.variants:
            raise ScenarioError(fault("scenario.no_variant", nearest(code, self.variants), variant=code))
        return self._changed(*with_variant(self.written, code))

    def value(self, path: str) -> Any:
        """What stands at an address such as ``cycle.visits.a_year``; None where an optional entry is absent.

        Raises :class:`~govperf_sim.errors.ScenarioError` for an address that leads nowhere.
        """
        return value_at(self.written, path)

    def replace(self, path: str, value: Any, *, because: str) -> Scenario:
        """The scenario with ``value`` at an address such as ``rules.cap_growth.at_most``.

        None takes the entry away: ``replace("cycle.visits", None, because=...)`` switches the visits off.
        ``because`` (at least four characters) becomes the source of the changed number.  Raises
        :class:`~govperf_sim.errors.ScenarioError` for an unknown address or a value that cannot stand there.
        """
        return self.replace_all({path: value}, because=because)

    def replace_all(self, values: Mapping[str, Any], *, because: str) -> Scenario:
        """The scenario with every one of ``values`` (by address) in its place, as :meth:`replace` puts one there.

        Only the outcome must make sense, not the steps to it, and it is put together once.
        """
        return self.with_changes(Asked(path, value, because) for path, value in values.items())

    def with_changes(self, asked: Iterable[Asked]) -> Scenario:
        """As :meth:`replace_all`, where each change has a reason, and may have a place, of its own.

        Raises :class:`~govperf_sim.errors.ScenarioError` with every fault, each where its change was asked for.
        """
        return self._changed(*changed(self.written, asked))

    def _changed(self, now: Written, changes: tuple[Change, ...]) -> Scenario:
        document, faults = understand(now, ScenarioDocument)
        table: Table | None = self.table
        if document.panel is not None and document.panel.file != self.table.page.file:
            table, more = read_table(self.folder, document.panel.file, codes(now, "units"), codes(now, "indicators"))
            faults += more
        only_the_year = all(now.data.get(key) is self.written.data.get(key) for key in HOME if key not in OF_A_YEAR)
        parts, more = put_together(now, document, table, self._parts if only_the_year else None)
        faults += more
        if faults or parts is None or table is None:
            raise ScenarioError(in_order(faults))
        changes = (*self.changes, *changes)
        return dataclasses.replace(self, document=document, written=now, table=table, changes=changes,
                                   **_fields(parts))  # fmt: skip

    @property
    def _parts(self) -> Parts:
        measured = Measured(**{field.name: getattr(self, field.name) for field in dataclasses.fields(Measured)})
        return Parts(measured=measured, weighting=self.weighting, cycle=self.cycle, population=self.population)

    @functools.cached_property
    def screening(self) -> tuple[Checked, ...]:
        """The truth checks over the observed values: what each found, and among how many comparisons."""
        return screened(self.document, self.framework, self.observed)

    @functools.cached_property
    def digest(self) -> str:
        """SHA-256 of what the scenario says, with its data; comments and layout do not count."""
        said = json.dumps(self.written.data, ensure_ascii=False, default=str, separators=(",", ":"))
        data = self.observed.frame[list(COLUMNS)].to_csv(index=False, lineterminator="\n")
        return hashlib.sha256(f"{said}\n{data}".encode()).hexdigest()

    def summary(self, language: Language) -> str:
        """One line: how many units, groups, systems, indicators and rules."""
        rules = self.document.rules.values()
        motivated = sum(1 for rule in rules if rule.source.clause is not None)
        counts = {t: len(getattr(self.document, t)) for t in ("units", "groups", "systems", "indicators", "rules")}
        kind = "scenario.summary_illustrative" if self.illustrative else "scenario.summary"
        return say(kind, language, motivated=motivated, **counts)

    def __repr__(self) -> str:
        return self.summary("en")

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td><code>{html.escape(c.path)}</code></td><td>{html.escape(str(c.before))}</td>"
            f"<td>{html.escape(str(c.after))}</td><td>{html.escape(c.because)}</td></tr>"
            for c in self.changes
        )
        title, summary = self.title.text(self.language), self.summary(self.language)
        table = f"<table>{rows}</table>" if rows else ""
        return f"<p><b>{html.escape(title)}</b><br>{html.escape(summary)}</p>{table}"


def load_scenario(folder: str | Path, language: Language | None = None) -> Scenario:
    """Read, check and assemble a scenario: a folder, or the name of one that ships with the package.

    ``language`` is that of reports, by default the scenario's own.  Raises
    :class:`~govperf_sim.errors.ScenarioError` with every fault of every file, each with file, line and column.

    >>> load_scenario("six_towns")
    6 units · 2 groups · 1 systems · 7 indicators · 7 rules (6 motivated by a clause; limits illustrative)
    """
    place = _folder(folder)
    written, faults = read_folder(place)
    document, more = understand(written, ScenarioDocument)
    faults += more
    # A clause that nothing cites may be cited by what could not be read.
    faults += unknown_clauses(written, document) or ([] if faults else uncited_clauses(written, document))
    table = None
    if document.panel is not None:
        table, more = read_table(place, document.panel.file, codes(written, "units"), codes(written, "indicators"))
        faults += more
    if table is not None:
        written = dataclasses.replace(written, pages={**written.pages, table.page.file: table.page})
    parts, more = put_together(written, document, table)
    faults += more
    if faults or parts is None or table is None:
        raise ScenarioError(in_order(faults))
    scenario = Scenario(
        name=place.resolve().name,
        folder=place,
        document=document,
        language=language or document.language,
        written=written,
        table=table,
        **_fields(parts),
    )
    # A variant that cannot be made is a fault of its scenario, found when it is loaded and not when it is played.
    if faults := [fault for code in scenario.variants for fault in _of_variant(scenario, code)]:
        raise ScenarioError(in_order(faults))
    return scenario


def _fields(parts: Parts) -> dict[str, Any]:
    return {**vars(parts.measured), "weighting": parts.weighting, "cycle": parts.cycle, "population": parts.population}


def shipped() -> tuple[str, ...]:
    """The scenarios that ship with the package and load by name."""
    return tuple(sorted(path.name for path in EXAMPLES.iterdir() if (path / "framework.yaml").is_file()))


EXAMPLES = Path(str(files("govperf_sim"))) / "examples"


def _folder(asked: str | Path) -> Path:
    folder = Path(asked)
    if folder.is_dir():
        return folder
    if str(asked) in shipped():
        return EXAMPLES / str(asked)
    key = "scenario.is_a_file" if folder.is_file() else "scenario.no_folder"
    raise ScenarioError(fault(key, nearest(asked, shipped()), folder=folder.as_posix(), shipped=", ".join(shipped())))


def _of_variant(scenario: Scenario, code: str) -> list[Fault]:
    try:
        scenario.variant(code)
    except GovPerfError as refused:
        spot = scenario.written.key_spot(("variants", code))
        return [
            found if found.file == spot.file else scenario.written.at(spot, _within(code, found), found.hint)
            for found in refused.faults
        ]
    return []


def _within(code: str, found: Fault) -> Message:
    place = ":".join(str(p) for p in (found.file, found.line) if p)
    return Message("scenario.in_variant", {"variant": code, "said": found.message, "place": place})
