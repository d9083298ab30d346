"""How good a forecast was: CRPS, log score, coverage and calibration.

An observation is taken as it stands in the tables. Its own error, which is as large as a good
forecast's in the case of Korea, so counts against every forecast alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import scoringrules
from numpy.typing import NDArray
from scipy.special import logsumexp
from scipy.stats import norm

from slipstream.inference.records import Floats, History, Quantity, Samples, observed
from slipstream.inference.task import Baseline

Model: TypeAlias = Literal["slipstream"] | Baseline

BANDS = {"1-3": 3, "4-6": 6, "7-12": 12, "13-24": 24}
"""Bands of the horizon, in months after the origin, and the last month of each."""

SCORE_LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Levels of the printed quantiles and of the calibration curve."""

Aspect = Literal["model", "quantity", "origin", "band", "country"]


@dataclass(frozen=True)
class Score:
    """One forecast month held against what was observed.

    ``origin`` and ``month`` are steps and ``horizon`` the months between them. ``crps`` is in the
    unit of the quantity, smaller is better; ``log_score`` is a log density, larger is better.
    ``below`` is the share of draws below the observation and ``up_to`` that share and the share of
    draws equal to it, as many are while a record stands. A ``floor`` is an observation that is
    only a lower bound; no total counts it.
    """

    origin: int
    country: str
    month: int
    quantity: Quantity
    model: Model
    observed: float
    crps: float
    log_score: float
    inside_50: bool
    inside_90: bool
    below: float
    up_to: float
    floor: bool

    @property
    def horizon(self) -> int:
        """Months after the origin."""
        return self.month - self.origin

    @property
    def band(self) -> str:
        """Band of the horizon."""
        return next((name for name, end in BANDS.items() if self.horizon <= end), "25+")

    def share_below(self, level: float) -> float:
        """Share of the observation that lies below a quantile of the forecast.

        Nothing or all, but where many draws equal the observation it is spread over them (Czado,
        Gneiting and Held 2009): calibrated forecasts bring the mean of it to the level itself.
        """
        width = max(self.up_to - self.below, 1e-9)
        return min(max((level - self.below) / width, 0.0), 1.0)

    def within(self, level: float) -> float:
        """Share of the observation in the central band, as `share_below` counts."""
        return self.share_below(0.5 + level / 2.0) - self.share_below(0.5 - level / 2.0)

    def tag(self, aspect: Aspect) -> str | int:
        """What the score belongs to, seen from one side."""
        tag: str | int = getattr(self, aspect)
        return tag


@dataclass(frozen=True)
class Total:
    """Mean scores of a group.

    ``group`` says what is common to the ``count`` months; ``inside_50`` and ``inside_90`` are the
    shares of them inside the central bands, ends included, and ``within_50`` and ``within_90``
    those of `Score.within`, where a record that stands does not count as wholly inside.
    """

    group: Mapping[Aspect, str | int]
    count: int
    crps: float
    log_score: float
    inside_50: float
    inside_90: float
    within_50: float
    within_90: float


@dataclass(frozen=True)
class Calibration:
    """How the observations of a group lie within their forecasts.

    ``below`` is the share of them below each forecast quantile of `SCORE_LEVELS`, which calibrated
    forecasts bring to the level itself; ``histogram`` the share in each tenth of the forecast.
    """

    count: int
    below: tuple[float, ...]
    histogram: tuple[float, ...]


def crps(samples: Floats, values: Floats) -> Floats:
    """Continuous ranked probability score of draws ``(..., draw)`` at ``values``."""
    return np.asarray(scoringrules.crps_ensemble(values, samples, backend="numpy"), dtype=float)


def log_score(samples: Floats, values: Floats, sd: Floats) -> Floats:
    """Log density of ``values`` under draws ``(..., draw)`` blurred by the observation's error.

    The forecast of the observation is a mixture of normals, one around each draw, with the
    standard deviation ``sd`` of the observation; so draws that miss a value by less than its
    error are not ruled out.
    """
    density = norm.logpdf(values[..., None], samples, sd[..., None])
    return np.asarray(logsumexp(density, axis=-1) - np.log(samples.shape[-1]))


def inside(samples: Floats, values: Floats, level: float) -> NDArray[np.bool_]:
    """Whether the central band with the share ``level`` of the draws holds ``values``.

    Its ends belong to it, so that bands of whole months hold a little more than their level.
    """
    low, high = np.quantile(samples, [0.5 - level / 2, 0.5 + level / 2], axis=-1)
    return np.asarray((low <= values) & (values <= high))


def score(model: Model, samples: Samples, origin: int, history: History) -> tuple[Score, ...]:
    """Score the months that have been observed.

    Parameters
    ----------
    model
        Whose forecasts they are.
    samples
        By country and quantity ``(month, draw)``, the months after the origin.
    origin
        Step of the origin's month.
    history
        Everything observed so far, later outcomes included.
    """
    found: list[Score] = []
    for (country, quantity), draws in samples.items():
        series = observed(history, quantity, country)
        steps = np.arange(origin + 1, origin + 1 + len(draws))
        seen = np.isfinite(series.values[steps])
        if not seen.any():
            continue
        steps, draws = steps[seen], draws[seen]
        values = series.values[steps]
        columns = (
            steps,
            values,
            crps(draws, values),
            log_score(draws, values, series.sd[steps]),
            inside(draws, values, 0.5),
            inside(draws, values, 0.9),
            (draws < values[:, None]).mean(axis=1),
            (draws <= values[:, None]).mean(axis=1),
            series.floor[steps],
        )
        found += [
            Score(
                origin=origin,
                country=country,
                month=int(month),
                quantity=quantity,
                model=model,
                observed=float(value),
                crps=float(ranked),
                log_score=float(density),
                inside_50=bool(half),
                inside_90=bool(most),
                below=float(below),
                up_to=float(up_to),
                floor=bool(floor),
            )
            for month, value, ranked, density, half, most, below, up_to, floor in zip(
                *columns, strict=True
            )
        ]
    return tuple(found)


def counted(scores: Iterable[Score]) -> tuple[Score, ...]:
    """The scores that totals are made of: those against more than a floor."""
    return tuple(one for one in scores if not one.floor)


def totals(scores: Iterable[Score], *aspects: Aspect) -> tuple[Total, ...]:
    """Mean scores by the named aspects, groups in order of appearance; every month counts once.

    Quantities have different units, so that a mean CRPS means something within one only.
    """
    groups: dict[tuple[str | int, ...], list[Score]] = {}
    for one in counted(scores):
        groups.setdefault(tuple(one.tag(aspect) for aspect in aspects), []).append(one)
    return tuple(
        Total(
            group=dict(zip(aspects, tags, strict=True)),
            count=len(members),
            crps=float(np.mean([one.crps for one in members])),
            log_score=float(np.mean([one.log_score for one in members])),
            inside_50=float(np.mean([one.inside_50 for one in members])),
            inside_90=float(np.mean([one.inside_90 for one in members])),
            within_50=float(np.mean([one.within(0.5) for one in members])),
            within_90=float(np.mean([one.within(0.9) for one in members])),
        )
        for tags, members in groups.items()
    )


def calibration(scores: Iterable[Score]) -> Calibration:
    """Calibration of a group of scores; floors do not count.

    Months of one forecast share their fate, so that the shares vary more than ``count`` suggests.
    """
    kept = counted(scores)
    if not kept:
        return Calibration(0, (), ())

    def below(level: float) -> float:
        return float(np.mean([one.share_below(level) for one in kept]))

    return Calibration(
        count=len(kept),
        below=tuple(below(level) for level in SCORE_LEVELS),
        histogram=tuple(below((tenth + 1) / 10.0) - below(tenth / 10.0) for tenth in range(10)),
    )


def quantiles(draws: Floats, levels: Sequence[float] = SCORE_LEVELS) -> Floats:
    """Quantiles over draws ``(..., draw)``, the levels first."""
    return np.asarray(np.quantile(draws, levels, axis=-1))
