"""The equations: pure functions on arrays, one module a sector.

Arrays broadcast over ``(country, draw)``. Stocks are levels, rates are per year,
and ``STEP_YEARS`` is the length of one step. Nothing here reads a file.
"""
