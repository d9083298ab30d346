"""What a page has to know before it asks anything: countries, levers, shocks, outputs."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from slipstream.countries.pack import exchange_rates, packs
from slipstream.ensemble.known import NOW
from slipstream.ensemble.posterior import believed, provenance
from slipstream.evidence.schema import Label
from slipstream.model.constants import H100_FLOP_PER_SECOND, LAST_YEAR, MONTHS, month_name
from slipstream.policy.files import Policy, find_policy, shipped
from slipstream.policy.scenario import build
from slipstream.registry.load import registry
from slipstream.registry.schema import Lever, Shock
from slipstream.service.settings import Settings
from slipstream.service.state import DRAWS, FIRST_YEAR, JOINED
from slipstream.version import __version__

LEADERS = ("US", "CN")
"""Countries that others follow, so that the whole world runs again for them."""

GROUPS = {
    "money": Label(en="Money", ko="재정"),
    "compute": Label(en="Compute", ko="컴퓨팅"),
    "people": Label(en="People", ko="인재"),
    "openness": Label(en="Openness", ko="개방"),
    "partnership": Label(en="Partnership", ko="제휴"),
    "rules": Label(en="Rules", ko="규제"),
}


def meta(settings: Settings) -> dict[str, Any]:
    """Gather it all, once for a process."""
    rows = registry()
    levers = {name: values[NOW + 1] for name, values in build("KR").levers.items()}
    return {
        "version": __version__,
        "posterior": provenance(believed(prior=False)),
        "as_of": month_name(NOW),
        "first_month": month_name(0),
        "last_month": month_name(MONTHS - 1),
        "krw_per_usd": exchange_rates()["KRW"],
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
        "levers": [_lever(row, levers) for row in rows.levers.values()],
        "shocks": [_shock(row) for row in rows.shocks.values()],
        "outputs": [
            *(
                {"name": name, "label": _both(row.label), "unit": row.unit, "group": row.group}
                for name, row in rows.outputs.items()
            ),
            {
                "name": JOINED,
                "label": {"en": "Probability of having joined", "ko": "합류했을 확률"},
                "unit": "dimensionless",
                "group": "lag",
            },
        ],
        "policies": [_policy(find_policy(name)) for name in shipped()],
    }


def _both(label: Label) -> dict[str, str]:
    return label.model_dump()


def _lever(
    row: Lever, today: Mapping[str, np.ndarray[Any, np.dtype[np.float64]]]
) -> dict[str, Any]:
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
        "latex": "",
        "sources": [],
        "today": dict(zip(packs(), map(float, today[row.name]), strict=True)),
    }


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
    return {
        "name": policy.name,
        "label": _both(policy.label),
        "description": _both(policy.description),
        "country": policy.country,
        "state": {"policy": policy.name},
        "levers": {name: float(levers[name][NOW + 1, row]) for name in policy.levers},
        "shocks": {
            name: change.model_dump(exclude_none=True) for name, change in policy.shocks.items()
        },
    }
