"""Constants of statistics that all parts share."""

Z90 = 1.645
"""Half a 90% band in standard deviations of a normal number."""

Z99 = 2.576
"""Half a 99% band in standard deviations of a normal number."""

PERCENTILES = (5, 25, 50, 75, 95)
"""Percentiles over draws that answers and charts show."""

LEVELS = tuple(percentile / 100 for percentile in PERCENTILES)
"""The same as shares of the draws."""
