"""A backtest as a record: what was forecast from an origin, and how it turned out."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from slipstream.files import InputError
from slipstream.inference.records import History, Quantity, Samples
from slipstream.inference.scores import SCORE_LEVELS, Model, Score, quantiles, score, totals
from slipstream.inference.task import PACED
from slipstream.model.constants import START_YEAR, month_end, month_index, month_name


@dataclass(frozen=True)
class Forecast:
    """One quantity of one country in one month.

    ``month`` is a step and ``quantiles`` are at `scores.SCORE_LEVELS`, in the unit of the quantity.
    """

    country: str
    month: int
    quantity: Quantity
    model: Model
    quantiles: tuple[float, ...]


@dataclass(frozen=True)
class Backtest:
    """Forecasts made as if a day of the past were today.

    ``origin`` is that day, ``until`` the step of the last month forecast, ``data_cutoff`` the
    last day of data that the forecasts may rest on. Months that have not been observed have a
    forecast and no score.
    """

    origin: dt.date
    until: int
    data_cutoff: dt.date
    forecasts: tuple[Forecast, ...]
    scores: tuple[Score, ...]


def origin_step(origin: dt.date) -> int:
    """Step of the last month that is over by the end of the day ``origin``.

    Data are known by the month, so that a day within a month knows the data of the month before.

    Raises
    ------
    InputError
        If no month of the model's clock is over by then.
    """
    step = month_index(origin.year, origin.month)
    if origin != month_end(step):
        step -= 1
    if step < 0:
        raise InputError("backtest", "origin", origin, f"a day after January {START_YEAR}")
    return step


def assemble(
    origin: dt.date, until: int, samples: Mapping[Model, Samples], history: History
) -> Backtest:
    """Turn draws into a backtest.

    Parameters
    ----------
    origin
        Day that the forecasts were made as of; see `origin_step`.
    until
        Step of the last month forecast.
    samples
        By model: draws by country and quantity, ``(month, draw)`` from the month after the origin
        up to ``until``.
    history
        Everything observed so far, later outcomes included.

    Raises
    ------
    ValueError
        If draws have another number of months.
    """
    now = origin_step(origin)
    forecasts: list[Forecast] = []
    scores: list[Score] = []
    for model, mine in samples.items():
        for (country, quantity), draws in mine.items():
            if len(draws) != until - now:
                raise ValueError(f"{model}, {country}, {quantity}: {len(draws)} months")
            forecasts += [
                Forecast(country, now + 1 + at, quantity, model, tuple(map(float, values)))
                for at, values in enumerate(quantiles(draws).T)
            ]
        scores += score(model, mine, now, history)
    cutoff = min(month_end(now), month_end(history.end))
    return Backtest(origin, until, cutoff, tuple(forecasts), tuple(scores))


def to_json(backtest: Backtest, *, paced: bool = False) -> dict[str, object]:
    """Convert a backtest to what JSON can hold.

    The keys are the command's contract. ``summary`` has mean scores by model and quantity, those
    of the paced baselines included, whose forecasts are left out unless ``paced``; a score marked
    ``floor`` is held against a lower bound and no mean counts it.
    """
    left_out = () if paced else PACED
    return {
        "origin": backtest.origin.isoformat(),
        "until": month_name(backtest.until),
        "data_cutoff": backtest.data_cutoff.isoformat(),
        "forecasts": [
            _forecast_json(forecast)
            for forecast in backtest.forecasts
            if forecast.model not in left_out
        ],
        "scores": [_score_json(one) for one in backtest.scores if one.model not in left_out],
        "summary": [
            {
                **total.group,
                "count": total.count,
                "crps": total.crps,
                "log_score": total.log_score,
                "inside_50": total.inside_50,
                "inside_90": total.inside_90,
                "within_50": total.within_50,
                "within_90": total.within_90,
            }
            for total in totals(backtest.scores, "model", "quantity")
        ],
    }


def _forecast_json(forecast: Forecast) -> dict[str, object]:
    levels = (f"{level:g}" for level in SCORE_LEVELS)
    return {
        "country": forecast.country,
        "month": month_name(forecast.month),
        "quantity": forecast.quantity,
        "model": forecast.model,
        "quantiles": dict(zip(levels, forecast.quantiles, strict=True)),
    }


def _score_json(one: Score) -> dict[str, object]:
    return {
        "country": one.country,
        "month": month_name(one.month),
        "quantity": one.quantity,
        "model": one.model,
        "horizon": one.horizon,
        "observed": one.observed,
        "crps": one.crps,
        "log_score": one.log_score,
        "inside_50": one.inside_50,
        "inside_90": one.inside_90,
        "within_50": one.within(0.5),
        "within_90": one.within(0.9),
        "floor": one.floor,
    }
