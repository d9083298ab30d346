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

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "matplotlib.sphinxext.plot_directive",
    "claims_page",
    "mathml",
    "posterior_page",
    "reference_pages",
    "translated_pages",
]
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

autodoc_member_order = "bysource"
autodoc_typehints = "description"
add_module_names = False
default_role = "py:obj"  # what stands in single backticks in a docstring
napoleon_google_docstring = False

# Figures are drawn when the documentation is built, by the lines that a page shows.
plot_formats = ["svg"]
plot_html_show_formats = False
plot_html_show_source_link = False

html_math_renderer = "mathml"
html_theme = "furo"
html_title = f"Slipstream {release}"
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["slipstream.css"]
