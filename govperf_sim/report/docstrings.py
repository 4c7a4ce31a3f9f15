"""Docstrings as a Markdown reader shows them."""

from __future__ import annotations

import re

TABLE = re.compile(r"^=+(?: +=+)+\n(?:.*\n)+?=+(?: +=+)+$(?:\n(?!\n)(?:.*\n)+?=+(?: +=+)+$)?", re.MULTILINE)
"""Columns between two rules of ``=``, or between three, the first of them then above the heads."""


def markdown(docstring: str) -> str:
    """Tables, roles and formulas of the docstring as a Markdown reader shows them."""
    docstring = TABLE.sub(lambda found: _table(found[0].splitlines()), docstring)
    blocks = re.sub(
        r"^\.\. math:: *(.+(?:\n[ \t]+.+)*)", lambda found: f"$$ {found[1]} $$", docstring, flags=re.MULTILINE
    )
    inline = re.sub(r":math:`([^`]+)`", r"$\1$", blocks)
    return re.sub(r":[a-z]+:`~?([^`]+)`", r"`\1`", inline).replace("``", "`")


def _table(lines: list[str]) -> str:
    """A table in columns as a Markdown table; a line without a first cell goes on with the row above."""
    starts = [found.start() for found in re.finditer("=+", lines[0])]
    rows: list[list[str]] = []
    for line in lines[1:]:
        cells = [line[a:b].strip().replace("|", "\\|") for a, b in zip(starts, [*starts[1:], None], strict=True)]
        if set(line) <= {"=", " "}:
            rows.append(["---"] * len(starts))
        elif cells[0]:
            rows.append(cells)
        else:
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], cells, strict=True)]
    rows.pop()
    if ["---"] * len(starts) not in rows:
        rows = [[""] * len(starts), ["---"] * len(starts), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
