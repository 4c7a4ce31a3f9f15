"""All corners of a small polytope, by brute force, for tests."""

from itertools import combinations

import numpy as np


def corners(equal, equal_to, below, limit, planes=()):
    """The corners of ``equal @ w == equal_to, below @ w <= limit``, and of what the planes through 0 cut it into."""
    m, free = equal.shape[1], equal.shape[1] - np.linalg.matrix_rank(equal)
    faces = np.vstack([below, np.reshape(planes, (-1, m))])
    at = np.concatenate([limit, np.zeros(len(faces) - len(below))])
    found = []
    for rows in map(list, combinations(range(len(faces)), free)):
        a = np.vstack([equal, faces[rows]])
        if np.linalg.matrix_rank(a) == m:
            w = np.linalg.lstsq(a, np.concatenate([equal_to, at[rows]]), rcond=None)[0]
            if np.allclose(equal @ w, equal_to, atol=1e-9) and (below @ w <= limit + 1e-9).all():
                found.append(w)
    return np.unique(np.round(found, 12), axis=0)
