"""Characters that a form cannot hold are told by their numbers, so that none is dropped and no file is spoilt by one."""

from __future__ import annotations

import re
from collections.abc import Container

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def in_xml(text: str) -> str:
    """A text as XML may hold it: without control characters and halves of characters.

    >>> in_xml("a" + chr(7) + "b" + chr(0xD800) + "绩效")
    'a[U+0007]b[U+D800]绩效'
    """
    return _NOT_IN_XML.sub(_number, text)


def among(text: str, known: Container[str]) -> str:
    """A text in the characters that are known.

    >>> among("score ☃", "score ")
    'score [U+2603]'
    """
    return "".join(c if c in known else _number(c) for c in text)


def _number(found: re.Match[str] | str) -> str:
    return f"[U+{ord(found[0]):04X}]"
