"""Sets that hit every set of a family: all the minimal ones, or one of the smallest."""

from __future__ import annotations

from collections.abc import Sequence

MOST = 512
"""A family with more minimal hitting sets than this on the way is given up."""


def hit_all(family: Sequence[frozenset[str]]) -> frozenset[str]:
    """One of the smallest sets with an element of every set of the family.

    >>> sorted(hit_all([frozenset("abc"), frozenset("ade"), frozenset("xy")]))
    ['a', 'x']
    """
    size = _apart(family)
    while True:
        found = _within(list(family), size)
        if found is not None:
            return found
        size += 1


def hitting_sets(family: Sequence[frozenset[str]]) -> list[frozenset[str]] | None:
    """All minimal sets with an element of every set of the family, the smallest first; ``None`` when they are too many.

    Set by set (Berge): what hits it already stays; what does not is extended by each of its elements; and whatever
    contains another is left out.

    >>> [sorted(s) for s in hitting_sets([frozenset("ab"), frozenset("bc")])]
    [['b'], ['a', 'c']]
    """
    found = [frozenset[str]()]
    for members in family:
        hit = [s for s in found if s & members]
        longer = {s | {m} for s in found if not s & members for m in members}
        found = hit + [s for s in longer if not any(h <= s for h in hit)]
        if len(found) > MOST:
            return None
    return sorted(found, key=lambda s: (len(s), sorted(s)))


def _within(family: list[frozenset[str]], size: int) -> frozenset[str] | None:
    """A set of at most ``size`` that hits all, if there is one."""
    if not family:
        return frozenset()
    if _apart(family) > size:
        return None
    first = min(family, key=lambda s: (len(s), sorted(s)))
    for member in sorted(first, key=lambda m: (-sum(m in s for s in family), m)):
        rest = _within([s for s in family if member not in s], size - 1)
        if rest is not None:
            return rest | {member}
    return None


def _apart(family: Sequence[frozenset[str]]) -> int:
    """How many sets of the family share nothing, chosen greedily: no hitting set is smaller."""
    chosen: list[frozenset[str]] = []
    for members in sorted(family, key=lambda s: (len(s), sorted(s))):
        if all(members.isdisjoint(c) for c in chosen):
            chosen.append(members)
    return len(chosen)
