"""What is wrong with bytes that a store kept."""

from __future__ import annotations


class Damaged(Exception):
    """The file of a cell is not what was written: it counts as absent and is played anew."""
