"""Hands: who plays.  This process, others beside it, or whatever a :class:`concurrent.futures.Executor` stands for.

Work goes out to other processes as a copy; a copy is made once and read once in each process.  Workers of this machine are on a
leash: a pipe whose other end is held here.  When it is let go, because the work is done, broken off, or this process was
killed, they leave at once, whatever they are doing.
"""

from __future__ import annotations

import functools
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from multiprocessing import connection, get_context
from typing import Any, ClassVar, Protocol, cast

from govperf_sim.errors import ExperimentError, fault

Work = Callable[[Any], Any]
"""What is done with each item."""
AHEAD = 2
"""Bundles handed out for each worker, so that none waits for the next."""
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
"""Workers share the processors among themselves; their libraries must not do it again."""


class Hands(Protocol):
    """``take`` gives an executor to submit to; taken again after it broke, it gives another."""

    @property
    def in_flight(self) -> int:
        """Bundles that are handed out at once."""

    @property
    def broke(self) -> tuple[type[BaseException], ...]:
        """How a future tells that whoever had it in hand is gone, and that it may be tried again."""

    def ready(self, work: Work) -> Work:
        """The work as it is handed out; raises ExperimentError if it cannot be."""

    def take(self) -> AbstractContextManager[Executor]: ...


@dataclass(frozen=True)
class Alone:
    """Nobody but this process, one bundle after the other."""

    broke: ClassVar[tuple[type[BaseException], ...]] = ()

    @property
    def in_flight(self) -> int:
        return 1

    def ready(self, work: Work) -> Work:
        return work

    def take(self) -> AbstractContextManager[Executor]:
        return nullcontext(AtOnce())


@dataclass(frozen=True)
class Processes:
    """So many processes of this machine."""

    workers: int
    broke: ClassVar[tuple[type[BaseException], ...]] = (BrokenExecutor,)

    @property
    def in_flight(self) -> int:
        return AHEAD * self.workers

    def ready(self, work: Work) -> Work:
        return copied(work)

    @contextmanager
    def take(self) -> Iterator[Executor]:
        spawn = get_context("spawn")
        ear, held = spawn.Pipe(duplex=False)
        with _one_thread_each():
            pool = ProcessPoolExecutor(self.workers, mp_context=spawn, initializer=_begin, initargs=(ear,))
            try:
                yield pool
                pool.shutdown()
            finally:
                held.close()
                pool.shutdown(cancel_futures=True)
                ear.close()


@dataclass(frozen=True)
class Given:
    """Any executor, which can work on ``slots`` bundles at once.  It is left open; broken, it cannot be replaced."""

    executor: Executor
    slots: int
    broke: ClassVar[tuple[type[BaseException], ...]] = (BrokenExecutor,)

    @property
    def in_flight(self) -> int:
        return AHEAD * self.slots

    def ready(self, work: Work) -> Work:
        return copied(work)

    def take(self) -> AbstractContextManager[Executor]:
        return nullcontext(self.executor)


class AtOnce(Executor):
    """Does what is submitted before it returns."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as raised:
            future.set_exception(raised)
        return future


@dataclass(frozen=True)
class Copied:
    """Work that was packed once."""

    packed: bytes

    def __call__(self, item: Any) -> Any:
        return _unpacked(self.packed)(item)


def copied(work: Work) -> Copied:
    """Raises :class:`~govperf_sim.errors.ExperimentError` for what has no copy: functions within functions, open files."""
    try:
        return Copied(pickle.dumps(work))
    except (pickle.PicklingError, AttributeError, TypeError) as reason:
        raise ExperimentError(fault("store.not_sent", reason=reason)) from reason


@functools.lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Work:
    try:
        return cast(Work, pickle.loads(packed))
    except (AttributeError, ImportError) as reason:
        raise ExperimentError(fault("store.not_read", reason=str(reason))) from None


def _begin(leash: connection.Connection) -> None:
    """What a worker does first.  Ctrl-C is for the process that holds the leash to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_when_let_go, args=(leash,), daemon=True).start()


def _leave_when_let_go(leash: connection.Connection) -> None:
    connection.wait([leash])
    os._exit(1)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Workers take their environment from this process when they begin, which they do one by one."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
