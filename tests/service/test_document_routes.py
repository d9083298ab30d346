import pytest
from httpx import Client
from pydantic import BaseModel

from slipstream.countries.pack import packs
from slipstream.evidence import load_facts
from slipstream.policy.citations import uses
from slipstream.registry.load import registry
from slipstream.service import evidence_document, parameters
from slipstream.service.document_routes import DOCUMENTS
from slipstream.service.document_schemas import (
    AnyRow,
    ClaimList,
    Fact,
    FactList,
    ModelDescription,
    Observations,
    RowList,
)
from slipstream.service.etag import serialize
from slipstream.service.track_record_schemas import TrackRecord


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_sent_once(client: Client, name: str) -> None:
    first = client.get(f"/api/{name}")
    assert first.status_code == 200
    again = client.get(f"/api/{name}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


MODELS: dict[str, type[BaseModel]] = {
    "evidence": FactList,
    "history": Observations,
    "parameters": RowList,
    "claims": ClaimList,
    "track-record": TrackRecord,
    "model": ModelDescription,
}


@pytest.mark.parametrize("name", MODELS)
def test_a_document_is_as_its_schema_says(name: str) -> None:
    MODELS[name].model_validate_json(serialize(DOCUMENTS[name]()), strict=True)


def test_every_fact_and_row_is_as_its_schema_says() -> None:
    for fact in load_facts().facts:
        Fact.model_validate_json(serialize(evidence_document.fact(fact.id)), strict=True)
    tables = registry()
    for name in (*tables.parameters, *tables.levers, *tables.shocks):
        AnyRow.model_validate_json(serialize(parameters.row(name)), strict=True)


def test_every_listed_fact_opens_with_its_sources(client: Client) -> None:
    listed = client.get("/api/evidence").json()["facts"]
    assert [fact["id"] for fact in listed] == [fact.id for fact in load_facts().facts]
    for brief in listed:
        fact = evidence_document.fact(brief["id"])
        assert fact["sources"]
        assert all(source["url"].startswith("http") for source in fact["sources"])
        assert bool(fact["conflicts"]) == brief["conflict"]
        assert bool(fact["uses"]) == brief["used"]


def test_every_observation_is_listed_with_its_source(client: Client) -> None:
    found = client.get("/api/history").json()
    rows = {table["name"]: table["rows"] for table in found["tables"]}
    assert {name: len(table) for name, table in rows.items()} == {
        name: len(table) for name, table in load_facts().history.items()
    }
    for row in (row for table in rows.values() for row in table):
        assert found["sources"][row["source"]]["url"].startswith("http")
        if row["low"] is not None and row["high"] is not None:
            assert row["low"] <= row["value"] <= row["high"]


def test_every_listed_row_opens(client: Client) -> None:
    rows = client.get("/api/parameters").json()["rows"]
    found = registry()
    assert [row["name"] for row in rows] == [*found.parameters, *found.levers, *found.shocks]
    for row in rows:
        assert parameters.row(row["name"])["label"] == row["label"]


def test_beliefs_are_those_of_the_pack_and_of_the_posterior(client: Client) -> None:
    row = client.get("/api/parameters/power_2025").json()
    assert [belief["country"] for belief in row["beliefs"]] == list(packs())
    for belief in row["beliefs"]:
        for bands in (belief["prior"], belief["posterior"]):
            assert list(bands.values()) == sorted(bands.values())
    korea = next(belief for belief in row["beliefs"] if belief["country"] == "KR")
    form = packs()["KR"].parameters["power_2025"]
    assert [fact["id"] for fact in korea["facts"]] == list(dict.fromkeys(form.cited))
    assert korea["prior"]["0.05"] == pytest.approx(form.low, rel=1e-3)


def test_a_fixed_number_has_no_posterior(client: Client) -> None:
    row = client.get("/api/parameters/import_cap").json()
    fixed = [belief for belief in row["beliefs"] if belief["fixed"]]
    assert fixed
    assert all(belief["posterior"] is None for belief in fixed)


def test_what_rests_on_a_fact_is_named(client: Client) -> None:
    fact = client.get("/api/evidence/KR.budget.ai_2025").json()
    assert {
        (use["kind"], use["name"], use["place"]["en"] if use["place"] else None)
        for use in fact["uses"]
    } == {
        (use.kind, use.name, packs()[use.country].name.en if use.country else None)
        for use in uses()["KR.budget.ai_2025"]
    }


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("evidence/KR.budget.ai_2052", "KR.budget.ai_2025"),
        ("parameters/inheritence", "inheritance"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(client: Client, path: str, near: str) -> None:
    answer = client.get(f"/api/{path}")
    assert answer.status_code == 404
    assert near in answer.json()["message"]["en"]
    assert near in answer.json()["message"]["ko"]


def test_claims_are_counted_by_verdict(client: Client) -> None:
    found = client.get("/api/claims").json()
    counts = {verdict["name"]: verdict["count"] for verdict in found["verdicts"]}
    assert sum(counts.values()) == len(found["claims"])
    assert all(claim["reason"]["ko"] for claim in found["claims"])


def test_every_equation_of_the_registry_is_on_the_page(client: Client) -> None:
    sections = client.get("/api/model").json()["sections"]
    shown = {name for part in sections for block in part["blocks"] for name in block["equations"]}
    rows = registry()
    for table in (rows.parameters, rows.levers, rows.shocks):
        assert {row.equation for row in table.values()} <= shown


def test_the_track_record_has_a_month_for_each_outcome(client: Client) -> None:
    found = client.get("/api/track-record").json()
    for path in found["forecasts"]:
        months = len(path["observed"])
        assert len(path["floor"]) == months
        assert {len(values) for values in path["bands"].values()} == {months}
    told = {country["code"] for country in found["countries"]}
    assert told == {path["country"] for path in found["forecasts"]}


def test_documents_are_in_the_openapi(client: Client) -> None:
    assert {f"/api/{name}" for name in DOCUMENTS} <= set(
        client.get("/api/openapi.json").json()["paths"]
    )
