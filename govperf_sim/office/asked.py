"""What a questionnaire asks: in which way, about which sets of items, in which columns.

A set is what is compared with one another: the domains of a system, the indicators of a domain, or the units of a group.
Heads are bilingual; a column is known by its whole head, by either half of it, or by its key.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from govperf_sim.errors import PreferenceError, fault
from govperf_sim.framework import Framework
from govperf_sim.office.typed import plain
from govperf_sim.office.ways import About, Way
from govperf_sim.words import Name, say

ANSWERS: Mapping[Way, tuple[str, ...]] = {
    Way.BEST_WORST: ("choice", "best_to", "to_worst"),
    Way.PAIRS: ("times",),
    Way.RANKING: ("place",),
    Way.POINTS: ("points",),
}
"""The columns that people fill in."""
CODES: Mapping[Way, tuple[str, ...]] = {way: ("set", "item", *(["other"] if way is Way.PAIRS else [])) for way in Way}
"""The columns that say what a row is about."""
CHOICES: Mapping[str, frozenset[str]] = {
    "best": frozenset({"最重要", "best"}),
    "worst": frozenset({"最不重要", "worst"}),
}


@dataclass(frozen=True)
class Asked:
    """The sets of items, with what they are called."""

    way: Way
    sets: Mapping[str, Mapping[str, Name]]
    names: Mapping[str, Name]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the questionnaire, in order."""
        other = ("other", "other_name") if self.way is Way.PAIRS else ()
        return ("set", "set_name", "item", "name", *other, *ANSWERS[self.way])

    def rows(self) -> Iterator[dict[str, str]]:
        """Each row, without its answers."""
        for s, items in self.sets.items():
            about = {"set": s, "set_name": both(self.names[s])}
            if self.way is Way.PAIRS:
                for k, j in itertools.combinations(items, 2):
                    others = {"other": j, "other_name": both(items[j])}
                    yield {**about, "item": k, "name": both(items[k]), **others}
            else:
                yield from ({**about, "item": k, "name": both(name)} for k, name in items.items())


def asked_about(framework: Framework, way: Way, about: About = About.DOMAINS) -> Asked:
    """What to ask about a framework: every set with two items or more.

    Raises :class:`~govperf_sim.errors.PreferenceError` when there is no such set.

    >>> from govperf_sim.scenario.load import load_scenario
    >>> towns = load_scenario("six_towns").framework
    >>> {s: list(items) for s, items in asked_about(towns, Way.BEST_WORST).sets.items()}
    {'towns': ['growth', 'livelihood', 'environment', 'services']}
    """
    if way is Way.RANKING:
        found = {g: {u: framework.units[u].name for u in framework.units_of(g)} for g in framework.groups}
        names = {g: group.name for g, group in framework.groups.items()}
    elif about is About.DOMAINS:
        domains = framework.domains.items()
        found = {s: {d: domain.name for d, domain in domains if domain.system == s} for s in framework.systems}
        names = {s: system.name for s, system in framework.systems.items()}
    else:
        indicators = framework.indicators.items()
        found = {d: {k: i.name for k, i in indicators if i.domain == d} for d in framework.domains}
        names = {d: domain.name for d, domain in framework.domains.items()}
    sets = {s: items for s, items in found.items() if len(items) > 1}
    if not sets:
        raise PreferenceError(fault("office.nothing_to_ask"))
    return Asked(way, sets, {s: names[s] for s in sets})


def both(name: Name) -> str:
    """A name in both languages, once where they are the same."""
    return name.zh if name.zh == name.en else f"{name.zh} {name.en}"


def head(column: str) -> str:
    """The bilingual head of a column.

    >>> head("best_to")
    '最重要项是本项的几倍 best is how many times this'
    """
    return both(_named(column))


def known_by(column: str) -> frozenset[str]:
    """What a head may read, in half-width and small letters."""
    name = _named(column)
    return frozenset(" ".join(plain(t).lower().split()) for t in (column, name.zh, name.en, both(name)))


def _named(column: str) -> Name:
    return Name(zh=say(f"office.head_{column}", "zh"), en=say(f"office.head_{column}", "en"))
