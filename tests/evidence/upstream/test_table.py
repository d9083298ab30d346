from pathlib import Path

import pytest

from slipstream.evidence.upstream import table
from slipstream.evidence.upstream.models import MODELS
from slipstream.evidence.upstream.table import Layout, read
from slipstream.files import InputError
from tests.evidence.upstream.make import MODEL, write

LAYOUT = Layout(("name",), ("value",), ("day",), key=("name",), filled=("name",))
HEADER = "name,value,day,note\n"
ROW = "GPT-4,2.1e25,2023-03-15,\n"


def refused(path: Path, content: bytes) -> InputError:
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read(path, LAYOUT)
    assert caught.value.where == str(path)
    return caught.value


def test_columns_are_typed_and_others_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER + ROW + 'PaLM,,,"=1+1, and\nso on"\n', encoding="utf-8")
    rows = read(path, LAYOUT).rows
    assert list(rows.columns) == ["line", "name", "value", "day"]
    assert list(rows["line"]) == [2, 4]
    assert rows["value"].iloc[0] == 2.1e25
    assert rows["value"].isna().iloc[1]


def test_a_name_broken_over_lines_is_one_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER + '"GPT-\n4",,,\n', encoding="utf-8")
    assert read(path, LAYOUT).rows["name"].iloc[0] == "GPT- 4"


def test_a_byte_order_mark_and_other_ends_of_lines_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((HEADER + ROW).replace("\n", "\r\n").encode("utf-8-sig"))
    assert list(read(path, LAYOUT).rows["name"]) == ["GPT-4"]


@pytest.mark.parametrize(
    ("content", "field", "found"),
    [
        (b"", "", "nothing"),
        (b" \n", "", "nothing"),
        ((HEADER + ROW).encode("utf-16"), "byte", "a zero byte"),
        ((HEADER + ROW.replace("4", "네")).encode("cp949"), "byte", "no UTF-8"),
        ((HEADER + ROW.replace("4", "é")).encode("latin-1"), "byte", "no UTF-8"),
        ((HEADER + ROW)[:-1].encode(), "last line", "no end of the line"),
        ((HEADER + ROW + "PaLM,2.4e24\n").encode(), "line 3", "2 cells"),
        ((HEADER + ROW + 'PaLM,2.4e24,,"cut\n').encode(), "line 3", "unexpected end of data"),
        ((HEADER + ROW + ROW).encode(), "line 3", "the name of line 2 again: 'GPT-4'"),
        ((HEADER + ",1,,\n").encode(), "line 2, name", "''"),
        ((HEADER + "A,many,,\n").encode(), "line 2, value", "'many'"),
        ((HEADER + "A,1_000,,\n").encode(), "line 2, value", "'1_000'"),
        ((HEADER + "A,1e999,,\n").encode(), "line 2, value", "'1e999'"),
        ((HEADER + "A,nan,,\n").encode(), "line 2, value", "'nan'"),
        ((HEADER + "A,1,7/9/2025,\n").encode(), "line 2, day", "'7/9/2025'"),
        ((HEADER + "A,1,2025-02-30,\n").encode(), "line 2, day", "'2025-02-30'"),
        ((HEADER + '"=HYPERLINK(""x"")",1,,\n').encode(), "line 2, name", "'=HYPERLINK"),
        ((HEADER + "@SUM(A1),1,,\n").encode(), "line 2, name", "'@SUM(A1)'"),
        ((HEADER + "\x1b[2Jgone,1,,\n").encode(), "line 2, name", "'\\x1b[2Jgone'"),
        (b"<!DOCTYPE html>\n", "line 1", "no column 'name'"),
        (b"name,name,value,day\n", "line 1", "'name' 2 times"),
        (b"nome,value,day,note\n", "line 1", "no column 'name' but 'nome'"),
    ],
)
def test_damage_is_named(tmp_path: Path, content: bytes, field: str, found: str) -> None:
    error = refused(tmp_path / "a.csv", content)
    assert error.field.startswith(field)
    assert str(error.found).startswith(found)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path, found in ((tmp_path / "gone.csv", "no file"), (tmp_path, "a folder")):
        with pytest.raises(InputError, match=found):
            read(path, LAYOUT)


def test_a_gigabyte_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.truncate(10**9)
    with pytest.raises(InputError, match="1,000 MB"):
        read(path, LAYOUT)


def test_a_million_columns_are_refused_by_the_header(tmp_path: Path) -> None:
    error = refused(tmp_path / "a.csv", b"name," * 1_000_000 + b"\n")
    assert "more than 400 columns" in str(error)


def test_an_endless_line_is_refused(tmp_path: Path) -> None:
    content = (HEADER + "A,1,," + "x" * table.MOST_LINE_BYTES + "\n").encode()
    assert "a line of 1.0 MB" in str(refused(tmp_path / "a.csv", content))


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 2)
    content = (HEADER + "A,1,,\nB,1,,\nC,1,,\n").encode()
    assert "more than 2 rows" in str(refused(tmp_path / "a.csv", content))


def test_an_optional_column_may_be_missing(tmp_path: Path) -> None:
    row = {name: cell for name, cell in MODEL.items() if "cost" not in name}
    rows = read(write(tmp_path / "a.csv", row), MODELS).rows
    assert rows["Training compute cost (2023 USD)"].isna().all()
