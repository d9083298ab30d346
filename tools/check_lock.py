"""Check, without a network, that the locks answer pyproject.toml.

A lock names the project as the origin of each direct requirement. So both ways can be
compared: everything asked for is pinned at a version that satisfies it, and nothing is kept
as a direct requirement that is no longer asked for.
"""

import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
# The dependency groups of each lock, and the extra of the package; None leaves the package out.
LOCKS: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "requirements-plain.lock": ("", ("build",)),
    "requirements.lock": ("all", ("dev", "docs")),
    "requirements-bench.lock": ("all", ("bench",)),
    "requirements-mutants.lock": (None, ("mutants",)),
}
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ \\]+)")
ORIGIN = re.compile(r"^ +# +(?:via +)?slipstream \(pyproject\.toml(?::(?P<group>[\w-]+))?\)")

Asked = dict[tuple[str, str], Requirement]
Pinned = dict[tuple[str, str], list[str]]


def asked_for(extra: str | None, groups: tuple[str, ...]) -> Asked:
    """Read the requirements in pyproject.toml by group ('' for the package itself) and name."""
    content = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project, listed = content["project"], content["dependency-groups"]
    extras = project["optional-dependencies"]
    always = [] if extra is None else project["dependencies"]
    own = [*map(Requirement, [*always, *extras.get(extra, ())])]
    for requirement in own:  # grows while it is read: an extra may name others
        if requirement.name == project["name"]:
            own += [Requirement(line) for name in requirement.extras for line in extras[name]]
    found: Asked = {("", canonicalize_name(one.name)): one for one in own}
    found.pop(("", project["name"]), None)
    for group in groups:
        for requirement in map(Requirement, listed[group]):
            found[group, canonicalize_name(requirement.name)] = requirement
    return found


def pinned(lock: str) -> Pinned:
    """Read the direct pins in a lock; a name has several where versions fork."""
    found: Pinned = defaultdict(list)
    name = version = ""
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if pin := PIN.match(line):
            name, version = canonicalize_name(pin["name"]), pin["version"]
        elif origin := ORIGIN.match(line):
            found[origin["group"] or "", name].append(version)
    return found


def differences(asked: Asked, locked: Pinned) -> list[str]:
    """Say in one line each where the lock does not answer the project."""
    lines = []
    for key, requirement in asked.items():
        if key not in locked:
            lines.append(f"{requirement} is asked for and not locked")
        lines.extend(
            f"{requirement} is asked for and {version} is locked"
            for version in locked.get(key, [])
            if not requirement.specifier.contains(version, prereleases=True)
        )
    lines.extend(
        f"{name} is locked for {group or 'the package'} and no longer asked for"
        for group, name in locked
        if (group, name) not in asked
    )
    return lines


def main() -> int:
    """Print what differs and return the exit status."""
    lines = [
        f"{lock}: {line}"
        for lock, (extra, groups) in LOCKS.items()
        for line in differences(asked_for(extra, groups), pinned(lock))
    ]
    for line in lines:
        sys.stderr.write(f"{line}\n")
    if lines:
        sys.stderr.write("Run 'make lock' and commit the locks.\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
