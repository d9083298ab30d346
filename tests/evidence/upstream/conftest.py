from pathlib import Path

import pytest

from slipstream.evidence import Evidence, load_facts
from tests.evidence.upstream.make import Files


@pytest.fixture(scope="session")
def shipped() -> Evidence:
    return load_facts()


@pytest.fixture
def files(tmp_path: Path, shipped: Evidence) -> Files:
    return Files(tmp_path, shipped)
