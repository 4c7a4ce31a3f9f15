"""Files that are whole or not there: written under another name first, then renamed in one step.

Nothing is forced through to the medium: after a power cut a file may be torn, which its seal tells, and it is played anew.
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from govperf_sim.errors import ExperimentError, fault

UNFINISHED = "unfinished"
"""The folder within a store where files are until they are whole."""
STALE = 600.0
"""Seconds after which an unfinished file is one that somebody was killed over; writing one takes milliseconds."""


def put(store: Path, name: str, data: bytes) -> None:
    """Write a file of a store; raises :class:`~govperf_sim.errors.ExperimentError` when there is no room or no right to."""
    final = store / name
    with explained(store):
        for attempt in range(2):
            unfinished = store / UNFINISHED / f"{final.name}.{secrets.token_hex(6)}"
            try:
                unfinished.parent.mkdir(parents=True, exist_ok=True)
                final.parent.mkdir(parents=True, exist_ok=True)
                unfinished.write_bytes(data)
                os.replace(unfinished, final)
                return
            except FileNotFoundError:  # somebody else tidied up meanwhile
                if attempt:
                    raise
            finally:
                with suppress(OSError):
                    unfinished.unlink(missing_ok=True)


def tidy(store: Path) -> None:
    """Take away what somebody was killed over; what others are writing at this moment is left to them."""
    with suppress(OSError):
        for left in (store / UNFINISHED).iterdir():
            if time.time() - left.stat().st_mtime > STALE:
                left.unlink(missing_ok=True)


@contextmanager
def explained(store: Path) -> Iterator[None]:
    """Say in words what the disk will not do."""
    try:
        yield
    except OSError as refused:
        full = refused.errno in (errno.ENOSPC, errno.EDQUOT)
        reason = refused.strerror or str(refused)
        key = "store.full" if full else "store.cannot_write"
        raise ExperimentError(fault(key, path=store, reason=reason)) from refused
