"""Both languages say the same, and nothing said is missing or unused."""

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

from govperf_sim.words import LANGUAGES, known_keys

PACKAGE = Path(__file__).resolve().parents[2] / "govperf_sim"
PAGES = sorted((PACKAGE / "words").glob("*.toml"))
SENTENCES = {(p.stem, k): v for p in PAGES for k, v in tomllib.loads(p.read_text("utf-8")).items()}


def gaps(sentence: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field}


@pytest.mark.parametrize(("key", "both"), SENTENCES.items(), ids=lambda v: ".".join(v) if isinstance(v, tuple) else "")
def test_both_languages_are_there_with_the_same_gaps(key, both):
    assert set(both) == set(LANGUAGES)
    assert gaps(both["zh"]) == gaps(both["en"])
    assert re.search(r"[\u4e00-\u9fff]", both["zh"]) or not re.search(
        r"[A-Za-z]{3}", re.sub(r"\{.*?\}", "", both["zh"])
    )


def test_every_key_in_the_code_is_known_and_every_known_key_is_used():
    subjects = {p.stem for p in PAGES}
    pattern = re.compile(rf"({'|'.join(subjects)})\.([a-z0-9_]+)")
    texts, stems = set(), set()
    for path in PACKAGE.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        pieces = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in nodes:
            if isinstance(node, ast.Constant) and id(node) not in pieces and pattern.fullmatch(str(node.value)):
                texts.add(str(node.value))
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                stem = str(node.values[0].value)
                if stem.split(".")[0] in subjects and "." in stem:
                    stems.add(stem)
    for path in [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.js")]:
        text = path.read_text("utf-8")
        texts |= {m.group(0) for m in re.finditer(rf"(?<=['\"])({'|'.join(subjects)})\.[a-z0-9_]+(?=['\"])", text)}
        stems |= {m.group(1) for m in re.finditer(rf"['\"]((?:{'|'.join(subjects)})\.[a-z0-9_]*)['\"] *~", text)}
    modules = {f"{s}.{p.stem}" for s in subjects for p in PACKAGE.rglob("*.py")}
    unknown = {
        t for t in texts - known_keys() if t not in modules and not t.endswith((".py", ".toml", ".typ", ".yaml"))
    }
    unused = {k for k in known_keys() - texts if not any(k.startswith(s) for s in stems)}
    assert not unused, f"said nowhere: {sorted(unused)}"
    assert not {u for u in unknown if not any(u.startswith(p) for p in ("data.",))}, f"not in words/: {sorted(unknown)}"
