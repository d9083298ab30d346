"""What the result of a long fit rests on, so that none is taken for another's."""

from slipstream.cache import package_digest
from slipstream.countries.model_data import model_data
from slipstream.ensemble.posterior import evidence_digest
from slipstream.version import __version__

_CODE = ("model", "inference")


def fit_fingerprint(now: int) -> dict[str, str]:
    """Hashes over all that a fit to the evidence up to step ``now`` depends on.

    The evidence with the priors, and the code of equations and likelihood: a kept fit of other
    equations would pass for one of today's.
    """
    code = "".join(package_digest(name).hex()[:16] for name in _CODE)
    return {"evidence": evidence_digest(model_data(), now), "code": code, "version": __version__}
