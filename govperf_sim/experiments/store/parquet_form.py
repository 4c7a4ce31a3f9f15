"""Cells as parquet: the table in columns, and in the file's metadata what was asked.

Pandas, DuckDB and Arrow read it without this package.  Whether a file is whole is said by its seal, in the
metadata as well: the SHA-256 of what was asked and of every column's bits.
"""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

import numpy as np
import pandas as pd

from govperf_sim.errors import ExperimentError, fault
from govperf_sim.experiments.cell import Cell, Result
from govperf_sim.experiments.outcome import COLUMNS
from govperf_sim.experiments.store.damage import Damaged

ASKED, SEAL = b"govperf_sim", b"govperf_sim.seal"
NUMBERS = {"replication": np.int64, "part": np.float64, "whole": np.float64}


class Parquet:
    """Needs pyarrow (the extra ``big``); raises :class:`~govperf_sim.errors.ExperimentError` without it."""

    suffix = "parquet"

    def __init__(self) -> None:
        _arrow()

    def encode(self, cell: Cell, result: Result) -> bytes:
        arrow, parquet = _arrow()
        asked = {
            "cell": cell.key,
            "changes": dict(cell.changes),
            "seed": cell.seed,
            "replications": [cell.replications.start, cell.replications.stop],
            "refused": None if result.refused is None else dict(result.refused),
        }
        said = json.dumps(asked, ensure_ascii=False).encode()
        whole = pd.DataFrame(columns=list(COLUMNS)) if result.table is None else result.table
        columns = {c: whole[c].to_numpy(NUMBERS[c]) if c in NUMBERS else whole[c].tolist() for c in COLUMNS}
        types = {np.int64: arrow.int64(), np.float64: arrow.float64()}
        arrays = [
            arrow.array(columns[c], types[NUMBERS[c]] if c in NUMBERS else arrow.string(), from_pandas=False)
            for c in COLUMNS
        ]
        table = arrow.table(arrays, list(COLUMNS)).replace_schema_metadata({ASKED: said, SEAL: _seal(said, columns)})
        data = io.BytesIO()
        parquet.write_table(table, data, compression="zstd", use_dictionary=["outcome", "whom"], write_statistics=False)
        return data.getvalue()

    def decode(self, data: bytes) -> Result:
        arrow, parquet = _arrow()
        try:
            # Not read_table: the threads it starts, even with use_threads=False, may abort the process when it ends.
            table = parquet.ParquetFile(io.BytesIO(data)).read(use_threads=False)
            said, seal = table.schema.metadata[ASKED], table.schema.metadata[SEAL]
            columns = {c: table[c].to_numpy() if c in NUMBERS else table[c].to_pylist() for c in COLUMNS}
        except (arrow.ArrowException, OSError, KeyError, TypeError, ValueError) as wrong:
            raise Damaged from wrong
        if seal != _seal(said, columns):
            raise Damaged
        refused = json.loads(said)["refused"]
        return Result(table=pd.DataFrame(columns)) if refused is None else Result(refused=refused)


def _seal(said: bytes, columns: dict[str, Any]) -> bytes:
    whole = hashlib.sha256(said)
    for name, values in columns.items():
        bits = np.ascontiguousarray(values).tobytes() if name in NUMBERS else json.dumps(values).encode()
        whole.update(name.encode() + b"\0" + bits)
    return whole.hexdigest().encode()


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as missing:
        raise ExperimentError(fault("cluster.no_parquet")) from missing
    return pyarrow, pyarrow.parquet
