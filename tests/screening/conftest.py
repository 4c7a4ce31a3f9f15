"""Made-up panels: tidy cells by hand, and honest ones drawn from a seed."""

import numpy as np
import pandas as pd
import pytest

COLUMNS = ["unit", "indicator", "period", "value"]


@pytest.fixture
def cells():
    """Build tidy cells from {(unit, indicator, period): value}; the place of the n-th one is line n + 1 of a file."""

    def build(values):
        frame = pd.DataFrame([(*key, value) for key, value in values.items()], columns=COLUMNS)
        return frame.assign(vintage="", flag="", place=[f"panel.csv:{n}" for n in range(2, len(frame) + 2)])

    return build


@pytest.fixture
def honest():
    """Log-normal levels, normal growth of 5 % +- 6 points, written to two decimals: nothing to find."""

    def build(seed, units=21, indicators=6, periods=6):
        rng = np.random.default_rng(seed)
        level = rng.normal(6, 1, (units, indicators, 1))
        growth = rng.normal(0.05, 0.06, (units, indicators, periods))
        value = np.round(np.exp(level + growth.cumsum(axis=2)), 2)
        names = pd.MultiIndex.from_product(
            [
                [f"city{u:02}" for u in range(units)],
                [f"k{k}" for k in range(indicators)],
                list(range(2008, 2008 + periods)),
            ],
            names=COLUMNS[:3],
        )
        return pd.Series(value.ravel(), names, name="value").reset_index().assign(vintage="", flag="", place="")

    return build


@pytest.fixture
def put():
    """Plant a fault: overwrite one cell."""

    def build(frame, unit, indicator, period, value):
        at = (frame["unit"] == unit) & (frame["indicator"] == indicator) & (frame["period"] == period)
        assert at.sum() == 1
        return frame.assign(value=frame["value"].mask(at, value))

    return build


@pytest.fixture
def get():
    def read(frame, unit, indicator, period):
        at = (frame["unit"] == unit) & (frame["indicator"] == indicator) & (frame["period"] == period)
        return float(frame.loc[at, "value"].item())

    return read
