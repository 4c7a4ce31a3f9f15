"""Every sentence the package shows, in Chinese and in English, looked up by key.

The sentences stand beside this file, one ``.toml`` a subject, both languages side by side, so that a change of one is
seen next to the other.  The key ``weights.floors_above_one`` is the table ``[floors_above_one]`` of ``weights.toml``.
"""

from __future__ import annotations

import functools
import locale
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Name:
    """What something is called, in both languages.

    >>> Name(zh="民生改善", en="livelihood").text("en")
    'livelihood'
    """

    zh: str
    en: str

    def text(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence not yet spoken: its key and what goes into its gaps."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: Language) -> str:
        return say(self.key, language, **self.values)


def say(key: str, language: Language, /, **values: Any) -> str:
    """The sentence under ``key``; a gap may hold text, a number, a :class:`Name` or another :class:`Message`.

    >>> say("words.list_separator", "en")
    ', '
    """
    spoken = {k: v.text(language) if isinstance(v, Name | Message) else v for k, v in values.items()}
    return _sentences()[key].text(language).format(**spoken)


def sentence(key: str) -> Name:
    """The sentence under ``key`` in both languages, its gaps still open, for pages that speak for themselves.

    >>> sentence("words.list_separator")
    Name(zh='、', en=', ')
    """
    return _sentences()[key]


def known_keys() -> frozenset[str]:
    return frozenset(_sentences())


def default_language() -> Language:
    """``GOVPERF_LANG`` if it is set to ``zh`` or ``en``, else Chinese in a Chinese locale, else English."""
    chosen = os.environ.get("GOVPERF_LANG", "")
    if chosen in LANGUAGES:
        return chosen
    spoken = next((v for v in map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG")) if v), None)
    return "zh" if (spoken or locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


@functools.cache
def _sentences() -> Mapping[str, Name]:
    found = {}
    for page in sorted(files(__name__).iterdir(), key=lambda p: p.name):
        if page.name.endswith(".toml"):
            subject = page.name.removesuffix(".toml")
            for key, both in tomllib.loads(page.read_text("utf-8")).items():
                found[f"{subject}.{key}"] = Name(**both)
    return found
