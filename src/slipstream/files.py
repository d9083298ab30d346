"""Reading and writing files so that bad input is named and nothing is half-written."""

import os
import reprlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

SUSPECT = 5_000
"""Lists and mappings from which on a file may be nested so deeply that the parser breaks down."""

DEEPEST = 100
"""Lists and mappings within one another that a file may have."""

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 200
_SHORT.maxdict = _SHORT.maxlist = _SHORT.maxtuple = 20
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Model = TypeVar("Model", bound=BaseModel)


class InputError(Exception):
    """Input that a person can mend.

    Parameters
    ----------
    where
        The file, command or argument that holds the mistake.
    field
        The path to the value inside it, such as ``levers.teams``; empty for the whole.
    found
        What stands there.
    expected
        What may stand there.
    """

    def __init__(self, where: str | Path, field: str, found: object, expected: str) -> None:
        self.where = str(where)
        self.field = field
        self.found = found
        self.expected = expected
        place = f"{self.where}: {field}" if field else self.where
        super().__init__(f"{place}: found {found}; expected {expected}")


def read_yaml(path: Path, *, strict: bool = False) -> Any:  # noqa: ANN401 - whatever it holds
    """Parse one YAML document; a syntax error names its line and column.

    Parameters
    ----------
    path
        The file.
    strict
        Refuse what YAML allows but a file of unknown origin is better without: aliases, a few lines
        of which can grow beyond any memory, and keys that appear twice, of which one would be lost.

    Raises
    ------
    InputError
        If the file cannot be read, is not UTF-8 or is not YAML, or is nested too deeply.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(path, "", reason.lower(), "a readable YAML file") from error
    except UnicodeDecodeError as error:
        raise InputError(path, "", f"byte {error.start} is not UTF-8", "UTF-8 text") from error
    try:
        if strict or sum(map(text.count, ("[", "{", "- "))) > SUSPECT:
            _look_through(text, path, strict=strict)
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        field = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise InputError(path, field, problem, "valid YAML") from error


def _look_through(text: str, path: Path, *, strict: bool) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            expected = f"{DEEPEST} levels at most"
            raise InputError(path, _line(event), "a list in a list in a list and so on", expected)
        if strict and isinstance(event, yaml.AliasEvent):
            raise InputError(path, _line(event), f"an alias, *{event.anchor}", "no aliases")
    nodes = [yaml.compose(text, Loader=_Loader)] if strict else []
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value in seen:
                    raise InputError(path, _line(key), f"{key.value!r} twice", "each key once")
                seen.add(str(key.value))
                nodes.append(value)
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value


def _line(where: yaml.Event | yaml.Node) -> str:
    return f"line {where.start_mark.line + 1}" if where.start_mark else ""


def parse(model: type[Model], data: object, where: str | Path) -> Model:
    """Validate ``data`` as ``model``; the first mistake is raised with its path.

    Raises
    ------
    InputError
        If a field is missing, unknown, of the wrong type or out of range.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = [str(part) for part in first["loc"]]
        found, expected = _shown(first["input"]), _expectation(first["msg"])
        if first["type"] == "missing":
            found, expected = "nothing", "a value"
        elif first["type"] == "model_type":
            expected = "a mapping with its fields"
        elif first["type"] == "extra_forbidden":
            known = list(model.model_fields) if len(path) == 1 else []
            found = "an unknown field"
            expected = nearest(path[0], known) if known else "only fields of its kind"
        raise InputError(where, ".".join(path), found, expected) from error


def _shown(value: object) -> str:
    """Write a value out, as far as a line holds it."""
    return _SHORT.repr(value)


def _expectation(message: str) -> str:
    """Turn a validator's complaint into the end of a sentence that says what is expected."""
    for opening in ("Value error, ", "Input should be "):
        message = message.removeprefix(opening)
    return message


@contextmanager
def writing_atomically(path: Path) -> Iterator[Path]:
    """Hand out a name beside ``path`` and move it there when all is written.

    A reader sees the old file or the new one, never a part; an error leaves the old one.

    Raises
    ------
    InputError
        If the folder cannot be made or written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(descriptor)
    except OSError as error:
        raise _unwritable(path, error) from error
    part = Path(name)
    try:
        yield part
        with part.open("rb") as stream:
            os.fsync(stream.fileno())
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """Write ``content`` whole or not at all; raises InputError as `writing_atomically` does."""
    with writing_atomically(path) as part:
        part.write_bytes(content)


def _unwritable(path: Path, error: OSError) -> InputError:
    reason = (error.strerror or str(error)).lower()
    return InputError(path, "", reason, "a place that can be written to")


def nearest(name: str, known: Sequence[str]) -> str:
    """Say what may stand in place of an unknown ``name``, closest spelling first."""
    import difflib

    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    listing = ", ".join(known)
    return f"did you mean {close[0]!r}? One of: {listing}" if close else f"one of: {listing}"
