"""Numbers as people read them.  Files and code hold fractions; here, and only here, they become points of 100."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

MISSING = "—"


def rounded(value: float, places: int) -> str:
    """Half-up, as it is taught in school; what arithmetic leaves in the tenth decimal does not decide a rounding.

    >>> rounded(2.675, 2), rounded(-0.5, 0), rounded(0.1 + 0.2, 1), rounded(-0.001, 1)
    ('2.68', '-1', '0.3', '0.0')
    """
    if not math.isfinite(value):
        return MISSING
    exact = Decimal(format(value, ".10f")).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return str(abs(exact) if exact == 0 else exact)


def points(share: float, places: int = 1) -> str:
    """A share or a score as points of 100.

    >>> points(0.285), points(0.2855), points(float("nan"))
    ('28.5', '28.6', '—')
    """
    return rounded(100 * share, places)


def signed(value: float, places: int = 1) -> str:
    """With its sign, and a true minus.

    >>> signed(0.34), signed(-0.34), signed(-0.0004)
    ('+0.3', '\N{MINUS SIGN}0.3', '0.0')
    """
    text = rounded(value, places)
    if text == MISSING or float(text) == 0:
        return text
    return text.replace("-", "\N{MINUS SIGN}") if value < 0 else "+" + text


def place_among(rank: object, many: int) -> str:
    """A rank and how many share in it.

    >>> place_among(2, 5), place_among(pd.NA, 5)
    ('2/5', '—')
    """
    return MISSING if pd.isna(rank) else f"{rank}/{many}"  # type: ignore[call-overload]
