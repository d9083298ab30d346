"""What a page has to know before it asks anything: countries, levers, shocks, outputs."""

import html
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from slipstream.countries.pack import Schedule, packs
from slipstream.ensemble.exogenous import NOW
from slipstream.ensemble.fixed_world import LEADERS
from slipstream.ensemble.posterior import believed, provenance
from slipstream.evidence.fact_files import load_facts
from slipstream.evidence.fact_schema import Label
from slipstream.model.constants import (
    H100_FLOP_PER_SECOND,
    LAST_YEAR,
    MONTHS,
    MONTHS_PER_YEAR,
    START_YEAR,
    month_end,
    month_name,
)
from slipstream.policy.build_scenario import build
from slipstream.policy.policy_files import Policy, find_policy, shipped
from slipstream.registry.load import registry
from slipstream.registry.schema import Lever, Shock
from slipstream.service.documents import model
from slipstream.service.page_state import DERIVED, DRAWS, FIRST_YEAR
from slipstream.service.settings import Settings
from slipstream.version import __version__

GROUPS = {
    "money": Label(en="Money", ko="재정"),
    "compute": Label(en="Compute", ko="컴퓨팅"),
    "people": Label(en="People", ko="인재"),
    "openness": Label(en="Openness", ko="개방"),
    "partnership": Label(en="Partnership", ko="제휴"),
    "rules": Label(en="Rules", ko="규제"),
}

SHARES = (
    Label(en="Probability of being in the race at year's end", ko="연말에 경쟁 대열에 있을 확률"),
    Label(en="Probability of having joined by year's end", ko="연말까지 합류한 적이 있을 확률"),
    Label(en="Probability by band of the year's average lag", ko="연평균 격차 구간별 확률"),
)


def meta(settings: Settings) -> dict[str, Any]:
    """Gather the metadata, once for a process."""
    rows = registry()
    latex = _latex()
    levers = build("KR").levers
    return {
        "version": __version__,
        "posterior": provenance(believed(prior=False)),
        "as_of": month_name(NOW),
        "first_month": month_name(0),
        "last_month": month_name(MONTHS - 1),
        "krw_per_usd": load_facts().exchange_rates["KRW"],
        "h100_flop_per_second": H100_FLOP_PER_SECOND,
        "defaults": {
            "country": "KR",
            "by": 2030,
            "within": 7,
            "draws": DRAWS,
            "seed": 1,
            "policy": "today",
        },
        "limits": {
            "draws": [100, settings.max_draws],
            "by": [FIRST_YEAR, LAST_YEAR],
            "within": [0, 120],
        },
        "countries": [
            {"code": code, "name": _both(pack.name), "leader": code in LEADERS}
            for code, pack in packs().items()
        ],
        "groups": [{"name": name, "label": _both(label)} for name, label in GROUPS.items()],
        "levers": [_lever(row, levers, latex) for row in rows.levers.values()],
        "shocks": [_shock(row) for row in rows.shocks.values()],
        "outputs": [
            *(
                {"name": name, "label": _both(row.label), "unit": row.unit, "group": row.group}
                for name, row in rows.outputs.items()
            ),
            *(
                {
                    "name": name,
                    "label": _both(label),
                    "unit": "dimensionless",
                    "group": "lag",
                }
                for name, label in zip(DERIVED, SHARES, strict=True)
            ),
        ],
        "policies": [_policy(find_policy(name)) for name in shipped()],
    }


def _both(label: Label) -> dict[str, str]:
    return label.model_dump()


def _lever(
    row: Lever, today: Mapping[str, NDArray[np.float64]], equations: Mapping[str, str]
) -> dict[str, Any]:
    paths = {code: _path(today[row.name][:, i]) for i, code in enumerate(packs())}
    return {
        "name": row.name,
        "group": row.group,
        "label": _both(row.label),
        "unit": row.unit,
        "range": list(row.range),
        "slider": list(row.slider),
        "scale": row.scale,
        "step": row.step,
        "words": [word.model_dump() for word in row.words],
        "what": _both(row.what),
        "cost": _both(row.cost),
        "equation": row.equation,
        "latex": equations.get(row.equation, ""),
        "sources": _sources(row),
        "today": {code: path[0] for code, path in paths.items()},
        "later": {code: path[1] for code, path in paths.items() if path[1]},
    }


def _path(values: NDArray[np.float64]) -> tuple[float, dict[str, float]]:
    """Return a lever's value in the month after the evidence, and later ones by first year."""
    first = NOW + 1
    years = range(START_YEAR + first // MONTHS_PER_YEAR + 1, LAST_YEAR + 1)
    now = held = float(values[first])
    later: dict[str, float] = {}
    for year in years:
        value = float(values[(year - START_YEAR) * MONTHS_PER_YEAR])
        if value != held:
            later[str(year)] = held = value
    return now, later


def _sources(row: Lever) -> list[dict[str, str]]:
    """What today's value rests on, country by country."""
    evidence = load_facts()
    end = month_end(NOW)
    sources = []
    for code, pack in packs().items():
        entry = pack.levers.get(row.name)
        if isinstance(entry, Schedule):
            begun = [year for year in entry.by_year if year <= (end + timedelta(1)).year]
            entry = entry.by_year[max(begun or entry.by_year)]
        for name in dict.fromkeys(entry.cited if entry else ()):
            for source in (evidence.sources[key] for key in evidence.fact(name).sources):
                cited = source.model_dump(include={"title", "publisher", "date", "url"})
                sources.append({"country": code, "fact": name, **cited})
    return sources


def _latex() -> dict[str, str]:
    """The first equation that is displayed where each is explained, in LaTeX."""
    latex: dict[str, str] = {}
    for section in model()["sections"]:
        for block in section["blocks"]:
            shown = re.search(
                r'<math display="block">.*?<annotation[^>]*>(.*?)</annotation>',
                block["html"]["en"],
                re.DOTALL,
            )
            if shown:
                latex |= dict.fromkeys(block["equations"], html.unescape(shown[1]))
    return latex


def _shock(row: Shock) -> dict[str, Any]:
    return {
        "name": row.name,
        "label": _both(row.label),
        "unit": row.unit,
        "range": list(row.range),
        "what": _both(row.what),
        "reach": row.reach,
        "probability": row.probability,
        "severity": row.severity,
        "window": list(row.window),
        "duration": row.duration,
    }


def _policy(policy: Policy) -> dict[str, Any]:
    """Tell a policy, with what it sets in the month after the evidence."""
    country = policy.country or "KR"
    row = list(packs()).index(country)
    levers = build(country, [policy]).levers
    paths = {name: _path(levers[name][:, row]) for name in policy.levers}
    return {
        "name": policy.name,
        "label": _both(policy.label),
        "description": _both(policy.description),
        "country": policy.country,
        "state": {"policy": policy.name},
        "levers": {name: path[0] for name, path in paths.items()},
        "later": {name: path[1] for name, path in paths.items() if path[1]},
        "shocks": {
            name: change.model_dump(exclude_none=True) for name, change in policy.shocks.items()
        },
    }
