"""Slipstream: can a country join the frontier AI race?"""

__version__ = "0.1.0"
