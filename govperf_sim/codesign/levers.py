"""The levers of an office beyond weights: where each stands in a scenario, and the few values of it that are worth a try.

A lever is there only where its mechanism is on.  Values lie around what is: half and double, or the ends of a share; where a
lever is no use alone, something moves along: twice the visits need twice the teams, and an inspectorate that is paid for them.

To add one, add its entry to :data:`LEVERS` and its words to ``words/codesign_search.toml``: ``lever_<code>`` (its name),
``because_<code>`` (why an office might pull it) and ``without_<code>`` (what a scenario lacks that does not have it).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from govperf_sim.errors import ExperimentError, fault, nearest
from govperf_sim.experiments.design.factors import Lever
from govperf_sim.scenario.load import Scenario
from govperf_sim.words import LANGUAGES, Message, say, sentence

DIGITS = 4
"""Of a value that was computed."""
WIDER = (0.05, 0.10)
"""By how much the least share of outside evaluation is raised."""
HANDED_OVER = 2
"""Self-reported indicators that are handed to a third party, those of most groups first."""


@dataclass(frozen=True, kw_only=True)
class KnownLever:
    """``place`` finds its address in a scenario, None where its mechanism is off; ``around`` gives the values that are tried
    beside the one that stands there now; ``along`` says what each address that moves with it then has, None where it stays.
    """

    place: Callable[[Scenario], str | None]
    around: Callable[[Any, Scenario], Sequence[Any]]
    along: Mapping[str, Callable[[Any, Scenario], Any]] = field(default_factory=dict)


def there(scenario: Scenario, path: str) -> bool:
    """Whether a mechanism is on, and everything on the way to an address in it.

    >>> from govperf_sim import load_scenario
    >>> towns = load_scenario("six_towns")
    >>> there(towns, "cycle.visits.a_year"), there(towns, "institutions.targets.say")
    (True, False)
    """
    node: Any = scenario.document
    for name in path.split(".")[:-1]:
        node = getattr(node, name, None)
    return node is not None


def in_force(scenario: Scenario, path: str) -> Any:
    """What stands at an address, or is meant by leaving it out."""
    node: Any = scenario.document
    for name in path.split("."):
        node = node[name] if isinstance(node, Mapping) else getattr(node, name)
    return node


def at(path: str) -> Callable[[Scenario], str | None]:
    """The same address in every scenario whose mechanism is on."""
    return lambda scenario: path if there(scenario, path) else None


def outside_share(scenario: Scenario) -> str | None:
    """The rule on the least share of outside evaluation, whatever it is called."""
    for code, rule in scenario.document.rules.items():
        if rule.kind == "share" and rule.of.external and isinstance(rule.at_least, float):
            return f"rules.{code}.at_least"
    return None


def times(*factors: float) -> Callable[[Any, Scenario], Sequence[float]]:
    """So many times what is."""
    return lambda now, _: [float(f"{now * factor:.{DIGITS}g}") for factor in factors]


def among(*values: float) -> Callable[[Any, Scenario], Sequence[float]]:
    """Always the same values."""
    return lambda *_: values


def half_and_double_of_the_units(now: int, scenario: Scenario) -> Sequence[int]:
    """Half and double as many, and no more than there are units; where there are none now, half of the units and all."""
    units = len(scenario.framework.units)
    return (math.ceil(now / 2), min(2 * now, units)) if now else (math.ceil(units / 2), units)


def raised_share(now: float, scenario: Scenario) -> Sequence[float]:
    """A little more, and no more than the rule's own limit."""
    path = outside_share(scenario)
    rule = scenario.document.rules[path.split(".")[1]] if path else None
    most = getattr(rule, "at_most", None)
    return [round(now + more, DIGITS) for more in WIDER if now + more <= (most if isinstance(most, float) else 1.0)]


def handed_over(now: Sequence[str], scenario: Scenario) -> Sequence[tuple[str, ...]]:
    """Indicators of most groups that units report themselves join those that the third party measures."""
    cycle = scenario.document.cycle
    channels = (getattr(cycle, name, None) for name in ("records", "survey", "experts", "third_party"))
    measured = {code for channel in channels if channel is not None for code in channel.indicators}
    own = [code for code in scenario.framework.indicators if code not in measured]
    first = sorted(own, key=lambda code: -len(scenario.framework.indicators[code].groups))
    return [(*now, *first[:HANDED_OVER])] if first else []


def in_proportion(path: str, lever: str) -> Callable[[Any, Scenario], Any]:
    """What stands at ``path`` changes as much as the lever does; what is counted stays whole."""

    def moved(value: Any, scenario: Scenario) -> Any:
        if not there(scenario, path) or not in_force(scenario, lever):
            return None
        now = in_force(scenario, path)
        value, before = in_force(scenario, lever) if value is None else value, in_force(scenario, lever)
        return math.ceil(now * value / before) if isinstance(now, int) else float(f"{now * value / before:.{DIGITS}g}")

    return moved


VISITS, LENGTH = "cycle.visits.a_year", "institutions.accountability.length"

LEVERS: Mapping[str, KnownLever] = {
    "reward": KnownLever(place=at("cycle.reward.strength"), around=times(0.5, 2.0)),
    "visits": KnownLever(
        place=at(VISITS),
        around=half_and_double_of_the_units,
        along={path: in_proportion(path, VISITS) for path in ("cycle.visits.teams", "institutions.supervision.budget")},
    ),
    "visits_by_risk": KnownLever(place=at("cycle.visits.by_risk"), around=among(0.0, 0.5, 1.0)),
    "third_party": KnownLever(place=at("cycle.third_party.indicators"), around=handed_over),
    "target_say": KnownLever(place=at("institutions.targets.say"), around=among(0.0, 0.5, 1.0)),
    "target_pull": KnownLever(place=at("institutions.ratchet.pull"), around=among(0.0, 0.5, 1.0)),
    "peers_pull": KnownLever(place=at("institutions.yardstick.pull"), around=among(0.0, 0.5, 1.0)),
    "outside_share": KnownLever(place=outside_share, around=raised_share),
    "accountability_speed": KnownLever(
        place=at(LENGTH),
        around=times(0.25, 2.0),
        along={path: in_proportion(path, LENGTH) for path in ("institutions.accountability.spread",)},
    ),
}
"""By code, in the order in which they are told."""


def levers_of(scenario: Scenario, asked: Sequence[str] = ()) -> tuple[tuple[Lever, ...], Mapping[str, Message]]:
    """The levers that a scenario has, those ``asked`` for by code if any is; and why each of the others is left out.

    The first value of a lever is the one that stands there now.

    >>> from govperf_sim import load_scenario
    >>> levers, left_out = levers_of(load_scenario("six_towns"))
    >>> {lever.code: lever.values for lever in levers}["visits"], left_out["target_say"].text("en")
    ((2, 1, 4), 'the scenario negotiates no targets')

    Raises :class:`~govperf_sim.errors.ExperimentError` for codes that are none, and for levers asked for that are not there.
    """
    codes = tuple(dict.fromkeys(asked)) or tuple(LEVERS)
    faults = [
        fault("codesign_search.no_lever", nearest(c, LEVERS), found=c, known=", ".join(LEVERS))
        for c in codes
        if c not in LEVERS
    ]
    found, left_out = [], dict[str, Message]()
    for code in (c for c in LEVERS if c in codes):
        lever = _lever(code, scenario)
        if isinstance(lever, Lever):
            found.append(lever)
        else:
            left_out[code] = lever
    if asked:
        faults += [fault("codesign_search.lever_off", found=code, why=why) for code, why in left_out.items()]
    if faults:
        raise ExperimentError(faults)
    return tuple(found), left_out | {c: Message("codesign_search.not_asked") for c in LEVERS if c not in codes}


def _lever(code: str, scenario: Scenario) -> Lever | Message:
    known = LEVERS[code]
    path = known.place(scenario)
    if path is None:
        return Message(f"codesign_search.without_{code}")
    stands = in_force(scenario, path)
    others = (value for value in known.around(stands, scenario) if value != stands)
    values = tuple({repr(v): v for v in (scenario.value(path), *others)}.values())
    if len(values) < 2:
        return Message("codesign_search.nothing_to_try")
    moved = ((address, tuple(how(v, scenario) for v in values)) for address, how in known.along.items())
    return Lever(
        code=code,
        path=path,
        values=values,
        because=" ".join(say(f"codesign_search.because_{code}", language) for language in LANGUAGES),
        name=sentence(f"codesign_search.lever_{code}"),
        along=tuple((address, each) for address, each in moved if None not in each),
    )
