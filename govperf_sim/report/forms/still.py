"""Office files without the time they were made at, so that the same report gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile

_THEN = (1980, 1, 1, 0, 0, 0)
"""The first day a zip file can name."""
_WRITTEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_PROPERTIES = "docProps/core.xml"


def still(document: bytes) -> bytes:
    """A Word or Excel file with a fixed day for every part of it and for its own properties."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in given.infolist():
            content = given.read(entry)
            if entry.filename == _PROPERTIES:
                content = _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            member = zipfile.ZipInfo(entry.filename, _THEN)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # the same on every system
            kept.writestr(member, content)
    return made.getvalue()
