from functools import partial

import numpy as np
import pandas as pd
import pytest

from govperf_sim.errors import PanelError
from govperf_sim.panel import Panel
from govperf_sim.screening.bunching import Target, bunching
from govperf_sim.screening.deflator import RealGrowth, implied_deflator
from govperf_sim.screening.digits import heaping, last_digits
from govperf_sim.screening.findings import findings_table
from govperf_sim.screening.growth import identical_growth, steady_growth
from govperf_sim.screening.identities import Ratio, Sum, adding_up
from govperf_sim.screening.jumps import jumps
from govperf_sim.screening.repeats import repeated_values, same_in_two_units
from govperf_sim.screening.screen import screen
from govperf_sim.screening.vintages import vintage_drift

YEARS = range(2008, 2014)
IDENTITIES = [Sum(total="k0", parts=("k1",)), Ratio(result="k0", of="k1", per="k2")]
PRICES = [RealGrowth(nominal="k0", real="k1")]
TARGETS = [Target(indicator="k0", value=1, direction="higher_is_better")]
CHECKS = [
    partial(adding_up, identities=IDENTITIES),
    partial(implied_deflator, pairs=PRICES),
    *(repeated_values, same_in_two_units, identical_growth, steady_growth, vintage_drift, jumps, last_digits, heaping),
    partial(bunching, targets=TARGETS),
]


def table(values, units, indicators=("k0", "k1", "k2"), years=YEARS):
    rows = [(u, k, t, values) for u in units for k in indicators for t in years]
    return pd.DataFrame(rows, columns=["unit", "indicator", "period", "value"]).assign(vintage="", flag="")


@pytest.mark.parametrize("value", [0.0, 1.0, -3.0, 1e300, 1e-300])
@pytest.mark.parametrize("units", [["a"], ["a", "b"], [f"u{n}" for n in range(8)]])
@pytest.mark.parametrize("years", [[2010], list(YEARS), [2008, 2012]])
def test_degenerate_panels_are_no_crash(value, units, years):
    panel = Panel(table(value, units, years=years))
    checked = screen(panel, identities=IDENTITIES, real_growth=PRICES, targets=TARGETS)
    for language in ("zh", "en"):
        findings_table([f for c in checked for f in c.findings], language)


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, "未报", None])
def test_what_is_no_number_is_nothing_to_test(check, value):
    checked = check(table(value, ["a", "b", "c"]))
    assert (checked.tested, checked.findings) == (0, ())


@pytest.mark.parametrize("check", CHECKS[2:-1])
def test_no_cells_are_nothing_to_test(check):
    checked = check(table(1.0, []))
    assert (checked.tested, checked.findings) == (0, ())


def test_the_values_in_use_are_checked_and_the_other_vintages_compared():
    rows = [("foshan", "gdp", 2011, v, name, "") for v, name in ((658.0, "preliminary"), (623.1, "yearbook"))]
    frame = pd.DataFrame(rows, columns=["unit", "indicator", "period", "value", "vintage", "flag"])
    checked = screen(Panel(frame, prefer=("yearbook", "preliminary")))
    (finding,) = [f for c in checked for f in c.findings]
    assert (finding.check, finding.expected, finding.observed) == ("vintage_drift", 658.0, 623.1)


def test_indicators_computed_from_others_are_left_out_of_the_counting(honest):
    whole = {c.check: c.tested for c in screen(Panel(honest(1)))}
    part = {c.check: c.tested for c in screen(Panel(honest(1)), derived=["k5"])}
    assert part["jump"] == whole["jump"] * 5 / 6


def test_a_derived_indicator_that_is_not_there_is_refused(honest):
    with pytest.raises(PanelError, match=r"k55(.|\n)*k5"):
        screen(Panel(honest(1)), derived=["k55"])


def test_the_order_of_the_rows_changes_no_finding(honest, put, get):
    panel = put(honest(2), "city03", "k1", 2010, get(honest(2), "city03", "k1", 2009))
    shuffled = panel.sample(frac=1, random_state=1)
    said, again = (
        [sorted(f.strength for f in c.findings) for c in screen(Panel(frame))] for frame in (panel, shuffled)
    )
    assert any(said)
    for one, other in zip(said, again, strict=True):
        assert other == pytest.approx(one, rel=1e-9)
