"""A function that workers of a cluster can import by name."""

import time

import numpy as np


def dice(values, seed, replications):
    time.sleep(values["seconds"])
    return {"won": [values["stake"] * np.random.default_rng([seed, r]).normal() for r in replications]}
