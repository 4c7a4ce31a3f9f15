"""The parts of a scenario, put together as far as its faults allow, so that every part names its own."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pandas as pd

from govperf_sim.errors import Fault
from govperf_sim.framework import Framework
from govperf_sim.panel import Panel
from govperf_sim.scenario import assemble, meaning
from govperf_sim.scenario.placed import attempt
from govperf_sim.scenario.read import Address
from govperf_sim.scenario.references import named, undefined
from govperf_sim.scenario.schema import ScenarioDocument
from govperf_sim.scenario.table import Table
from govperf_sim.scenario.treatments import treated
from govperf_sim.scenario.written import Located, Written
from govperf_sim.scoring.goalposts import with_frozen_posts
from govperf_sim.scoring.scores import Scores, score_panel
from govperf_sim.simulation.population import Population
from govperf_sim.simulation.ranges import refuse
from govperf_sim.simulation.settings import Cycle, institution_faults
from govperf_sim.weights.weighting import Weighting

WHO_AND_WHAT = frozenset({"systems", "domains", "evaluators", "indicators", "pools", "groups", "units"})


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The values as observed and as treated (``treated`` lists what differs), and the scores they make.

    The ``framework`` has its posts frozen where they come from reference years.
    """

    framework: Framework
    observed: Panel
    panel: Panel
    treated: pd.DataFrame
    scores: Scores


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the layers below know of a scenario."""

    measured: Measured
    weighting: Weighting
    cycle: Cycle | None
    population: Population | None


def put_together(
    written: Written, document: ScenarioDocument, table: Table | None, before: Parts | None = None
) -> tuple[Parts | None, list[Fault]]:
    """The parts, or every fault that keeps them from being made.

    ``before`` are parts whose values, scores and rules are those of the document too; they are taken over.
    """
    found = [*undefined(written, named(document)), *meaning.repeats(written), *meaning.posts(written, document)]
    found += meaning.exact(written, document)
    found += [*meaning.goal(written, document), *meaning.examined(written, document, table)]
    cycle, faults = _cycle(written, document)
    if _whole(written, document, found):
        found += [*meaning.strangers(written, document), *meaning.reference(written, document)]
        found += [*meaning.visits(written, document), *meaning.services(written, document)]
        found += meaning.channels(written, document)
    found += meaning.institutions(written, document)
    if not _whole(written, document, found):
        return None, [*faults, *(fault for _, fault in found)]
    framework, more = attempt(lambda: assemble.framework_of(document, written), written)
    faults += more
    if framework is not None:
        sound = _without(document, {address[:2] for address, _ in found})
        found += meaning.selections(written, sound, framework)
    faults += [fault for _, fault in found]
    if framework is None or document.panel is None:
        return None, faults
    if before is not None and not faults:
        return _with_a_year(before, written, cycle, document)
    sound = _without(document, {address[:2] for address, _ in found})
    measured, more = None, list[Fault]()
    # A panel of which only a part could be read (its order of vintages, say, could not) is not judged by that part.
    if table is not None and document.panel.model_fields_set == set(written.table("panel")):
        measured, more = attempt(lambda: _measured(document, framework, table), written, table)
    # Rules are checked whether or not there are scores: a fault of the panel must not hide theirs.
    asked = _stand_in(framework, document.panel.period) if measured is None else measured.scores
    weighting, unanswerable = attempt(lambda: assemble.weighting_of(sound, written, framework, asked), written)
    faults += [*more, *unanswerable]
    if faults or measured is None or weighting is None:
        return None, faults
    scored = Parts(measured=measured, weighting=weighting, cycle=None, population=None)
    return _with_a_year(scored, written, cycle, document)


def _with_a_year(
    scored: Parts, written: Written, cycle: Cycle | None, document: ScenarioDocument
) -> tuple[Parts | None, list[Fault]]:
    """What is scored, with the year that is to be played."""
    population, faults = _population(written, document, scored.measured)
    if cycle is not None and population is not None:
        _, faults = attempt(lambda: refuse(institution_faults(cycle, population, ("question",))), written)
    return dataclasses.replace(scored, cycle=cycle, population=population), faults


def _whole(written: Written, document: ScenarioDocument, found: list[Located]) -> bool:
    """Whether the framework and the units are all there and without fault, so that they can be spoken of as a whole."""
    there = all(len(getattr(document, t)) == len(written.table(t)) for t in WHO_AND_WHAT)
    there &= all(getattr(document, t) for t in WHO_AND_WHAT - {"pools"})
    return there and not any(address[0] in WHO_AND_WHAT for address, _ in found)


def _without(document: ScenarioDocument, bad: set[Address]) -> ScenarioDocument:
    """The document without the rules, and without the reference, in which a fault was found."""
    rules = {code: rule for code, rule in document.rules.items() if ("rules", code) not in bad}
    reference = None if any(address[0] == "reference" for address in bad) else document.reference
    return document.model_copy(update={"rules": rules, "reference": reference})


def _cycle(written: Written, document: ScenarioDocument) -> tuple[Cycle | None, list[Fault]]:
    entry = document.cycle
    return (None, []) if entry is None else attempt(lambda: assemble.cycle_of(entry, document.institutions), written)


def _population(
    written: Written, document: ScenarioDocument, measured: Measured
) -> tuple[Population | None, list[Fault]]:
    year = document.cycle
    if year is None:
        return None, []
    return attempt(lambda: assemble.population_of(measured.framework, measured.scores, year.loadings), written)


def _measured(document: ScenarioDocument, framework: Framework, table: Table) -> Measured:
    observed = Panel(table.frame, document.panel.prefer)
    done = treated(framework, observed, document.panel)
    frozen = with_frozen_posts(framework, done.panel)
    scores = score_panel(frozen, done.panel, document.panel.period)
    return Measured(framework=frozen, observed=observed, panel=done.panel, treated=done.changes, scores=scores)


def _stand_in(framework: Framework, period: int) -> Scores:
    """A half everywhere, to ask about the rules alone."""
    return Scores(0.5 * assemble.applies_to_units(framework).astype(float), pd.DataFrame(), (), period)
