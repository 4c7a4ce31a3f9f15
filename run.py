#!/usr/bin/env python3
"""Set up and run, with nothing installed beforehand but Python 3.11 or newer.

    python3 run.py demo          set up, then play the Guangdong pilot: results/guangdong2012/report.html
    python3 run.py test          set up, then the everyday tests; more arguments go to pytest
    python3 run.py test --all    every test, the slow ones too
    python3 run.py notebooks     set up, then open the notebooks in a browser (JupyterLab)
    python3 run.py COMMAND ...   set up, then `govperf COMMAND ...`

Everything lives in the folder .venv beside this file (or the one that GOVPERF_VENV names), what Python compiles too;
delete it to start afresh.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / os.environ.get("GOVPERF_VENV", ".venv")
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
DEMO = ["run", "scenarios/guangdong2012", "--out", "results/guangdong2012"]


def main(arguments: list) -> int:
    if sys.version_info < (3, 11):
        sys.exit(f"govperf_sim needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.")
    command, *rest = arguments or ["--help"]
    if command in ("-h", "--help", "help"):
        sys.stdout.write(__doc__)
        return 0
    os.environ["PYTHONUTF8"] = "1"
    os.environ["PYTHONPYCACHEPREFIX"] = str(VENV / "compiled")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # images of Python set it, and each process compiles all it loads
    if command == "test":
        set_up("dev", "notebooks")
        return run("-m", "pytest", *selection(rest))
    if command == "notebooks":
        set_up("report", "notebooks")
        return run("-m", "jupyter", "lab", "notebooks", *rest)
    set_up("report")  # Word and PDF are what an office asks for first
    if command == "demo":
        return run("-m", "govperf_sim", *DEMO, *rest)
    return run("-m", "govperf_sim", command, *rest)


def selection(rest: list) -> list:
    """What pytest is to run: all but the slow tests, unless `--all` or a choice of the caller's own is given."""
    if "--all" in rest:
        return ["-n", "auto", "-m", "", *(a for a in rest if a != "--all")]
    return rest or ["-n", "auto"]


def set_up(*extras: str) -> None:
    """Make the environment if it is missing, and install into it if what is to be installed has changed."""
    recipe = b"".join((HERE / name).read_bytes() for name in ("pyproject.toml", "constraints.txt"))
    wanted = hashlib.sha256(recipe + sys.version.encode()).hexdigest()
    mark = VENV / f"ready-{'-'.join(extras)}"
    made_by = VENV / "made-by"
    if PYTHON.exists() and mark.exists() and mark.read_text() == wanted:
        return
    if not PYTHON.exists() or not made_by.exists() or made_by.read_text() != sys.version:
        say("making", VENV.name)
        make_environment()
        made_by.write_text(sys.version)
    target = f".[{','.join(extras)}]"
    say("installing", target, "(once)")
    install(target)
    mark.write_text(wanted)


def make_environment() -> None:
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(
            f"Python could not make {VENV}: {error}\n"
            "If this is Debian or Ubuntu, `apt install python3-venv` brings what is missing; "
            "else check that the folder can be written to."
        )


def install(target: str) -> None:
    """With uv, which is quick; with pip alone where uv cannot be had."""
    quiet = ["-q", "--disable-pip-version-check"]
    what = ["-c", "constraints.txt", "-e", target]
    has_uv = run("-m", "pip", "install", *quiet, "uv", stderr=subprocess.DEVNULL) == 0
    if has_uv and run("-m", "uv", "pip", "install", "-q", "--python", str(PYTHON), *what) == 0:
        return
    if run("-m", "pip", "install", *quiet, *what) != 0:
        sys.exit("The packages could not be installed (see above). A network or a folder of wheels is needed once:\n"
                 "set PIP_NO_INDEX=1 and PIP_FIND_LINKS=FOLDER to install from a folder.")  # fmt: skip


def run(*arguments: str, **options) -> int:
    return subprocess.call([str(PYTHON), *arguments], cwd=HERE, **options)


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + " ...\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
