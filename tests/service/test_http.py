"""What goes around the answers: types, sizes, rates, headers, tags and pages."""

import gzip
import http.client
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from slipstream.service import pages
from slipstream.service.error_messages import EXPECTED
from slipstream.service.errors import ProblemDetails
from slipstream.service.page_state import MAX_SEED
from slipstream.service.settings import Settings
from slipstream.service.simulation import Answers
from tests.service.conftest import serving

FEW = {"draws": 100}
JSON = {"Content-Type": "application/json"}


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    found: dict[str, Any] = answer.json()
    assert found == ProblemDetails.model_validate(found).model_dump()
    assert found["type"] == f"urn:slipstream:problem:{code}"
    assert (found["code"], found["status"]) == (code, status)
    assert found["title"]
    assert found["detail"] == found["message"]["en"]
    korean = found["message"]["ko"]
    assert any("가" <= letter <= "힣" for letter in korean)
    assert not any(word in korean for word in ("nothing", "unknown", "twice", "a policy"))
    return found


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "bad_state"),
        ("{", "bad_json"),
        ("[" * 8000, "bad_json"),
        ('{"within": NaN}', "bad_json"),
        ('{"within": -Infinity}', "bad_json"),
        ('{"draws": 100, "draws": 200}', "bad_json"),
        ('{"seed": ' + "9" * 5000 + "}", "bad_json"),
        ('{"compare": {"levers": {"teams": 1, "teams": 2}}}', "bad_json"),
    ],
)
def test_what_is_not_json_is_refused(client: httpx.Client, body: str, code: str) -> None:
    answer = client.post("/api/simulate", content=body, headers=JSON)
    problem(answer, 422 if code == "bad_state" else 400, code)


@pytest.mark.parametrize(
    ("state", "code", "field"),
    [
        ([], "bad_state", ""),
        ({"lever": {}}, "bad_state", "lever"),
        ({"levers": {"public_budgett": 1}}, "bad_lever", "levers.public_budgett"),
        ({"levers": {"teams": 1e9}}, "bad_lever", "levers.teams"),
        ({"levers": {"teams": True}}, "bad_lever", "levers.teams"),
        ({"levers": {"teams": "2"}}, "bad_lever", "levers.teams"),
        ({"levers": {"share_compute": 1}}, "bad_lever", "levers.share_compute + share_talent"),
        ({"levers": {str(number): 1 for number in range(65)}}, "bad_lever", "levers"),
        ({"shocks": {"storm": {}}}, "bad_shock", "shocks.storm"),
        ({"shocks": {"chip_tariff": {"severity": 9}}}, "bad_shock", "shocks.chip_tariff.severity"),
        (
            {"shocks": {"chip_tariff": {"window": ["2030-01", "2029-01"]}}},
            "bad_shock",
            "shocks.chip_tariff.window",
        ),
        (
            {"shocks": {"chip_tariff": {"window": ["2027-13", "2028-01"]}}},
            "bad_shock",
            "shocks.chip_tariff.window.0",
        ),
        (
            {"shocks": {"chip_tariff": {"window": ["1999-01", "2028-01"]}}},
            "bad_shock",
            "shocks.chip_tariff.window",
        ),
        ({"policy": ["../../today.yaml"]}, "bad_policy", "policy"),
        ({"policy": ["/etc/passwd"]}, "bad_policy", "policy"),
        ({"policy": ["article"], "country": "JP"}, "bad_country", "country"),
        ({"country": "XX"}, "bad_country", "country"),
        ({"country": "\ud800"}, "bad_country", "country"),
        ({"by": 2025}, "bad_by", "by"),
        ({"by": 2030.5}, "bad_by", "by"),
        ({"within": 121}, "bad_within", "within"),
        ({"draws": 99}, "bad_draws", "draws"),
        ({"draws": 20_001}, "bad_draws", "draws"),
        ({"seed": MAX_SEED + 1}, "bad_seed", "seed"),
        ({"outputs": ["lag"]}, "bad_output", "outputs"),
        ({"compare": {"levers": {"teams": 99}}}, "bad_lever", "levers.teams"),
        ({"compare": {"policy": ["x"]}}, "bad_policy", "compare.policy"),
        ({"compare": 1}, "bad_compare", "compare"),
        ({"policy": "today"}, "bad_policy", "policy"),
        ({"policy": [1]}, "bad_policy", "policy.0"),
        ({"policy": ["a" * 65]}, "bad_policy", "policy.0"),
        ({"prior": 1}, "bad_state", "prior"),
        ({"levers": 1}, "bad_lever", "levers"),
        ({"shocks": {"chip_tariff": {"window": ["2030-01"]}}}, "bad_shock", "shocks.chip_tariff"),
        ({"shocks": {"chip_tariff": {"probability": -1}}}, "bad_shock", "shocks.chip_tariff"),
        ({"shocks": {"chip_tariff": {"odds": 1}}}, "bad_shock", "shocks.chip_tariff.odds"),
    ],
)
def test_a_mistaken_state_is_told_with_its_field(
    client: httpx.Client, state: object, code: str, field: str
) -> None:
    content = json.dumps(state)
    found = problem(client.post("/api/simulate", content=content, headers=JSON), 422, code)
    assert found["field"].startswith(field)
    assert found["found"]
    # Each has a message of its own, and none is told in English to a Korean reader.
    assert found["expected"] not in ("", EXPECTED["valid_value"].en)
    assert not found["message"]["ko"].endswith(found["expected"])


def test_a_number_beyond_all_bounds_is_refused(client: httpx.Client) -> None:
    answer = client.post("/api/simulate", content='{"levers": {"teams": 1e999}}', headers=JSON)
    problem(answer, 422, "bad_lever")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_content_type_is_refused(client: httpx.Client, kind: str) -> None:
    problem(
        client.post("/api/simulate", content="{}", headers={"Content-Type": kind}), 415, "bad_type"
    )


def test_a_body_that_is_too_large_is_refused(client: httpx.Client) -> None:
    large = json.dumps({"policy": ["a" * 20_000]})
    problem(client.post("/api/simulate", content=large, headers=JSON), 413, "too_large")


def test_a_body_of_unknown_length_is_refused_once_it_is_too_large(client: httpx.Client) -> None:
    def parts() -> Any:  # noqa: ANN401
        yield from [b" " * 1000] * 20

    problem(client.post("/api/simulate", content=parts(), headers=JSON), 413, "too_large")


def test_an_address_without_anything_is_told_in_json(client: httpx.Client) -> None:
    problem(client.get("/api/nothing"), 404, "not_found")
    problem(client.get("/api/"), 404, "not_found")
    problem(client.get("/assets/nothing.js"), 404, "not_found")
    problem(client.post("/api/meta"), 405, "bad_method")
    problem(client.get("/api/simulate"), 405, "bad_method")
    problem(client.options("/api/simulate"), 405, "bad_method")
    problem(client.delete("/"), 405, "bad_method")


@pytest.mark.parametrize(
    "path", ["/../app.py", "/assets/../../app.py", "/%2e%2e/app.py", "/%00", "/" + "a" * 5000]
)
def test_no_path_leads_out_of_the_built_pages(client: httpx.Client, path: str) -> None:
    connection = http.client.HTTPConnection(str(client.base_url.host), client.base_url.port)
    connection.request("GET", path)
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status in (404, 503)
    assert b"import" not in content
    connection.close()


def test_an_answer_has_a_tag_and_is_not_sent_twice(client: httpx.Client) -> None:
    first = client.post("/api/simulate", json=FEW)
    tag = first.headers["etag"]
    assert tag == f'"{first.json()["key"]}"'
    again = client.post("/api/simulate", json=FEW, headers={"If-None-Match": f'"x", W/{tag}'})
    assert again.status_code == 304
    assert again.content == b""
    assert client.post("/api/simulate", json=FEW).content == first.content
    other = client.post("/api/simulate", json={**FEW, "seed": 2}, headers={"If-None-Match": tag})
    assert other.status_code == 200
    about = client.get("/api/meta")
    known = {"If-None-Match": about.headers["etag"]}
    assert client.get("/api/meta", headers=known).status_code == 304


def test_what_is_spelt_out_and_what_is_left_out_are_one_state(client: httpx.Client) -> None:
    spelt = {
        **FEW,
        "country": "KR",
        "policy": ["today"],
        "by": 2030,
        "within": 7.0,
        "compare": None,
    }
    first, second = (client.post("/api/simulate", json=state) for state in (FEW, spelt))
    assert first.headers["etag"] == second.headers["etag"]


def test_answers_are_compressed_for_clients_that_accept_gzip(client: httpx.Client) -> None:
    with client.stream("GET", "/api/meta", headers={"Accept-Encoding": "gzip"}) as answer:
        compressed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    plain = client.get("/api/meta", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(compressed) == plain.content


def test_every_answer_keeps_the_page_to_itself(client: httpx.Client) -> None:
    for path in ("/", "/api/meta", "/api/nothing", "/embed"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        framed = "*" if path == "/embed" else "'self'"
        assert policy.endswith(f"frame-ancestors {framed}")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "set-cookie" not in headers
        assert "access-control-allow-origin" not in headers


def test_too_many_requests_from_an_address_are_refused() -> None:
    with serving(Settings(warm=False, rate="3/minute")) as client:
        answers = [client.get("/api/meta") for _ in range(4)]
        assert [answer.status_code for answer in answers[:3]] == [200] * 3
        problem(answers[3], 429, "too_many_requests")
        assert int(answers[3].headers["retry-after"]) >= 1
        assert client.get("/").status_code in (200, 503)


def test_pages_answer_and_say_so_when_they_are_not_built(
    client: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "STATIC", tmp_path)
    missing = client.get("/")
    assert missing.status_code == 503
    assert "make web" in missing.text
    (tmp_path / "index.html").write_text("<title>built</title>", encoding="utf-8")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "app-1a2b.js").write_text("1", encoding="utf-8")
    for path in (
        "/",
        "/track-record",
        "/evidence/KR.fx.krw_per_usd",
        "/about",
        "/embed",
        "/policies",
    ):
        answer = client.get(path, params={"c": "KR"})
        assert (answer.status_code, answer.text) == (200, "<title>built</title>")
        assert answer.headers["cache-control"] == "no-cache"
    assert client.head("/").status_code == 200
    assert client.get("/nowhere").status_code == 404
    assert "built" in client.get("/nowhere").text
    asset = client.get("/assets/app-1a2b.js")
    assert asset.status_code == 200
    assert "immutable" in asset.headers["cache-control"]


def test_a_failure_of_the_server_is_told_without_a_traceback(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(Answers, "answer", fail)
    answer = client.post("/api/simulate", json={**FEW, "seed": 99})
    problem(answer, 500, "failed")
    assert "secret" not in answer.text
    assert "a secret" in caplog.text
