"""Small made-up worlds for tests."""

from govperf_sim.framework import NUMBERS, Domain, Evaluator, Framework, Group, Indicator, Scoring, System, Unit
from govperf_sim.sources import Source
from govperf_sim.words import Name

SAID = Source(status="assumption", cite="made up for this test")
NAME = Name(zh="名", en="name")


def indicator(domain="work", groups=("cities", "counties"), method="goalposts", floor=0.0, target=1.0, **more):
    numbers = {name: more.pop(name) for name in (*NUMBERS, "reference_years", "targets") if name in more}
    scoring = Scoring(method=method, source=SAID, **{"floor": floor, "target": target, **numbers})
    plain = {"name": NAME, "unit_of_measure": "%", "direction": "higher_is_better", "kind": "quantitative"}
    return Indicator(
        **{**plain, "evaluator": "office", "source": SAID, **more}, domain=domain, groups=groups, scoring=scoring
    )


def framework(**indicators):
    """Two groups of cities and counties, one unit in each, one domain."""
    group = {g: Group(name=NAME, system="regional", source=SAID) for g in ("cities", "counties")}
    unit = {
        u: Unit(name=NAME, group=g, kind="city", level="prefecture", source=SAID)
        for u, g in (("a", "cities"), ("b", "counties"))
    }
    return Framework(
        systems={"regional": System(name=NAME, source=SAID)},
        groups=group,
        units=unit,
        domains={"work": Domain(name=NAME, system="regional", intent="neutral", source=SAID)},
        evaluators={"office": Evaluator(name=NAME, external=False, source=SAID)},
        indicators=indicators,
    )
