"""The page "clause by clause": what stands for each clause of the document, its formula, its switch and its test.

Nothing on it is written twice.  What cites a clause is read off the scenario, the formula off the docstring of the class or
module that plays it, the switch is the address of the entry, and the test stands where tests mirror the package.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from govperf_sim import framework
from govperf_sim.report.docstrings import markdown
from govperf_sim.scenario import assemble
from govperf_sim.scenario.load import Scenario
from govperf_sim.scenario.read import Address
from govperf_sim.scenario.written import dotted
from govperf_sim.simulation import behaviour, calendar, outcomes
from govperf_sim.simulation.institutions.register import INSTITUTIONS
from govperf_sim.weights import rules
from govperf_sim.words import Language, say

SWITCHES = 3
"""So many addresses are written out; the rest are counted."""
_YEAR = {"calendar": calendar.Calendar, "work": outcomes.Work, "reward": behaviour.Reward, **assemble.MECHANISMS}
_DISPLAYED = re.compile(r"\$\$ *(.+?) *\$\$", flags=re.DOTALL)
_INLINE = re.compile(r"(?<!\$)\$([^$]+)\$(?!\$)")
_TOGETHER = dict.fromkeys(("experts", "periodic", "records", "third_party", "vintages"), "figures")
"""Modules whose tests stand together, in those of another."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for a clause in a scenario: something of the package, and where it is switched on."""

    module: str
    formula: str
    switches: tuple[str, ...]

    @property
    def test(self) -> str:
        """The file in which tests mirror the module."""
        *folders, name = self.module.split(".")[1:]
        return "/".join(["tests", *folders, f"test_{_TOGETHER.get(name, name)}.py"])


def clauses_page(scenario: Scenario, language: Language = "en") -> str:
    """The page, in Markdown; a scenario that serves no document has none, and the page says so."""
    parts = [f"# {say('report.clauses_title', language)}"]
    document = scenario.document.document
    if document is None:
        return "\n\n".join([*parts, say("report.clauses_none", language)]) + "\n"
    left = sum(entry.left_out is not None for entry in document.clauses.values())
    told = {"document": document.number, "clauses": len(document.clauses), "left": left, "scenario": scenario.name}
    parts.append(say("report.clauses_means", language, **told))
    heads = [say(f"report.clauses_{column}", language) for column in ("clause", "stands", "formula", "switch", "test")]
    rows = [heads, ["---"] * len(heads)]
    cited = _cited(scenario)
    for clause, entry in document.clauses.items():
        text = entry.text.zh if language == "zh" else entry.text.en
        named = f"**{clause}** {text}"
        for found in _standing(scenario, cited.get(clause, [])):
            switches = ", ".join(f"`{s}`" for s in found.switches[:SWITCHES])
            if (more := len(found.switches) - SWITCHES) > 0:
                switches += say("report.clauses_more", language, more=more)
            rows.append([named, f"`{found.module}`", found.formula, switches, f"`{found.test}`"])
            named = ""
        if entry.left_out is not None:
            why = entry.left_out.zh if language == "zh" else entry.left_out.en
            rows.append([named, say("report.clauses_left_out", language, why=why), "", "", ""])
    parts.append("\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows))
    return "\n\n".join(parts) + "\n"


def _cited(scenario: Scenario) -> dict[str, list[Address]]:
    """The entries that cite each clause."""
    cited: dict[str, list[Address]] = {}
    for address, clause in scenario.written.entries("clause"):
        if address[-2:-1] == ("source",):
            cited.setdefault(str(clause), []).append(address[:-2])
    return cited


def _standing(scenario: Scenario, addresses: list[Address]) -> Iterator[Standing]:
    """What plays these entries, each module once."""
    found: dict[tuple[str, str], list[str]] = {}
    for address in addresses:
        found.setdefault(_played_by(scenario, address), []).append(dotted(address))
    for (module, formula), switches in found.items():
        yield Standing(module, formula, tuple(switches))


def _played_by(scenario: Scenario, address: Address) -> tuple[str, str]:
    """The module that plays an entry, and its formula, if it has one."""
    table, *rest = (str(part) for part in address)
    if table == "rules":
        kind = rules.KINDS[scenario.document.rules[rest[0]].kind]
        return kind.__module__, _formula(kind)
    if table == "goal" and scenario.document.goal is not None:
        goal = type(scenario.weighting.goal)
        return goal.__module__, _formula(goal) or _formula(import_module(goal.__module__))
    if table == "institutions":
        module = INSTITUTIONS[rest[0]].__module__
        return module, _formula(import_module(module))
    if table == "cycle" and rest[0] in _YEAR and rest[1:2] != ["dates"]:
        module = _YEAR[rest[0]].__module__
        return module, _formula(import_module(module))
    if table == "cycle":
        return calendar.__name__, ""
    return framework.__name__, ""


def _formula(told: object) -> str:
    """The first displayed formula of a docstring, else its longest, on one line."""
    text = markdown(inspect.getdoc(told) or "")
    found = _DISPLAYED.findall(text)[:1] or sorted(_INLINE.findall(text), key=len)[-1:]
    return f"${' '.join(found[0].split()).rstrip(' .,')}$" if found else ""
