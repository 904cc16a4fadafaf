"""Sphinx settings: `make docs` writes build/docs/index.html. Nothing is fetched from elsewhere."""

project = "framing"
author = "The framing developers"
extensions = ["myst_parser"]
exclude_patterns = ["make_commands.py"]
html_theme = "furo"
html_title = "framing"
myst_heading_anchors = 3
