"""The evidence as a Frictionless data package: tables, what their columns hold, and a citation."""

import csv
import datetime as dt
import hashlib
import io
import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from slipstream.countries.pack import packs
from slipstream.ensemble.exogenous import NOW
from slipstream.evidence.fact_files import AS_OF, CUTOFF, Evidence
from slipstream.files import write_atomically
from slipstream.policy.grounds import grounds
from slipstream.registry.load import registry
from slipstream.report.data_columns import COLUMNS, HISTORY, Column
from slipstream.version import __version__

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
AUTHORS = "The Slipstream authors"
LICENCE = {
    "name": "Apache-2.0",
    "path": "https://www.apache.org/licenses/LICENSE-2.0",
    "title": "Apache License 2.0",
}
TERMS = (
    "The selection, notes and estimates are ours. Numbers are also under the terms of their"
    " sources; those of Epoch AI are CC BY 4.0, as the notes of these sources say."
)

_Row = Mapping[str, object]


@dataclass(frozen=True)
class _Table:
    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[_Row]
    key: tuple[str, ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()
    sources: tuple[dict[str, str], ...] = ()


def write_package(evidence: Evidence, folder: Path) -> tuple[Path, ...]:
    """Write the tables, ``CITATION.cff`` and, last, ``datapackage.json`` into a folder.

    Returns
    -------
    tuple of Path
        The files, the description first.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    """
    resources = []
    written = []
    for table in _tables(evidence):
        content = _csv(table)
        path = folder / f"{table.name}.csv"
        write_atomically(path, content)
        written.append(path)
        resources.append(_resource(table, content))
    citation = folder / "CITATION.cff"
    write_atomically(citation, yaml.safe_dump(_citation(), sort_keys=False).encode())
    described = folder / "datapackage.json"
    text = json.dumps(_package(resources), ensure_ascii=False, indent=2, allow_nan=False)
    write_atomically(described, f"{text}\n".encode())
    return (described, citation, *written)


def _package(resources: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": PROFILE,
        "name": "slipstream-evidence",
        "title": "Evidence of Slipstream, a simulator of the AI race between countries",
        "description": (
            f"Facts with their sources, priors of the model and the history it is fitted to."
            f" Sources were read up to {AS_OF}; history ends on {CUTOFF}. {TERMS}"
        ),
        "version": __version__,
        "created": _day().isoformat() + "T00:00:00Z",
        "keywords": ["artificial intelligence", "compute", "talent", "policy", "South Korea"],
        "licenses": [LICENCE],
        "contributors": [{"title": AUTHORS, "roles": ["author"]}],
        "resources": resources,
    }


def _citation() -> dict[str, Any]:
    return {
        "cff-version": "1.2.0",
        "message": "If you use this evidence, please cite it with its version, and its sources.",
        "title": "Evidence of Slipstream, a simulator of the AI race between countries",
        "type": "dataset",
        "version": __version__,
        "date-released": _day().isoformat(),
        "authors": [{"name": AUTHORS}],
        "license": LICENCE["name"],
    }


def _resource(table: _Table, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [column.descriptor() for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.links:
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": resource, "fields": [other]}}
            for field, resource, other in table.links
        ]
    described = {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }
    return described | ({"sources": list(table.sources)} if table.sources else {})


def _tables(evidence: Evidence) -> Iterable[_Table]:
    yield _Table("facts", "Facts", COLUMNS["facts"], _facts(evidence), ("id",))
    yield _Table(
        "citations",
        "Which fact cites which source",
        COLUMNS["citations"],
        (
            {"fact": fact.id, "source": name}
            for fact in evidence.facts
            for name in dict.fromkeys(fact.sources)
        ),
        ("fact", "source"),
        (("fact", "facts", "id"), ("source", "sources", "id")),
    )
    sources = (
        {"id": name, **source.model_dump()} for name, source in sorted(evidence.sources.items())
    )
    yield _Table("sources", "Sources", COLUMNS["sources"], sources, ("id",))
    names = ({"code": code, **pack.name.model_dump()} for code, pack in packs().items())
    yield _Table("countries", "Countries", COLUMNS["countries"], names, ("code",))
    yield _Table("priors", "Priors of the model's numbers", COLUMNS["priors"], _priors(), ("id",))
    for name, rows in evidence.history.items():
        cited = [evidence.sources[each] for each in dict.fromkeys(row.source for row in rows)]
        yield _Table(
            name,
            HISTORY[name],
            COLUMNS[name],
            (row.model_dump(mode="json") for row in rows),
            links=(("source", "sources", "id"),),
            sources=tuple({"title": each.title, "path": each.url} for each in cited),
        )


def _facts(evidence: Evidence) -> Iterable[_Row]:
    for fact in evidence.facts:
        spread = fact.spread.model_dump() if fact.spread else {}
        yield {
            **fact.model_dump(exclude={"label", "spread", "sources"}),
            **spread,
            "country": fact.country,
            "label_en": fact.label.en,
            "label_ko": fact.label.ko,
        }


def _priors() -> Iterable[_Row]:
    rows = registry().parameters
    for ground in grounds(NOW):
        number, form, row = ground.number, ground.form, rows[ground.number.parameter]
        yield {
            "id": number.name,
            "parameter": row.name,
            "country": number.country,
            "label_en": row.label.en,
            "label_ko": row.label.ko,
            "unit": row.unit,
            "family": row.family,
            "centre": number.prior.centre,
            "low": number.prior.low,
            "high": number.prior.high,
            "level": number.prior.level,
            "least": row.range[0],
            "most": row.range[1],
            "equation": row.equation,
            "facts": ground.facts,
            "assumption": form.assumption,
            "why": form.why,
        }


def _csv(table: _Table) -> bytes:
    out = io.StringIO(newline="")
    names = [column.name for column in table.columns]
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in table.rows:
        writer.writerow({name: _cell(row.get(name)) for name in names})
    return out.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.15g}"
    return " ".join(value) if isinstance(value, tuple) else value


def _day() -> dt.date:
    """Today, or the day of ``SOURCE_DATE_EPOCH`` for those who need the same bytes again."""
    seconds = float(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date()
