import datetime as dt
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from prov.model import ProvDocument

from slipstream.countries.model_data import model_data
from slipstream.ensemble.exogenous import NOW
from slipstream.ensemble.posterior import evidence_digest, shipped
from slipstream.files import InputError
from slipstream.policy.policy_files import DATA
from slipstream.report.provenance import write_provenance
from slipstream.version import __version__

BEGUN = dt.datetime(2026, 9, 1, 12, 0, tzinfo=dt.UTC)


def recorded(folder: Path, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - of the function
    output = folder / "result 1.json"
    output.write_text("{}", encoding="utf-8")
    own = folder / "own.yaml"
    own.write_text("name: own", encoding="utf-8")
    asked: dict[str, Any] = {
        "command": "slipstream answer KR",
        "begun": BEGUN,
        "now": NOW,
        "posterior": shipped(),
        "policies": ["open-base", str(own), "open-base", "public_budget=3e10"],
    } | changes
    path = write_provenance(folder / "record.json", [output], **asked)
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_inputs_and_outputs_have_their_hashes(tmp_path: Path) -> None:
    entities = recorded(tmp_path)["entity"]
    hashes = {name: about["slipstream:sha256"] for name, about in entities.items()}
    assert hashes == {
        "input:evidence": evidence_digest(model_data(), NOW),
        "input:posterior": shipped().about["sha256"],
        "input:policy/open-base.yaml": sha256(DATA / "open-base.yaml"),
        "input:policy/own.yaml": sha256(tmp_path / "own.yaml"),
        "output:result%201.json": sha256(tmp_path / "result 1.json"),
    }


def test_the_run_has_its_command_times_and_software(tmp_path: Path) -> None:
    record = recorded(tmp_path)
    activity = record["activity"]["slipstream:run"]
    assert activity["slipstream:command"] == "slipstream answer KR"
    assert dt.datetime.fromisoformat(activity["prov:startTime"]) == BEGUN
    assert dt.datetime.fromisoformat(activity["prov:endTime"]) > BEGUN
    assert record["agent"]["slipstream:software"]["slipstream:version"] == __version__
    assert len(record["used"]) == 4
    assert len(record["wasGeneratedBy"]) == 1


def test_a_run_from_priors_uses_no_posterior(tmp_path: Path) -> None:
    assert "input:posterior" not in recorded(tmp_path, posterior=None)["entity"]


def test_it_is_read_back_as_prov(tmp_path: Path) -> None:
    recorded(tmp_path)
    document = ProvDocument.deserialize(tmp_path / "record.json", format="json")
    assert "wasGeneratedBy" in document.get_provn()


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "record.json").mkdir()
    with pytest.raises(InputError, match="a place that can be written to"):
        recorded(tmp_path)


def test_an_answer_without_a_folder_needs_no_prov() -> None:
    code = (
        "import sys; from slipstream import cli\n"
        "sys.argv = ['slipstream', 'answer', 'KR', '--draws', '100', '--prior']\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "sys.exit('prov' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
