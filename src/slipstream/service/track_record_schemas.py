"""Schemas of the track record for OpenAPI: forecasts, outcomes and scores."""

from typing import Literal

from slipstream.service.document_schemas import CountryName, Month
from slipstream.service.schemas import ApiModel, Bands, Share

Quantity = Literal["best_eci", "largest_run_log10_flop", "lag_months"]
ForecastModel = Literal[
    "slipstream", "persistence", "trend", "random_walk", "paced_trend", "paced_walk"
]


class Origin(ApiModel):
    """A date from which forecasts were made, and the last month that they reach."""

    origin: str
    until: Month


class Forecast(ApiModel):
    """Forecasts of one quantity of one country from one date, month by month from ``first``.

    ``floor`` says where the outcome is only known to be at least ``observed``.
    """

    origin: str
    country: str
    quantity: Quantity
    first: Month
    bands: Bands
    observed: list[float | None]
    floor: list[bool]
    crps: list[float | None]


class Score(ApiModel):
    """Mean CRPS and coverage of one forecaster from one date."""

    origin: str
    quantity: Quantity
    model: ForecastModel
    count: int
    crps: float
    within_50: Share
    within_90: Share


class Skill(ApiModel):
    """CRPS of the model as a ratio to a baseline's, with its 90% band."""

    quantity: Quantity
    baseline: ForecastModel
    ratio: float
    low: float
    high: float
    better: Share
    origins: int
    count: int


class Calibration(ApiModel):
    """Share of outcomes ``below`` each quantile level of the forecasts."""

    quantity: Quantity
    count: int
    levels: list[Share]
    below: list[Share]


class OnFile(ApiModel):
    """Forecasts that were put on file on the day ``made``, and the scores of what came since."""

    origin: str
    until: Month
    made: str
    sha256: str
    forecasts: list[Forecast]
    scores: list[Score]


class TrackRecord(ApiModel):
    """What was forecast at past dates, how it turned out, and the scores."""

    origins: list[Origin]
    levels: list[Literal["0.05", "0.25", "0.5", "0.75", "0.95"]]
    countries: list[CountryName]
    forecasts: list[Forecast]
    scores: list[Score]
    on_file: list[OnFile]
    skill: list[Skill]
    calibration: list[Calibration]
