"""Settings of the documentation; `make docs` builds it."""

from slipstream import __version__

project = "Slipstream"
author = "The Slipstream authors"
copyright = "The Slipstream authors, Apache-2.0"
release = version = __version__

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"Slipstream {release}"
html_show_sphinx = False
