"""Lets ``python -m slipstream.cli`` be the command line."""

from slipstream.cli import main

main()
