"""Hands on a Dask cluster: a scheduler somewhere, and workers that have the same package and the same libraries.

Before anything is played the scheduler is asked which workers it has, and all of them what they would play with; whoever joins
later is asked when it gets its first cells.  (The scheduler reads what it hands on, so it needs the same as they.)  Dask itself hands the cells of a worker that died to another; when the scheduler is
gone nothing is left to hand out to, and the experiment stops with everything kept that had come back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from govperf_sim.errors import ExperimentError, Fault, fault
from govperf_sim.experiments.running.hands import AHEAD, Work, copied
from govperf_sim.experiments.versions import code_digest, versions

SECONDS = 5.0
"""How long the scheduler has to answer."""
BETWEEN = ("distributed", "pyarrow")
"""Libraries that no number depends on, but whether two sides understand each other does."""


@dataclass(frozen=True)
class Cluster:
    """``slots`` bundles are worked on at once; built by :func:`cluster`."""

    address: str
    slots: int

    @property
    def in_flight(self) -> int:
        return AHEAD * self.slots

    @property
    def broke(self) -> tuple[type[BaseException], ...]:
        """Cells are handed out again when the scheduler gave them up: it was lost, or they killed worker after worker."""
        from distributed import KilledWorker

        return (CancelledError, KilledWorker, OSError)

    def ready(self, work: Work) -> Work:
        return Same(self.address, standing(), copied(work))

    @contextmanager
    def take(self) -> Iterator[Executor]:
        from distributed import Client

        try:
            _asked(self.address)
        except OSError as reason:
            raise ExperimentError(fault("cluster.lost", address=self.address, reason=reason)) from reason
        with _not_logged(), Client(self.address, timeout=SECONDS, set_as_default=False) as client:
            yield client.get_executor(pure=False)


def cluster(address: str) -> Cluster:
    """The cluster whose scheduler is at ``address``, such as ``tcp://127.0.0.1:8786``.

    Raises :class:`~govperf_sim.errors.ExperimentError` where Dask is not installed, nobody answers within :data:`SECONDS`
    seconds, no worker has joined, or workers have other code or other libraries than this process, each by name.
    """
    try:
        from distributed import Client
    except ImportError as missing:
        raise ExperimentError(fault("cluster.no_dask")) from missing
    try:
        found = _asked(address)
    except (OSError, ValueError) as reason:
        raise ExperimentError(fault("cluster.out_of_reach", address=address, reason=reason)) from reason
    if found.get("type") != "Scheduler":
        raise ExperimentError(fault("cluster.no_scheduler", address=address, found=found.get("type", "?")))
    if not found["workers"]:
        raise ExperimentError(fault("cluster.no_workers", address=address))
    with Client(address, timeout=SECONDS, set_as_default=False) as client:
        told = client.run(standing, on_error="return")
        try:
            told[f"{address} (scheduler)"] = client.run_on_scheduler(standing)
        except Exception as reason:
            told[f"{address} (scheduler)"] = reason
    faults = [f for node, said in sorted(told.items()) for f in _differences(node, said, standing())]
    if faults:
        raise ExperimentError(faults)
    return Cluster(address, sum(worker["nthreads"] for worker in found["workers"].values()))


def standing() -> Mapping[str, str]:
    """What this process plays with: code and versions.

    >>> sorted(standing())[:3]
    ['code', 'distributed', 'govperf_sim']
    """
    return {"code": code_digest(), **versions(), **{library: _version(library) for library in BETWEEN}}


@dataclass(frozen=True)
class Same:
    """Work for a worker that stands as ``wanted``; any other refuses it."""

    address: str
    wanted: Mapping[str, str]
    work: Work

    def __call__(self, item: Any) -> Any:
        faults = list(_differences(self.address, standing(), self.wanted))
        if faults:
            raise ExperimentError(faults)
        return self.work(item)


@contextmanager
def _not_logged() -> Iterator[None]:
    """What the client would log is that the scheduler is gone, with a traceback; that is an error here, told in words."""
    log = logging.getLogger("distributed.client")
    before = log.disabled
    log.disabled = True
    try:
        yield
    finally:
        log.disabled = before


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "—"


def _differences(node: str, said: Mapping[str, str] | BaseException, wanted: Mapping[str, str]) -> Iterator[Fault]:
    if isinstance(said, BaseException):
        yield fault("cluster.cannot_play", node=node, reason=f"{type(said).__name__}: {said}")
        return
    for what, here in wanted.items():
        there = said.get(what, "—")
        if there != here:
            short = (text[:12] if what == "code" else text for text in (there, here))
            yield fault("cluster.differs", node=node, what=what, there=next(short), here=next(short))


def _asked(address: str) -> Mapping[str, Any]:
    """In a thread of its own, since in a notebook this one has a loop that runs already."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, _identity(address)).result()


async def _identity(address: str) -> Mapping[str, Any]:
    """What stands at an address, and its workers; asked without a client, which would go on trying when nobody answers."""
    from distributed import Security, rpc

    async with rpc(address, timeout=SECONDS, connection_args=Security().get_connection_args("client")) as there:
        said: Mapping[str, Any] = await asyncio.wait_for(there.identity(), SECONDS)
        return said
