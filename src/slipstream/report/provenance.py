"""A record beside each published result of what it was made from, as W3C PROV-JSON."""

import datetime as dt
import hashlib
import platform
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from slipstream.countries.model_data import model_data
from slipstream.ensemble.posterior import Posterior, evidence_digest
from slipstream.files import write_atomically
from slipstream.model.constants import month_end
from slipstream.policy.policy_files import DATA as POLICIES
from slipstream.policy.policy_files import shipped
from slipstream.version import __version__

RECORD = "provenance.json"
"""Name of the record in a folder."""

SUFFIX = ".prov.json"
"""What is appended to the name of a single file."""

_LIBRARIES = ("jax", "jaxlib", "numpy", "xarray")
"""Those whose versions are recorded, where they are installed."""


def write_provenance(
    path: Path,
    outputs: Sequence[Path],
    *,
    command: str,
    begun: dt.datetime,
    now: int,
    posterior: Posterior | None,
    policies: Sequence[str],
) -> Path:
    """Write what some files were made from, by what and when.

    Parameters
    ----------
    path
        Where to write it.
    outputs
        The files, complete.
    command
        The command that makes them again.
    begun
        When it was started, with its time zone.
    now
        Step of the last month of the evidence.
    posterior
        What was drawn from; nothing for priors.
    policies
        Names of shipped policies and paths of policy files; what is neither is passed over.

    Raises
    ------
    InputError
        If the record cannot be written.
    """
    from prov.constants import PROV
    from prov.model import ProvDocument

    record = ProvDocument()
    record.add_namespace("slipstream", "urn:slipstream:")
    record.add_namespace("input", "urn:slipstream:input:")
    record.add_namespace("output", "urn:slipstream:output:")
    software = record.agent(
        "slipstream:software",
        {
            "prov:type": PROV["SoftwareAgent"],
            "prov:label": "Slipstream",
            "slipstream:version": __version__,
            "slipstream:python": platform.python_version(),
            "slipstream:platform": f"{platform.system()} {platform.machine()}",
            **{f"slipstream:{name}": version(name) for name in _LIBRARIES if find_spec(name)},
        },
    )
    ended = dt.datetime.now(dt.UTC)
    activity = record.activity("slipstream:run", begun, ended, {"slipstream:command": command})
    record.wasAssociatedWith(activity, software)
    inputs = {
        "evidence": {
            "prov:label": "Numbers of the evidence: priors, policies of today, history",
            "slipstream:sha256": evidence_digest(model_data(), now),
            "slipstream:until": month_end(now).isoformat(),
        }
    }
    if posterior is not None:
        inputs["posterior"] = {
            "prov:label": f"Posterior of {posterior.members} members",
            **{
                f"slipstream:{name}": str(posterior.about[name])
                for name in ("sha256", "command", "evidence")
                if name in posterior.about
            },
        }
    for name in dict.fromkeys(policies):
        place = POLICIES / f"{name}.yaml" if name in shipped() else Path(name)
        if not place.is_file():
            # A lever or a shock that the command itself sets.
            continue
        inputs[f"policy/{quote(place.name)}"] = {
            "prov:label": f"Policy {name}",
            "slipstream:sha256": _sha256(place),
        }
    for name, about in inputs.items():
        record.used(activity, record.entity(f"input:{name}", about))
    for output in outputs:
        about = {
            "prov:label": output.name,
            "slipstream:sha256": _sha256(output),
            "slipstream:bytes": str(output.stat().st_size),
        }
        entity = record.entity(f"output:{quote(output.name)}", about)
        record.wasGeneratedBy(entity, activity, ended)
    write_atomically(path, f"{record.serialize(indent=2)}\n".encode())
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
