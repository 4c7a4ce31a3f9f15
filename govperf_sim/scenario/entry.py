"""What every entry of a scenario file is made of: codes, shares, names in two languages, and the source."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from govperf_sim.sources import Status

Code = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=40)]
Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]
Text = Annotated[str, Field(pattern=r"\S")]
LONG_ENOUGH = r"\S.{6,}\S|[一-鿿].{2,}[一-鿿]"
"""Of a reason: eight characters, or four in Chinese, which says as much with half as many."""


class Strict(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True, allow_inf_nan=False
    )


class NameEntry(Strict):
    """What something is called."""

    zh: Text
    """The name in Chinese."""
    en: Text
    """The name in English."""


class SourceEntry(Strict):
    """Where a number or a statement comes from."""

    status: Status
    """law, document, data, expert or assumption."""
    cite: Annotated[str, Field(pattern=LONG_ENOUGH)]
    """Document with article, page or table; for an assumption, the reason for it."""
    clause: str | None = None
    """The clause of the document under ``document.clauses`` that asks for it, such as V-1d."""
