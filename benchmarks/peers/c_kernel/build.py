"""Compile the kernel; ``python -m benchmarks.peers.c_kernel.build`` says what it vectorised."""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from slipstream.model.constants import (
    ANCHOR_LOG10_FLOP,
    ANCHOR_YEARS,
    H100_FLOP_PER_SECOND,
    MONTHS,
    SECONDS_PER_MONTH,
)

FOLDER = Path(__file__).parent
BUILT = FOLDER.parents[2] / "build"
COMPILE = ("-std=gnu11", "-O3", "-march=native", "-ffast-math", "-fopenmp", "-fPIC", "-Wall")
# Linked without -ffast-math, which would flush subnormal numbers of the whole process to zero.
LINK = ("-shared", "-fopenmp")
CONSTANTS = (
    f"-DMONTHS={MONTHS}",
    f"-DANCHOR_YEARS={ANCHOR_YEARS}f",
    f"-DANCHOR_LOG10_FLOP={ANCHOR_LOG10_FLOP}f",
    f"-DH100E_MONTH={H100_FLOP_PER_SECOND * SECONDS_PER_MONTH / 1e20!r}f",
)


def compiler() -> str | None:
    """Path of the C compiler: ``$CC``, or ``cc``."""
    return shutil.which(os.environ.get("CC", "cc"))


def build(*more: str, report: bool = False) -> Path:
    """Compile and link into ``build/``, unless this source was built here with these flags.

    ``more`` are further flags; ``report`` compiles anew and says what was vectorised.
    """
    cc = compiler()
    if cc is None:
        raise RuntimeError("there is no C compiler; set CC to one")
    flags = (*COMPILE, *CONSTANTS, *more)
    target = BUILT / f"c_kernel-{_digest(cc, flags)}.so"
    if target.exists() and not report:
        return target
    BUILT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILT) as folder:
        made, linked = f"{folder}/kernel.o", f"{folder}/kernel.so"
        loops = ("-fopt-info-vec",) if report else ()
        _run(cc, *flags, *loops, "-c", str(FOLDER / "kernel.c"), "-o", made)
        _run(cc, *LINK, made, "-lm", "-o", linked)
        os.replace(linked, target)  # noqa: PTH105 - both are strings
    return target


def version() -> str:
    """First line of what the compiler says of itself, and the flags."""
    cc = compiler()
    if cc is None:
        return "no C compiler"
    said = subprocess.run([cc, "--version"], capture_output=True, text=True, check=True).stdout
    return f"{said.splitlines()[0]}, {' '.join(COMPILE)}"


def _run(*command: str) -> None:
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    print(done.stderr, end="", file=sys.stderr)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with status {done.returncode}")


def _digest(cc: str, flags: tuple[str, ...]) -> str:
    sources = b"".join(path.read_bytes() for path in sorted(FOLDER.glob("*.[ch]")))
    said = " ".join((cc, platform.node(), platform.machine(), *flags))
    return hashlib.sha256(sources + said.encode()).hexdigest()[:16]


if __name__ == "__main__":
    print(build(*sys.argv[1:], report=True))
