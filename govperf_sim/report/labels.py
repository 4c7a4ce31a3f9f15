"""What codes are called in the language of a report, and the mark that every figure of it carries.

A unit and a group may share a code, so each kind of thing has names of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from govperf_sim.scenario.load import Scenario
from govperf_sim.words import Language, Name, known_keys, say

Names = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Labels:
    """A code without a name is shown as it is.

    >>> labels = Labels(language="zh", units={"foshan": "佛山市"})
    >>> labels.unit("foshan"), labels.unit("yunfu"), labels.word("score")
    ('佛山市', 'yunfu', '得分')
    """

    language: Language
    mark: str = ""
    """Says in every figure that its data are illustrative or synthetic; empty for real data."""
    units: Names = field(default_factory=dict)
    groups: Names = field(default_factory=dict)
    systems: Names = field(default_factory=dict)
    pools: Names = field(default_factory=dict)
    parted: frozenset[str] = frozenset()
    """The systems of which some units are ranked in a pool of their own."""
    domains: Names = field(default_factory=dict)
    indicators: Names = field(default_factory=dict)
    evaluators: Names = field(default_factory=dict)
    variants: Names = field(default_factory=dict)
    dates: Names = field(default_factory=dict)

    def word(self, key: str, /, **values: Any) -> str:
        """A sentence of the report."""
        return say(f"report.{key}", self.language, **values)

    def note(self, key: str) -> str:
        """How to read a table, where that is said."""
        return self.known(f"report.note_{key}", "")

    def known(self, key: str, absent: str) -> str:
        """The sentence under a key that other layers make up, or ``absent`` where there is none."""
        return say(key, self.language) if key in known_keys() else absent

    def unit(self, code: object) -> str:
        return self.units.get(str(code), str(code))

    def group(self, code: object) -> str:
        return self.groups.get(str(code), str(code))

    def system(self, code: object) -> str:
        return self.systems.get(str(code), str(code))

    def pool(self, code: object) -> str:
        """Units ranked together: those of a pool that was set apart, or a system."""
        return self.pools.get(str(code)) or self.system(code)

    def domain(self, code: object) -> str:
        return self.domains.get(str(code), str(code))

    def indicator(self, code: object) -> str:
        return self.indicators.get(str(code), str(code))

    def evaluator(self, code: object) -> str:
        return self.evaluators.get(str(code), str(code))

    def variant(self, code: object) -> str:
        return self.variants.get(str(code), str(code))

    def event(self, code: object) -> str:
        """A dated event of the calendar (``date:`` and its code in the journal), or a kind of entry of the journal."""
        plain = str(code).removeprefix("date:")
        return self.dates.get(plain) or self.known(f"simulation.event_{plain}", plain)

    def joined(self, words: list[str]) -> str:
        return say("words.list_separator", self.language).join(words)


def labels_of(scenario: Scenario, language: Language, first: str | None = None) -> Labels:
    """The names a scenario gives to its codes; ``first`` is what the scenario as it stands is called where it is played."""
    framework, document = scenario.framework, scenario.document
    variants = {code: Name(**v.name.model_dump()) for code, v in scenario.variants.items()}
    variants[first or scenario.name] = Name(zh=say("report.as_it_stands", "zh"), en=say("report.as_it_stands", "en"))
    dates = {} if document.cycle is None else document.cycle.calendar.dates

    def named(table: Mapping[str, Any]) -> Names:
        return {code: entry.name.text(language) for code, entry in table.items()}

    return Labels(
        language=language,
        mark=mark_of(scenario, language),
        units=named(framework.units),
        groups=named(framework.groups),
        systems=named(framework.systems),
        pools=named(framework.pools),
        parted=frozenset(
            framework.groups[unit.group].system for u, unit in framework.units.items() if framework.pool_of(u)
        ),
        domains=named(framework.domains),
        indicators=named(framework.indicators),
        evaluators=named(framework.evaluators),
        variants={code: name.text(language) for code, name in variants.items()},
        dates={code: Name(**entry.name.model_dump()).text(language) for code, entry in dates.items()},
    )


def mark_of(scenario: Scenario, language: Language) -> str:
    """What a figure of this scenario must say about its data."""
    if "synthetic" in scenario.panel.flags:
        return say("report.mark_synthetic", language)
    return say("report.mark_illustrative", language) if scenario.illustrative else ""
