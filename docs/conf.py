"""Settings of the documentation; `make docs` builds it."""

import sys
from pathlib import Path

from slipstream import __version__

# The extensions beside this file, and the folder from which they find one another.
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

project = "Slipstream"
author = "The Slipstream authors"
copyright = "The Slipstream authors, Apache-2.0"
release = version = __version__

extensions = ["myst_parser", "claims_page", "mathml", "posterior_page", "reference_pages"]
exclude_patterns = [
    "_build",
    "model.ko.md",
    "reference/_made",
    "coverage_table.md",
    "response_table.md",
    "track_record_on_file.md",
    "track_record_summary.md",
    "track_record_table.md",
]
myst_enable_extensions = ["attrs_block", "dollarmath"]
myst_heading_anchors = 3

html_math_renderer = "mathml"
html_theme = "furo"
html_title = f"Slipstream {release}"
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["slipstream.css"]
