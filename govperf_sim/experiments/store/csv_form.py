"""Cells as text: a line that says what was asked, the table, and a line that says whether both are whole.

Numbers are written as the shortest text that means the same binary number, so that nothing is rounded.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping

import numpy as np
import pandas as pd

from govperf_sim.experiments.cell import Cell, Result
from govperf_sim.experiments.outcome import COLUMNS
from govperf_sim.experiments.store.damage import Damaged
from govperf_sim.words import Language

SEAL = b"# sha256 "


class Csv:
    """Any spreadsheet reads it; lines that begin with ``#`` are not part of the table."""

    suffix = "csv"

    def encode(self, cell: Cell, result: Result) -> bytes:
        asked = {
            "cell": cell.key,
            "changes": dict(cell.changes),
            "seed": cell.seed,
            "replications": [cell.replications.start, cell.replications.stop],
            "refused": None if result.refused is None else dict(result.refused),
        }
        text = io.StringIO()
        text.write(f"# {json.dumps(asked, ensure_ascii=False)}\n")
        if result.table is not None:
            lines = csv.writer(text, lineterminator="\n")
            lines.writerow(COLUMNS)
            lines.writerows(zip(*(result.table[c].tolist() for c in COLUMNS), strict=True))
        body = text.getvalue().encode()
        return body + SEAL + hashlib.sha256(body).hexdigest().encode() + b"\n"

    def decode(self, data: bytes) -> Result:
        body, sealed, seal = data.rpartition(SEAL)
        if not sealed or seal != hashlib.sha256(body).hexdigest().encode() + b"\n":
            raise Damaged
        first, _, table = body.decode().partition("\n")
        refused: Mapping[Language, str] | None = json.loads(first.removeprefix("# "))["refused"]
        return Result(refused=refused) if refused is not None else Result(table=_table(table))


def _table(text: str) -> pd.DataFrame:
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    numbers, outcomes, whom, parts, wholes = zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
    columns = (np.array(numbers, np.int64), list(outcomes), list(whom), np.array(parts, float), np.array(wholes, float))
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))
