"""Time, countries' clock and the physical constants that the equations share."""

import calendar
import datetime as dt

START_YEAR = 2022
MONTHS = 180
MONTHS_PER_YEAR = 12
LAST_YEAR = START_YEAR + MONTHS // MONTHS_PER_YEAR - 1
STEP_YEARS = 1.0 / MONTHS_PER_YEAR
SECONDS_PER_MONTH = 365.25 * 86_400 / MONTHS_PER_YEAR

# Dense BF16 peak of one H100 SXM (fact WORLD.chip.h100_bf16); it defines the H100-equivalent.
H100_FLOP_PER_SECOND = 989e12

# Middle of 2025, in years after START_YEAR: the date at which prices and spending are quoted.
ANCHOR_YEARS = 3.5

# How far behind a country may be and count as in the frontier AI race, where a question does not
# say otherwise (months): how far China has been behind on average (fact WORLD.china_lag).
LAG_THRESHOLD_MONTHS = 7.0

# Training compute at which the capability scale is anchored (log10 FLOP).
ANCHOR_LOG10_FLOP = 25.0


def month_index(year: int, month: int) -> int:
    """Return the step that holds a calendar month; January of ``START_YEAR`` is 0."""
    return (year - START_YEAR) * MONTHS_PER_YEAR + month - 1


def month_step(name: str) -> int:
    """Return the step of a month written as ``YYYY-MM``; the inverse of `month_name`."""
    year, month = name.split("-")
    return month_index(int(year), int(month))


def month_name(index: int) -> str:
    """Return the calendar month of a step as ``YYYY-MM``."""
    year, month = divmod(index, MONTHS_PER_YEAR)
    return f"{START_YEAR + year}-{month + 1:02d}"


def month_end(index: int) -> dt.date:
    """Return the last day of the calendar month of a step."""
    year, month = divmod(index, MONTHS_PER_YEAR)
    last = calendar.monthrange(START_YEAR + year, month + 1)[1]
    return dt.date(START_YEAR + year, month + 1, last)
