"""What a number depends on beside the question: the code of the package and the libraries it stands on."""

from __future__ import annotations

import functools
import hashlib
import platform
from collections.abc import Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

SAYS_ONLY = frozenset({"cli", "classroom", "codesign", "office", "report", "words", "theory", "examples"})
"""Parts of the package that no played number depends on."""
LIBRARIES = ("highspy", "numpy", "pandas", "pulp", "scipy", "simpy")


@functools.cache
def code_digest() -> str:
    """SHA-256 of the source of every part of the package that numbers depend on."""
    root = Path(str(files("govperf_sim")))
    pages = sorted(p for p in root.rglob("*.py") if p.relative_to(root).parts[0] not in SAYS_ONLY)
    whole = hashlib.sha256()
    for page in pages:
        whole.update(page.relative_to(root).as_posix().encode() + b"\0" + page.read_bytes().replace(b"\r\n", b"\n"))
    return whole.hexdigest()


@functools.cache
def versions() -> Mapping[str, str]:
    """Python, the libraries that numbers come from, and the package."""
    return {
        "govperf_sim": version("govperf_sim"),
        "python": platform.python_version(),
        **{library: version(library) for library in LIBRARIES},
    }
