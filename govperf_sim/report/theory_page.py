"""The page "simulated against exact": every case of theory beside the world it was played in, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from govperf_sim.theory.verify import Verified
from govperf_sim.words import Language, say

COLUMNS = ("quantity", "simulated", "standard_error", "exact", "z", "verdict")


def theory_page(found: Iterable[Verified], language: Language = "en") -> str:
    """The page, from what :func:`~govperf_sim.verify` found; the same numbers give the same text."""
    parts = [f"# {say('theory.page_title', language)}", say("theory.page_means", language)]
    return "\n\n".join([*parts, *(_section(verified, language) for verified in found)]) + "\n"


def _section(verified: Verified, language: Language) -> str:
    told = {"module": type(verified.case).__module__, "replications": verified.replications, "seed": verified.seed}
    terms = ", ".join(f"`{name}` = {value}" for name, value in verified.parameters.items() if value != ())
    rows = [
        [str(name), *(_number(row[c]) for c in COLUMNS[1:4]), _z(row["z"]), _verdict(bool(row["holds"]), language)]
        for name, row in verified.table.iterrows()
    ]
    head = [[say(f"theory.{c}", language) for c in COLUMNS], ["---", *["---:"] * 4, "---"]]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in [*head, *rows])
    title = f"## {verified.case.name} — {verified.title.text(language)}"
    return "\n\n".join([title, say("theory.page_case", language, **told), terms, table])


def _number(value: float) -> str:
    """Six digits; what is 0 but for rounding is 0."""
    return f"{value:.6g}" if abs(value) > 1e-12 else "0"


def _z(z: float) -> str:
    return "" if z != z else f"{z:.2f}"


def _verdict(holds: bool, language: Language) -> str:
    return say("theory.yes" if holds else "theory.no", language)
