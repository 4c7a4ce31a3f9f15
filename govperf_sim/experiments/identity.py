"""What a function is known by: its name, its source, and every value it carries along.

Two functions of one source differ by the values they were made with: defaults, the variables of the function around them, what
:func:`functools.partial` filled in, the state of an object that can be called.  What a function calls is not looked into.
"""

from __future__ import annotations

import functools
import inspect
import pickle
from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any

from govperf_sim.errors import ExperimentError, fault


def known_by(function: Callable[..., Any]) -> str:
    """The same text in every process, and another for whatever may return other numbers.

    >>> def steep(by):
    ...     return lambda x: by * x
    >>> known_by(steep(2.0)) == known_by(steep(2.0)), known_by(steep(2.0)) == known_by(steep(3.0))
    (True, False)

    Raises :class:`~govperf_sim.errors.ExperimentError` where it carries something that cannot be written down.
    """
    if isinstance(function, functools.partial):
        return repr(
            ("partial", known_by(function.func), _said(function.args, function), _said(function.keywords, function))
        )
    if not inspect.isfunction(function):
        held = type(function)
        return repr((held.__qualname__, _text(held), _said(function, function)))
    closed = inspect.getclosurevars(function).nonlocals
    carried = (function.__defaults__, function.__kwdefaults__, closed)
    return repr((function.__qualname__, _text(function), *(_said(each, function) for each in carried)))


def _text(what: Callable[..., Any] | type) -> str:
    """Its source if there is one, and what it was compiled to: what was typed into a prompt has no source, or that of the
    prompt.  Another Python compiles otherwise, but is another machine to an experiment anyhow.
    """
    try:
        source = inspect.getsource(what)
    except (OSError, TypeError):
        source = ""
    code = getattr(what.__call__ if isinstance(what, type) else what, "__code__", None)
    return source if code is None else repr((source, _compiled(code)))


def _compiled(code: CodeType) -> tuple[object, ...]:
    """Alike in every process: no address of what is nested, no order of a set."""
    constants = [
        _compiled(each)
        if inspect.iscode(each)
        else sorted(map(repr, each))
        if isinstance(each, frozenset)
        else repr(each)
        for each in code.co_consts
    ]
    return code.co_code, code.co_names, code.co_freevars, constants


def _said(value: object, function: Callable[..., Any]) -> str:
    """A value as text: one mapping is another whatever order it was filled in."""
    if isinstance(value, Mapping):
        return repr([(key, _said(value[key], function)) for key in sorted(value, key=repr)])
    if inspect.isfunction(value) or isinstance(value, functools.partial):
        return known_by(value)
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)
    try:
        return pickle.dumps(value, protocol=5).hex()
    except (pickle.PicklingError, AttributeError, TypeError) as reason:
        raise ExperimentError(fault("experiment.not_known", function=repr(function), reason=str(reason))) from reason
