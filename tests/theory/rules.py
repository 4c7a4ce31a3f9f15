"""How a number of the theory reference comes out of the package, and how near it must be."""

from dataclasses import dataclass

import numpy as np

DIGITS = 1e-9
"""The reference gives twelve digits; most closed forms agree to nine."""


@dataclass(frozen=True)
class Rule:
    """How a number comes out of the package, and how near it must be."""

    ours: object
    near: object = DIGITS
    """a number, or a function of the row"""
    relative: float = 1e-9


GIVEN = None
"""In place of a rule: a parameter, not a result."""


def simulated(ours, draws):
    """A mean that the reference has simulated: within four standard errors of so many draws, as its row says."""
    return Rule(ours, lambda row: 4 * np.sqrt(ours(row) * (1 - ours(row)) / draws(row)), 0.0)


def made(case):
    """The efforts of a case."""
    told = case.exact()
    return [told[name] for name in told if name.startswith("effort_")]
