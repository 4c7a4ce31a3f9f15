"""The layers, the style and the types, by the tools that know them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def passes(*command: str) -> None:
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_imports_go_down_only():
    passes(str(BIN / "lint-imports"), "--no-cache")


def test_style():
    passes(sys.executable, "-m", "ruff", "check", "--no-cache", ".")
    passes(sys.executable, "-m", "ruff", "format", "--no-cache", "--check", ".")


@pytest.mark.slow
def test_types():
    passes(sys.executable, "-m", "mypy", "--no-incremental")
