"""From the rows of one set to an answer, by the way of asking; faults are added to a list, each at its cell.

Nothing is guessed.  Two cells may be left empty because they can hold one answer only: an item against itself, which is
1, and the second of the two places where best and worst are held against one another.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping

import pandas as pd

from govperf_sim.errors import Fault
from govperf_sim.office.asked import CHOICES
from govperf_sim.office.grid import Entry
from govperf_sim.office.typed import Unclear, choice, number
from govperf_sim.office.ways import Way
from govperf_sim.weights.preferences.answers import SCALE, on_scale
from govperf_sim.weights.preferences.best_worst import BestWorst, contradictions

Answer = BestWorst | pd.DataFrame | pd.Series
"""Best and worst; a matrix of comparisons; places, or shares, by item."""
Rows = dict[tuple[str, ...], Mapping[str, Entry]]
"""Item (or both items of a pair) -> the entries of its row, by column."""
HUNDRED = 100.0
EXACT = 1e-6


def best_worst_answer(who: str, items: tuple[str, ...], rows: Rows, faults: list[Fault]) -> BestWorst | None:
    """Best and worst, and both comparisons."""
    before = len(faults)
    given = _every_item(items, rows, faults)
    chosen = {option: _chosen(option, given, faults) for option in CHOICES}
    best, worst = chosen["best"], chosen["worst"]
    answers = {}
    for column, own, end, mirror in (("best_to", best, worst, "to_worst"), ("to_worst", worst, best, "best_to")):
        typed = {k: _number(entries[column], faults) for k, entries in given.items()}
        if own in typed and typed[own] is None:
            typed[own] = 1.0
        if own and end and typed[end] is None:
            twin = number(given[own][mirror].typed)
            typed[end] = twin if isinstance(twin, float) else None
        answers[column] = typed
    for column, typed in answers.items():
        for k, x in typed.items():
            if x is None:
                faults.append(given[k][column].fault("office.empty", item=k))
            elif isinstance(x, float) and not on_scale(x):
                faults.append(given[k][column].fault("office.off_scale", found=x))
    if len(faults) > before:
        return None
    answer = BestWorst(best, worst, *({k: float(x) for k, x in answers[c].items()} for c in ("best_to", "to_worst")))  # type: ignore[arg-type]
    for found in contradictions(who, answer):
        column = "to_worst" if found.message.key in _ABOUT_WORST else "best_to"
        faults.append(given[str(found.message.values.get("item", worst))][column].says(found.message))
    return answer


_ABOUT_WORST = frozenset({"preferences.worst_to_itself", "preferences.above_best"})


def pairs_answer(who: str, items: tuple[str, ...], rows: Rows, faults: list[Fault]) -> pd.DataFrame | None:
    """The matrix of comparisons; each pair is asked once, in either order."""
    before = len(faults)
    matrix = pd.DataFrame(1.0, index=list(items), columns=list(items))
    first = next(iter(rows.values()))["set"]
    for k, j in itertools.combinations(items, 2):
        if (k, j) not in rows and (j, k) not in rows:
            faults.append(first.fault("office.pair_absent", item=k, other=j))
    for (k, j), entries in rows.items():
        x = _number(entries["times"], faults)
        if x is None:
            faults.append(entries["times"].fault("office.empty", item=f"{k} — {j}"))
        elif isinstance(x, float) and not on_scale(x, 1.0 / SCALE[1]):
            faults.append(entries["times"].fault("office.off_scale_of_pairs", found=x))
        elif isinstance(x, float):
            matrix.loc[k, j], matrix.loc[j, k] = x, 1.0 / x
    return matrix if len(faults) == before else None


def ranking_answer(who: str, items: tuple[str, ...], rows: Rows, faults: list[Fault]) -> pd.Series[int] | None:
    """Places of those that were ranked; none, where the whole set was left empty."""
    before = len(faults)
    places = {}
    for (k,), entries in rows.items():
        x = _number(entries["place"], faults)
        if isinstance(x, float) and (x < 1 or x != int(x)):
            faults.append(entries["place"].fault("office.not_a_place", found=x))
        elif isinstance(x, float):
            places[k] = int(x)
    if places and len(set(places.values())) < 2:
        faults.append(next(iter(rows.values()))["set"].fault("preferences.ranks_nothing", count=len(places)))
    return pd.Series(places) if places and len(faults) == before else None


def points_answer(who: str, items: tuple[str, ...], rows: Rows, faults: list[Fault]) -> pd.Series[float] | None:
    """Shares, from points that add up to 100."""
    before = len(faults)
    given = _every_item(items, rows, faults)
    points = {}
    for k, entries in given.items():
        x = _number(entries["points"], faults)
        if x is None:
            faults.append(entries["points"].fault("office.empty_points", item=k))
        elif isinstance(x, float) and x < 0:
            faults.append(entries["points"].fault("office.negative_points", found=x))
        elif isinstance(x, float):
            points[k] = x
    total = sum(points.values())
    if len(faults) == before and abs(total - HUNDRED) > EXACT:
        faults.append(next(iter(rows.values()))["set"].fault("office.points_sum", total=total))
    return pd.Series(points, dtype=float) / HUNDRED if len(faults) == before else None


ANSWER_OF: Mapping[Way, Callable[[str, tuple[str, ...], Rows, list[Fault]], Answer | None]] = {
    Way.BEST_WORST: best_worst_answer,
    Way.PAIRS: pairs_answer,
    Way.RANKING: ranking_answer,
    Way.POINTS: points_answer,
}


def _every_item(items: tuple[str, ...], rows: Rows, faults: list[Fault]) -> dict[str, Mapping[str, Entry]]:
    """The rows by item, in the order asked; a fault for each item that has none."""
    first = next(iter(rows.values()))["set"]
    faults += [first.fault("office.row_absent", item=k) for k in items if (k,) not in rows]
    return {k: rows[k,] for k in items if (k,) in rows}


def _chosen(option: str, given: Mapping[str, Mapping[str, Entry]], faults: list[Fault]) -> str:
    """The item that was chosen as the best or the worst; empty, and a fault, where there is not one."""
    read = {k: choice(entries["choice"].typed, CHOICES) for k, entries in given.items()}
    if option == "best":
        unclear = {k: c for k, c in read.items() if isinstance(c, Unclear)}
        faults += [given[k]["choice"].says(c.message, c.hint) for k, c in unclear.items()]
    picked = [k for k, c in read.items() if c == option]
    if not picked and given:
        faults.append(next(iter(given.values()))["set"].fault(f"office.no_{option}"))
    faults += [given[k]["choice"].fault(f"office.two_{option}", first=picked[0]) for k in picked[1:]]
    return picked[0] if picked else ""


def _number(entry: Entry, faults: list[Fault]) -> float | Unclear | None:
    """What :func:`~govperf_sim.office.typed.number` reads, and a fault where that is unclear."""
    read = number(entry.typed)
    if isinstance(read, Unclear):
        faults.append(entry.says(read.message, read.hint))
    return read
