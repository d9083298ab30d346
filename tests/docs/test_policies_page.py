"""What the page on policies promises of policy files holds."""

import re
from pathlib import Path

import pytest

from slipstream.files import InputError
from slipstream.policy.build_scenario import build
from slipstream.policy.policy_files import find_policy, read_policy

PAGE = (Path(__file__).parents[2] / "docs" / "policies.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)[0]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problem(text: str, country: str = "KR") -> str:
    Path("my-policy.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        build(country, [find_policy("my-policy.yaml")])
    return f"error: {caught.value}"


def test_the_example_is_a_policy(folder: Path) -> None:
    path = folder / "example.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    policy = read_policy(path)
    assert policy.name == "compute-push"
    assert policy.levers["power_reserved"].value == 1500.0
    assert build("KR", [policy]).name == "compute-push"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from_scratch: 0.2", "teams: 50"),
        ("from_scratch: 0.2", "teams: two"),
        ("unit: GW}", "unit: GWh}"),
        ("[2027-01, 2027-12]", "[2027-12, 2027-01]"),
        ("starts: 2027-01", "starts: 2040-01"),
        ("label:", "country: KR #"),
        ("times: 0.5", "times: 9"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_mistake_reads_as_the_page_says(old: str, new: str) -> None:
    assert old in EXAMPLE
    text = EXAMPLE.replace(old, new, 1)
    if "country: KR #" in text:
        text = text.replace("country: KR\n", "", 1)
    assert problem(text) in PAGE.splitlines()


@pytest.mark.usefixtures("folder")
def test_a_policy_for_another_country_reads_as_the_page_says() -> None:
    assert problem(EXAMPLE, "JP") in PAGE.splitlines()


@pytest.mark.usefixtures("folder")
def test_misspelt_names_read_as_the_page_says() -> None:
    with pytest.raises(InputError) as caught:
        find_policy("open-bas")
    for message in (f"error: {caught.value}", problem(EXAMPLE.replace("from_scratch", "team"))):
        assert f"{message.partition('One of: ')[0]}One of: ..." in PAGE.splitlines()
