"""A kept fit is found again only under the code and the evidence that made it."""

import pytest

from slipstream.ensemble.exogenous import NOW
from slipstream.inference import fingerprint
from slipstream.inference.fingerprint import fit_fingerprint


def test_other_equations_are_another_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fit_fingerprint(NOW)
    assert fit_fingerprint(NOW) == before
    digests = {"model": b"other equations", "inference": b"the same"}
    monkeypatch.setattr(fingerprint, "package_digest", digests.__getitem__)
    after = fit_fingerprint(NOW)
    assert {name for name in before if before[name] != after[name]} == {"code"}


def test_other_evidence_is_another_fit() -> None:
    late, early = fit_fingerprint(NOW), fit_fingerprint(NOW - 12)
    assert {name for name in late if late[name] != early[name]} == {"evidence"}
