"""Documents made beforehand from the documentation, and what is added to them."""

import json
from pathlib import Path
from typing import Any

from slipstream.countries.pack import packs
from slipstream.ensemble.posterior import shipped
from slipstream.registry.load import registry
from slipstream.version import __version__

DATA = Path(__file__).parent / "data"


def track_record() -> dict[str, Any]:
    """What was forecast at past dates, and how it turned out."""
    content = _read("track_record")
    countries = {path["country"] for path in content["forecasts"]}
    return {
        **content,
        "countries": [
            {"code": code, "name": pack.name.model_dump()}
            for code, pack in packs().items()
            if code in countries
        ],
    }


def model() -> dict[str, Any]:
    """The equations with their words, and what the numbers rest on."""
    about = shipped().about
    names = ("sha256", "data_cutoff", "members", "command", "evidence")
    content = _read("model")
    tables = registry()
    rows = {**tables.parameters, **tables.levers, **tables.shocks}
    for section in content["sections"]:
        for block in section["blocks"]:
            entering = (name for name, row in rows.items() if row.equation in block["equations"])
            block["rows"] = list(dict.fromkeys((*entering, *block["rows"])))
    return {
        "version": __version__,
        "posterior": {name: about[name] for name in names},
        "rows": {name: row.label.model_dump() for name, row in rows.items()},
        **content,
    }


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return content
