"""Forms: how the result of a cell is written as bytes, and read again to the last bit."""

from __future__ import annotations

from typing import Protocol

from govperf_sim.errors import ExperimentError, fault, nearest
from govperf_sim.experiments.cell import Cell, Result
from govperf_sim.experiments.store.csv_form import Csv


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
    """``csv`` or ``parquet``; raises ExperimentError for another."""
    if name == "csv":
        return Csv()
    raise ExperimentError(fault("store.no_form", nearest(name, ("csv", "parquet")), found=name))


def usual_form() -> str:
    """What a new store is written in."""
    return "csv"
