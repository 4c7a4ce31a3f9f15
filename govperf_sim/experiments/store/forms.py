"""Forms: how the result of a cell is written as bytes, and read again to the last bit."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Protocol

from govperf_sim.errors import ExperimentError, fault, nearest
from govperf_sim.experiments.cell import Cell, Result
from govperf_sim.experiments.store.csv_form import Csv
from govperf_sim.experiments.store.parquet_form import Parquet


class Form(Protocol):
    """Bytes that say themselves whether they are whole."""

    @property
    def suffix(self) -> str:
        """The end of the file's name, which is what the form is called."""

    def encode(self, cell: Cell, result: Result) -> bytes:
        """The same result gives the same bytes, whoever writes them."""

    def decode(self, data: bytes) -> Result:
        """Raises :class:`~govperf_sim.experiments.store.damage.Damaged` for bytes that are not what was written."""


def form_named(name: str) -> Form:
    """``csv`` or ``parquet``; raises ExperimentError for another, and for parquet where pyarrow is not installed."""
    if name == "csv":
        return Csv()
    if name == "parquet":
        return Parquet()
    raise ExperimentError(fault("store.no_form", nearest(name, ("csv", "parquet")), found=name))


def usual_form() -> str:
    """What a new store is written in: parquet where it can be."""
    return "parquet" if find_spec("pyarrow") else "csv"
