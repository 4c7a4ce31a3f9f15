"""Conventions of the code, as tests; each failure says what to do instead."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "govperf_sim"
MODULES = sorted(PACKAGE.rglob("*.py"))
ONLY_HERE = {
    "pulp": ("weights/",),
    "highspy": ("weights/compiled.py", "weights/search.py"),
    "simpy": ("simulation/cycle.py", "simulation/calendar.py", "simulation/clock.py"),
    "matplotlib": ("report/figures/", "report/fonts.py"),
    "pydantic": ("scenario/",),
    "ruamel": ("scenario/",),
    "openpyxl": ("office/", "report/"),
    "docx": ("office/", "report/"),
    "jinja2": ("report/", "classroom/"),
    "typst": ("report/forms/pdf.py",),
    "typer": ("cli/",),
    "rich": ("cli/",),
    "distributed": ("experiments/running/cluster.py",),
    "pyarrow": ("experiments/store/parquet_form.py",),
}
NO_SUCH_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "engine", "handler", "config", "misc"}


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_library_is_imported_only_where_it_belongs(path):
    for library in imports(path) & ONLY_HERE.keys():
        places = ONLY_HERE[library]
        assert name(path).startswith(places), f"{name(path)} imports {library}; only {places} may"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_one_idea(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400, f"{name(path)} is too long: split it by idea"
    assert not NO_SUCH_NAMES & set(path.relative_to(PACKAGE).with_suffix("").parts), "name a module for its idea"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), f"{name(path)} needs a docstring"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_public_functions_and_classes_say_what_they_do(path):
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            trivial = isinstance(node, ast.FunctionDef) and len(node.body) == 1
            entry = name(path) == "scenario/schema.py"  # a field's sentence says more there
            assert ast.get_docstring(node) or trivial or entry or len(node.body) <= 3, (
                f"{name(path)}: {node.name} needs a docstring"
            )


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_inheritance_is_at_most_one_deep(path):
    tree = ast.parse(path.read_text("utf-8"))
    own = {n.name: n for n in tree.body if isinstance(n, ast.ClassDef)}
    foreign_bases = {"BaseModel", "Strict", "Exception"}
    for node in own.values():
        for base in node.bases:
            parent = own.get(getattr(base, "id", ""))
            if parent is None or parent.name in foreign_bases:
                continue
            grand = [getattr(b, "id", "") for b in parent.bases]
            assert all(g not in own or g in foreign_bases for g in grand), f"{node.name} inherits too deeply"


def test_the_contents_page_is_short():
    import govperf_sim

    assert len(govperf_sim.__all__) <= 20
    assert all(hasattr(govperf_sim, n) for n in govperf_sim.__all__)


def test_constraints_name_no_address():
    assert "://" not in (ROOT / "constraints.txt").read_text("utf-8")


def test_every_test_folder_mirrors_a_part_of_the_package():
    special = {"theory", "properties", "equivalence", "golden", "scenarios", "code_health", "notebooks", "docs"}
    for folder in (ROOT / "tests").iterdir():
        if folder.is_dir() and folder.name not in special and not folder.name.startswith(("__", ".")):
            assert (PACKAGE / folder.name).is_dir(), f"tests/{folder.name} mirrors nothing"
            for test in folder.glob("test_*.py"):
                part = test.stem.removeprefix("test_")
                known = {p.stem for p in (PACKAGE / folder.name).rglob("*")} | {folder.name}
                assert any(part == k or part.startswith(k + "_") for k in known), f"{test} mirrors no module"


def test_every_package_module_has_a_test_beside_its_mirror():
    tested = " ".join(p.stem for p in (ROOT / "tests").rglob("test_*.py"))
    texts = "\n".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("*.py"))
    alone = []
    for path in MODULES:
        home, _, stem = f"govperf_sim.{name(path).removesuffix('.py').replace('/', '.')}".rpartition(".")
        imported = f"{home}.{stem}" in texts or re.search(rf"from {home} import .*\b{stem}\b", texts)
        if not path.stem.startswith("__") and stem not in tested and not imported:
            alone.append(name(path))
    assert not alone, f"nothing tests {alone}"


def test_nothing_is_left_for_later():
    for path in MODULES:
        assert not re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text("utf-8")), f"{name(path)}: do it or drop it"
