"""The figures of a year: what each channel shows of each indicator, month by month, and which of it counts.

Most indicators are reported by the units themselves; some are read off the log of cases, asked of the public, judged by
experts or measured by a third party, and there a unit can neither fabricate nor shift.  Every figure is made four times,
so that what gaming adds can be told apart under the same luck:

* ``plain``, as if there were no gaming;
* ``pictured``, with image projects;
* ``honest``, with timing shifts as well;
* ``reported``, with fabrication and stopped clocks, and what tiers below add on the way up.

They are made twice over where first figures are revised later.  Arrays are replication x unit x indicator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from govperf_sim.simulation.arrays import Array, Counts
from govperf_sim.simulation.caseload import Caseload
from govperf_sim.simulation.channels import draw_errors, report
from govperf_sim.simulation.experts import draw_opinions, judged
from govperf_sim.simulation.institutions.terms import Terms
from govperf_sim.simulation.periodic import FINAL, combined
from govperf_sim.simulation.records import in_time, stopped_days
from govperf_sim.simulation.settings import CHANNELS
from govperf_sim.simulation.survey import draw_answers, surveyed
from govperf_sim.simulation.third_party import draw_measurements, measured
from govperf_sim.simulation.vintages import draw_first
from govperf_sim.simulation.world import World


@dataclass(frozen=True, slots=True)
class Sight:
    """One month's figures, told apart by what gaming adds."""

    plain: Array
    pictured: Array
    honest: Array
    reported: Array


class Figures:
    """What the assessor sees of all units in one year."""

    def __init__(self, number: int, world: World, terms: Terms, vanity: Array, caseload: Caseload | None) -> None:
        self.world, self.vanity, self.caseload = world, vanity, caseload
        cycle, luck, block = world.cycle, world.luck, world.population.measured.shape
        wide, self.inflation = terms.honest_error[..., None, None], terms.inflation
        drawn = draw_errors(luck, number, world.population.measured, world.reports.tails)
        error = world.reports.noise * wide * drawn
        self.errors = [error]
        if cycle.vintages is not None:
            self.errors.insert(0, error + draw_first(luck, number, world.population.measured, cycle.vintages))
        if cycle.survey is not None:
            self.answers = draw_answers(luck, number, cycle.survey, *block)
        if cycle.experts is not None:
            self.opinions = draw_opinions(luck, number, *block)
        if cycle.third_party is not None:
            self.measurements = draw_measurements(luck, number, *block)
        codes = world.population.indicators
        self.columns = {channel: world.cycle.columns(channel, codes) for channel in CHANNELS}
        self.stopped = stopped_days(
            world.propensity * terms.propensity, 0 if cycle.records is None else cycle.records.pause
        )
        self.running = stopped_days(np.zeros(world.shape), 0)
        self.sums: list[Sight] = []
        self.revised = False

    def truth(self, true: Array) -> Array:
        """The true scores, those of the record among them."""
        return self._with(true, self._record(self.running))

    def month(self, index: int, true: Array, lift: Array, moved: Array, fabrication: Array) -> None:
        """The figures of a month, counted from 0."""
        nothing, scale, shown = np.zeros_like(true), self.world.cycle.scale, true + lift
        record, forged = self._record(self.running), self._record(self.stopped)
        plain = self._others(index, true, np.zeros(self.world.shape))
        pictured = plain if self.world.cycle.vanity is None else self._others(index, shown, self.vanity, plain)
        self.latest = [
            Sight(
                plain=self._with(report(true, nothing, error, scale), plain | record),
                pictured=self._with(report(shown, nothing, error, scale), pictured | record),
                honest=self._with(report(shown + moved, nothing, error, scale), pictured | record),
                reported=self._with(
                    report((shown + moved) * self.inflation, fabrication * self.inflation, error, scale),
                    pictured | forged,
                ),
            )
            for error in (errors[:, :, index] for errors in self.errors)
        ]
        self.sums = [_each(np.add, *both) for both in zip(self.sums or _zeros(self.latest), self.latest, strict=True)]
        self.months = index + 1

    def revise(self) -> None:
        """Final figures take the place of first ones."""
        self.revised = True

    @property
    def counting(self) -> Sight:
        """What counts by now."""
        return self._vintage(-1 if self.revised else 0)

    def revision(self) -> Array:
        """By how much the final report differs from the first."""
        return self._vintage(-1).reported - self._vintage(0).reported

    def _vintage(self, which: int) -> Sight:
        rule = self.world.cycle.periodic or FINAL
        return _each(
            lambda total, last: combined(total / self.months, last, rule), self.sums[which], self.latest[which]
        )

    def _others(
        self, index: int, shown: Array, image: Array, plain: Mapping[str, Array] | None = None
    ) -> dict[str, Array]:
        """What those see who do not ask the units, by channel; what the public sees without image projects is known."""
        cycle, found, columns = self.world.cycle, {}, self.columns
        if plain is not None and "survey" in plain and not self.world.visible[columns["survey"]].any():
            found["survey"] = plain["survey"]  # the same people, asked about the same: most of what a month costs
        elif cycle.survey is not None:
            content, lots = (
                np.take(x, columns["survey"], axis=axis) for x, axis in ((shown, -1), (self.answers[:, :, index], -2))
            )
            found["survey"] = surveyed(content, lots, cycle.survey)
        if cycle.experts is not None:
            opinions = np.take(self.opinions[:, :, index], columns["experts"], axis=-1)
            found["experts"] = judged(
                np.take(shown, columns["experts"], axis=-1), image, opinions, cycle.experts, cycle.scale
            )
        if cycle.third_party is not None:
            errors = np.take(self.measurements[:, :, index], columns["third_party"], axis=-1)
            found["third_party"] = measured(
                np.take(shown, columns["third_party"], axis=-1), errors, cycle.third_party, cycle.scale
            )
        return found

    def _record(self, lag: Counts) -> dict[str, Array]:
        if self.caseload is None or self.world.cycle.records is None:
            return {}
        return {"records": in_time(self.caseload.late_share(lag))[..., None]}

    def _with(self, figures: Array, seen: dict[str, Array]) -> Array:
        """Figures with what others see in the place of what units report."""
        if not seen:
            return figures
        full = np.array(np.broadcast_to(figures, (*self.world.shape, figures.shape[-1])))
        for channel, values in seen.items():
            full[..., self.columns[channel]] = values
        return full


def _zeros(sights: list[Sight]) -> list[Sight]:
    return [_each(lambda x, _: np.zeros_like(x), sight, sight) for sight in sights]


def _each(how: Callable[[Array, Array], Array], first: Sight, second: Sight) -> Sight:
    return Sight(*(how(getattr(first, name), getattr(second, name)) for name in Sight.__slots__))
