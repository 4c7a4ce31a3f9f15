"""The simulated year described by the ODD protocol, written from the docstrings of the modules that play it.

Grimm and others (2020), "The ODD protocol for describing agent-based and other simulation models: a second update", JASSS
23(2) 7: overview, design concepts, details.  Nothing is written twice: every section is what the modules say of
themselves, so a model that changes changes its description.
"""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

from govperf_sim import simulation
from govperf_sim.report.docstrings import markdown
from govperf_sim.words import Language, say

SECTIONS = {
    "purpose": ("",),
    "entities": ("population", "world"),
    "scales": ("calendar", "clock"),
    "process": ("cycle", "year", "settings"),
    "adaptation": (
        "decisions",
        "minds",
        "people",
        "behaviour",
        "fabrication",
        "caution",
        "vanity",
        "shifting",
        "deadline",
        "adaptive",
        "rule_of_thumb",
        "imitation",
    ),
    "sensing": ("channels", "figures", "records", "survey", "experts", "third_party", "periodic", "vintages"),
    "stochasticity": ("luck",),
    "observation": ("journal", "events", "measures"),
    "submodels": (
        "outcomes",
        "spillovers",
        "chase",
        "services",
        "caseload",
        "percase",
        "priority",
        "casebook",
        "verification",
        "checks",
        "suspicion",
        "scoring",
        "stage",
    ),
    "institutions": ("institutions",),
    "numerics": ("arrays", "ranges"),
}
"""Section of the protocol -> modules of :mod:`govperf_sim.simulation`; the empty name is the package itself."""


FOR_AUTHORS = "**How a mechanism joins**"
"""What follows is for those who write modules."""


def odd(language: Language) -> str:
    """The description, in Markdown; headings in the language asked for, the theory as it stands in the code.

    >>> odd("en").splitlines()[0]
    '# The simulated assessment year: ODD description'
    """
    parts = [f"# {say('report.odd_title', language)}", say("report.odd_intro", language)]
    for section, modules in SECTIONS.items():
        parts.append(f"## {say(f'report.odd_{section}', language)}")
        parts += [_described(part) for module in modules for part in (module, *_within(module))]
    return "\n\n".join(parts) + "\n"


def modules() -> list[str]:
    """Every module that has a part in the simulated year."""
    return [found.name for found in pkgutil.iter_modules(simulation.__path__)]


def _within(module: str) -> list[str]:
    """The modules of a part that is a package; none of the package itself."""
    path = getattr(import_module(f"{simulation.__name__}.{module}"), "__path__", []) if module else []
    return [f"{module}.{found.name}" for found in pkgutil.iter_modules(path)]


def _described(module: str) -> str:
    name = f"{simulation.__name__}.{module}" if module else simulation.__name__
    told = (inspect.getdoc(import_module(name)) or "").partition(FOR_AUTHORS)[0].rstrip()
    return f"### `{name}`\n\n{markdown(told)}"
