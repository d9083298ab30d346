"""Numbers of an answer at the precision that they are published with."""

from collections.abc import Mapping

from slipstream.ensemble.indicators import Quantiles
from slipstream.report.language import rounded


def decimals(value: float, places: int) -> float:
    """Round to decimal places; zero carries no sign."""
    return round(value, places) + 0.0


def dollars(value: float) -> float:
    """Round money to four significant digits."""
    return rounded(value, 4)


def percentiles(values: Quantiles, places: int) -> dict[str, float]:
    """Round the percentiles of one number."""
    return {name: decimals(value, places) for name, value in values._asdict().items()}


def by_label(values: Mapping[str, Quantiles], places: int) -> dict[str, dict[str, float]]:
    """Round the percentiles at each label."""
    return {label: percentiles(row, places) for label, row in values.items()}
