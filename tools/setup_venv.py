"""Build a virtual environment of the checkout from a lock, or mend a half-built one.

Usage: python tools/setup_venv.py plain|all|bench|mutants

``make`` runs this with any Python from 3.11 on. ``plain`` puts into ``.venv`` what an answer and
its charts need, ``all`` adds the extras and the tools of developers; ``bench`` and ``mutants``
fill folders of their own. A marker inside the environment says that work is under way: it is
written first, and renamed to the stamp that ``make`` watches when all is done. So a run that is
interrupted leaves the marker, and the next run starts from an empty folder instead of trusting
packages that may be half-copied.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What can be built: the folder, its lock, and the stamps that go when it begins and come when it
# is done, so that no plain install runs while the rest is half-copied.
BUILDS = {
    "plain": (".venv", "requirements-plain.lock", (".plain",)),
    "all": (".venv", "requirements.lock", (".plain", ".installed")),
    "bench": (".venv-bench", "requirements-bench.lock", (".installed",)),
    "mutants": (".venv-mutants", "requirements-mutants.lock", (".installed",)),
}
TOOLS_ALONE = ("mutants",)  # work on the checkout without the package
FOLDER, LOCK, STAMPS = BUILDS[sys.argv[1]]
VENV = ROOT / FOLDER
PYTHON = VENV / "bin" / "python"
MARKER = VENV / ".unfinished"
STAMP = VENV / STAMPS[-1]
INPUTS = (ROOT / LOCK, ROOT / "pyproject.toml")


def main() -> int:
    """Install what is missing and return the exit status."""
    VENV.mkdir(exist_ok=True)
    folder = os.open(VENV, os.O_RDONLY)
    update = False
    try:
        # Two makes in one checkout take turns. The commands started below inherit the lock, so
        # that one which outlives us keeps it; the system drops it when the last of them ends.
        os.set_inheritable(folder, True)
        fcntl.flock(folder, fcntl.LOCK_EX)
        if fresh():
            return 0
        update = usable() and not MARKER.exists()
        MARKER.touch()
        for stamp in STAMPS:
            (VENV / stamp).unlink(missing_ok=True)
        if not update:
            say(f"Creating {FOLDER}")
            empty()
            run(sys.executable, "-m", "venv", str(VENV))
        say(f"Installing the packages in {LOCK} (a few minutes the first time)")
        pip("--require-hashes", "-r", LOCK)
        if sys.argv[1] not in TOOLS_ALONE:
            pip("--no-deps", "--no-build-isolation", "-e", ".")
        for stamp in STAMPS[:-1]:
            shutil.copy2(MARKER, VENV / stamp)
        MARKER.replace(STAMP)
    except subprocess.CalledProcessError as error:
        say(f"This step failed with status {error.returncode}: {' '.join(error.cmd)}")
        say("Mend the cause shown above and run make again.")
        if update and error.returncode > 0:
            MARKER.unlink()  # pip gave up by itself and undid its work: keep what was there
        return 1
    except KeyboardInterrupt:
        say("Interrupted. Run make again to start afresh.")
        return 130
    finally:
        os.close(folder)
    return 0


def fresh() -> bool:
    """Tell whether the stamp is newer than everything it stands for."""
    if not STAMP.exists():
        return False
    made = STAMP.stat().st_mtime_ns
    return all(path.stat().st_mtime_ns <= made for path in INPUTS)


def usable() -> bool:
    """Tell whether the folder holds a Python that is new enough and has pip."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([PYTHON, "-c", check], capture_output=True).returncode == 0
    except OSError:
        return False


def empty() -> None:
    """Remove everything from the folder but the marker."""
    for path in VENV.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != MARKER:
            path.unlink()


def pip(*arguments: str) -> None:
    """Run ``pip install`` inside the folder; show its progress to people only."""
    quiet = () if sys.stderr.isatty() else ("--quiet",)
    run(str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", *quiet, *arguments)


def run(*command: str) -> None:
    """Run one command from the root of the checkout."""
    subprocess.run(command, cwd=ROOT, check=True, close_fds=False)


def say(text: str) -> None:
    """Speak on stderr, so that stdout stays the answer's."""
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
