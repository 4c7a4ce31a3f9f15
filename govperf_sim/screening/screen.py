"""All truth checks over one panel."""

from __future__ import annotations

from collections.abc import Iterable

from govperf_sim.panel import Panel
from govperf_sim.screening.bunching import Target, bunching
from govperf_sim.screening.cells import require
from govperf_sim.screening.deflator import RealGrowth, implied_deflator
from govperf_sim.screening.digits import heaping, last_digits
from govperf_sim.screening.findings import Checked
from govperf_sim.screening.growth import identical_growth, steady_growth
from govperf_sim.screening.identities import Identity, adding_up
from govperf_sim.screening.jumps import jumps
from govperf_sim.screening.repeats import repeated_values, same_in_two_units
from govperf_sim.screening.vintages import vintage_drift


def screen(
    panel: Panel,
    *,
    identities: Iterable[Identity] = (),
    real_growth: Iterable[RealGrowth] = (),
    targets: Iterable[Target] = (),
    derived: Iterable[str] = (),
) -> tuple[Checked, ...]:
    """Every check with its default limits, in a fixed order: on the values in use, and on all vintages of each cell.

    What is declared is checked as declared.  ``derived`` names indicators computed from others (shares, values a head):
    they repeat what their parts say, so the checks that count coincidences and jumps leave them out.  Raises
    :class:`~govperf_sim.errors.PanelError` for a name that the panel does not have.
    """
    cells, computed = panel.in_use, tuple(derived)
    require(cells, "indicator", computed)
    observed = [k for k in cells["indicator"].unique().tolist() if k not in computed]
    return (
        adding_up(cells, identities),
        implied_deflator(cells, real_growth),
        repeated_values(cells, indicators=observed),
        same_in_two_units(cells, indicators=observed),
        identical_growth(cells, indicators=observed),
        steady_growth(cells, indicators=observed),
        vintage_drift(panel.frame, order=tuple(reversed(panel.prefer)) or None),
        jumps(cells, indicators=observed),
        last_digits(cells, indicators=observed),
        heaping(cells, indicators=observed),
        bunching(cells, targets),
    )
