"""The hill towns of the teaching scenario, their rules written out once more by hand, for another solver."""

import numpy as np
from scipy.optimize import linprog

ITEMS = ("output", "income", "jobs", "air", "sewage", "forest", "satisfaction")
"""What applies in hill towns."""
BOUNDS = [(0.05, 0.15), *[(0.05, 0.30)] * 4, (0.05, 0.20), (0.10, 0.30)]
"""Each between 5 and 30 points, growth 15 at most, the one individual indicator 20 at most, public review 10 at least."""
AT_MOST = np.array([
    [0, 1, 1, 0, 0, 0, 0],  # livelihood together
    [0, -1, -1, 0, 0, 0, 0],
    [0, 0, 0, -1, -1, -1, 0],  # environment
    [0, -1, 1, 0, 0, 0, 0],  # income over jobs
])  # fmt: skip
LIMITS = [0.45, -0.25, -0.30, -0.02]


def own_best_and_worst(x):
    """What a unit with these scores could reach at best and at worst."""
    best, worst = (
        linprog(sign * np.asarray(x), AT_MOST, LIMITS, [[1] * 7], [1], BOUNDS, method="highs-ipm").fun
        for sign in (-1, 1)
    )
    return -best, worst


def distance_to_the_rules(w):
    """The smallest total move from given weights, in this group alone."""
    eye = np.eye(7)
    moves = np.block([[eye, -eye], [-eye, -eye]])
    rows = np.vstack([np.hstack([AT_MOST, np.zeros((len(AT_MOST), 7))]), moves])
    limits = [*LIMITS, *w, *(-np.asarray(w))]
    sums = [[1] * 7 + [0] * 7]
    cost = [0] * 7 + [1] * 7
    return linprog(cost, rows, limits, sums, [1], [*BOUNDS, *[(0, None)] * 7], method="highs-ipm").fun
