"""Parameters, levers and shocks as the evidence page shows them: what is believed, and why."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from slipstream.countries.pack import Pack, Schedule, packs, resolve
from slipstream.ensemble.draws import Coordinate, quantile
from slipstream.ensemble.exogenous import NOW
from slipstream.ensemble.posterior import shipped
from slipstream.evidence.fact_files import load_facts
from slipstream.evidence.fact_schema import Label
from slipstream.files import InputError, nearest
from slipstream.model.constants import START_YEAR
from slipstream.policy.grounds import Ground, Kind, grounds
from slipstream.registry.load import registry
from slipstream.registry.schema import Form, Lever, Parameter, Prior, Shock
from slipstream.service.evidence_document import briefs, place
from slipstream.statistics import LEVELS

SECTORS = {
    "compute": Label(en="Compute", ko="컴퓨팅"),
    "economy": Label(en="Money", ko="돈"),
    "talent": Label(en="Talent", ko="인재"),
    "efficiency": Label(en="Efficiency", ko="효율"),
    "open_models": Label(en="Open models", ko="공개 모델"),
    "capability": Label(en="Capability", ko="역량"),
}
DIGITS = 4
"""Significant digits of a quantile."""


def rows() -> dict[str, Any]:
    """All rows in brief, and how many priors rest on facts."""
    tables = registry()
    everything: tuple[Parameter | Lever | Shock, ...] = (
        *tables.parameters.values(),
        *tables.levers.values(),
        *tables.shocks.values(),
    )
    return {
        "sectors": [{"name": name, "label": label.model_dump()} for name, label in SECTORS.items()],
        "coverage": coverage(),
        "rows": [_brief(row) for row in everything],
    }


def row(name: str) -> dict[str, Any]:
    """All that is believed of a parameter, a lever or a shock.

    Raises
    ------
    InputError
        If there is none of this name; the message names the nearest.
    """
    tables = registry()
    if name in tables.parameters:
        parameter = tables.parameters[name]
        return {
            **_brief(parameter),
            "family": parameter.family,
            "beliefs": [_belief(parameter, ground) for ground in _numbers(name)],
            "together": [
                {
                    "first": pair.first,
                    "second": pair.second,
                    "correlation": pair.correlation,
                    "facts": briefs(pair.facts),
                    "why": pair.why,
                }
                for pair in tables.correlations
                if name in (pair.first, pair.second)
            ],
        }
    if name in tables.levers:
        lever = tables.levers[name]
        settings = [setting for pack in packs().values() for setting in _settings(lever, pack)]
        return {
            **_brief(lever),
            "what": lever.what.model_dump(),
            "cost": lever.cost.model_dump(),
            "common": lever.today,
            "slider": lever.slider,
            "settings": settings,
        }
    if name in tables.shocks:
        shock = tables.shocks[name]
        odds = shock.model_dump(include={"reach", "severity", "probability", "window", "duration"})
        return {
            **_brief(shock),
            **odds,
            "what": shock.what.model_dump(),
            "facts": briefs(shock.facts),
            "assumption": shock.assumption,
        }
    known = [*tables.parameters, *tables.levers, *tables.shocks]
    raise InputError("evidence", "parameter", repr(name), nearest(name, known))


def coverage() -> Mapping[str, int]:
    """Count what the numbers of the model rest on."""
    return Counter(ground.kind for ground in grounds(NOW))


def _brief(row: Parameter | Lever | Shock) -> dict[str, Any]:
    kind, group = "shock", None
    if isinstance(row, Parameter):
        kind, group = "parameter", row.sector
    elif isinstance(row, Lever):
        kind, group = "lever", row.group
    return {
        "name": row.name,
        "kind": kind,
        "group": group,
        "scope": row.scope if isinstance(row, Parameter) else None,
        "label": row.label.model_dump(),
        "unit": row.unit,
        "range": row.range,
        "equation": row.equation,
        "grounds": Counter(_grounds(row)),
    }


def _grounds(row: Parameter | Lever | Shock) -> Iterator[Kind]:
    if isinstance(row, Shock):
        yield _kind(row.facts, row.assumption)
    elif isinstance(row, Lever):
        for pack in packs().values():
            for form in _forms(pack, row.name).values():
                yield _kind(form.cited, form.assumption)
    else:
        for ground in _numbers(row.name):
            yield ground.kind


def _kind(cited: tuple[str, ...], assumption: str | None) -> Kind:
    """Say what a value that is no number of the model's own rests on."""
    if not cited:
        return "assumption"
    return "both" if assumption else "facts"


def _numbers(name: str) -> list[Ground]:
    return [ground for ground in grounds(NOW) if ground.number.parameter == name]


def _belief(row: Parameter, ground: Ground) -> dict[str, Any]:
    number = ground.number
    own = number.country is not None and row.name in packs()[number.country].parameters
    return {
        "country": number.country,
        "place": place(number.country or "WORLD"),
        "common": not own,
        **_grounded(ground.form, ground.kind),
        "fixed": number.prior.fixed,
        "prior": _quantiles(_prior(row, number)),
        "posterior": None if number.prior.fixed else _quantiles(_posterior(number)),
    }


def _grounded(form: Form, kind: Kind) -> dict[str, Any]:
    return {
        "ground": kind,
        "facts": briefs(form.cited),
        "assumption": form.assumption,
        "why": form.why,
    }


def _prior(row: Parameter, number: Coordinate) -> NDArray[np.float64]:
    if number.prior.fixed:
        return np.full(len(LEVELS), number.prior.centre)
    return quantile(row, number.prior, np.asarray(ndtri(LEVELS)))


def _posterior(number: Coordinate) -> NDArray[np.float64]:
    posterior = shipped()
    values = posterior.values[posterior.names.index(number.name)]
    return np.asarray(np.quantile(values.astype(np.float64), LEVELS))


def _quantiles(values: NDArray[np.float64]) -> dict[str, float]:
    return {
        f"{level:g}": float(f"{value:.{DIGITS}g}")
        for level, value in zip(LEVELS, values, strict=True)
    }


def _forms(pack: Pack, lever: str) -> Mapping[int, Prior]:
    """Forms of a lever's value today in a pack, by the year from which they hold."""
    entry = pack.levers.get(lever, Schedule(by_year={}))
    return entry.by_year if isinstance(entry, Schedule) else {START_YEAR: entry}


def _settings(lever: Lever, pack: Pack) -> Iterator[dict[str, Any]]:
    for year, form in _forms(pack, lever.name).items():
        yield {
            "country": pack.country,
            "place": pack.name.model_dump(),
            "year": year,
            "value": resolve(form, lever.unit, load_facts()).centre,
            **_grounded(form, _kind(form.cited, form.assumption)),
        }
