"""Every setting in one table: name, default, meaning. File, environment, flags and docs derive from it.

Precedence, weakest first: default, ``audit.toml`` (or ``[tool.audit]`` in ``pyproject.toml``),
``AUDIT_<NAME>`` in the environment (empty: not set), command-line flag. Each value knows where it came from.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from audit.errors import SettingsError

__all__ = ["Profile", "Settings", "describe", "find_file", "load"]

Profile = Literal["desk", "editor", "linguist"]
FailOn = Literal["minor", "major", "critical", "never"]


def _setting(default: Any, help: str) -> Any:  # noqa: A002
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults."""

    language: str | None = _setting(None, "Main language of the articles (BCP 47), instead of finding it.")
    select: tuple[str, ...] = _setting((), "Rules to run: codes, code prefixes or names. Empty means all.")
    ignore: tuple[str, ...] = _setting((), "Rules not to run: codes, code prefixes or names.")
    profile: Profile = _setting("editor", "Who reads the report: desk (surest findings), editor, linguist (all).")  # noqa: RUF009
    jobs: int = _setting(0, "Worker processes; 0 means one per processor core.")
    fail_on: FailOn | None = _setting(None, "Severity from which a finding makes the exit code 1.")  # noqa: RUF009
    encoder: str = _setting("default", "Sentence encoder: a model id, a folder, `default+` a second one, or `none`.")
    candidates: int = _setting(5, "How many probable originals are aligned with each article.")
    max_bytes: int = _setting(20_000_000, "Largest file that is read, in bytes.")
    max_chars: int = _setting(1_000_000, "Longest article that is audited, in characters.")
    time_limit_seconds: float = _setting(120.0, "Longest time for one article, in seconds; 0 means none.")
    ui_language: str = _setting("en", "Language of the report's own words: en, fr, de or vi.")
    cache_dir: str | None = _setting(None, "Folder of caches and derived models; default: the platform's user cache.")

    def with_values(self, values: Mapping[str, Any], origin: str) -> Settings:
        """A copy with ``values`` set. Raises ``SettingsError`` for an unknown name or an invalid value."""
        known = {f.name: f for f in fields(self)}
        checked: dict[str, Any] = {}
        for raw, value in values.items():
            name = raw.replace("-", "_")
            if name not in known:
                close = difflib.get_close_matches(name, known, 1)
                hint = f"did you mean {close[0].replace('_', '-')}?" if close else "see `audit settings`"
                raise SettingsError(f"{origin}: unknown setting {raw!r}", hint=hint)
            checked[name] = _convert(name, value, getattr(Settings(), name), origin)
        return replace(self, **checked)


_CHOICES: dict[str, tuple[str, ...]] = {
    "profile": get_args(Profile),
    "fail_on": get_args(FailOn),
    "ui_language": ("en", "fr", "de", "vi"),
}
_OPTIONAL = {"language", "fail_on", "cache_dir"}


def _convert(name: str, value: Any, default: Any, origin: str) -> Any:
    def bad(expected: str) -> SettingsError:
        return SettingsError(f"{origin}: {name.replace('_', '-')} is {value!r}", hint=f"expected {expected}")

    if value is None and name in _OPTIONAL:
        return None
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            raise bad("one of " + ", ".join(_CHOICES[name]))
        return value
    if isinstance(default, tuple):
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, (list, tuple)) or not all(isinstance(p, str) for p in parts):
            raise bad("a list of words")
        return tuple(p.strip() for p in parts if p.strip())
    if isinstance(default, (int, float)):
        if isinstance(value, bool):
            raise bad("a number")
        try:
            number = type(default)(value)
        except (TypeError, ValueError):
            raise bad("a number") from None
        if number < 0:
            raise bad("a number that is not negative")
        return number
    if not isinstance(value, str) or not value:
        raise bad("a word")
    if name == "language":
        if (tag := _language_tag(value)) is None:
            raise bad("a language code like fr, de or pt-BR")
        return tag
    return value


def _language_tag(value: str) -> str | None:
    """``pt_br`` as ``pt-BR``; ``None`` for what is no code of a language: with one, all would count as foreign."""
    from babel import Locale
    from babel.core import parse_locale

    try:
        language, territory, script, *_ = parse_locale(value.strip().replace("_", "-"), sep="-")
    except ValueError:
        return None
    if language not in Locale("en").languages or language in ("und", "mul", "zxx", "mis"):
        return None
    return "-".join(part for part in (language, script, territory) if part)


def find_file(start: Path) -> Path | None:
    """Nearest ``audit.toml`` or ``pyproject.toml`` with ``[tool.audit]``, from ``start`` upwards."""
    for folder in (start, *start.parents):
        own = folder / "audit.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and "audit" in _toml(project).get("tool", {}):
            return project
    return None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}", hint="the configuration must be readable TOML") from None


def load(
    flags: Mapping[str, Any],
    *,
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    start: Path | None = None,
) -> tuple[Settings, dict[str, str]]:
    """Settings from all places, and for each name where its value came from.

    Args:
        flags: command-line values; ``None`` means not given.
        file: configuration asked for by name; must exist.
        environment: defaults to the process's.
        start: where the search for a configuration begins; defaults to the working folder.

    Raises:
        SettingsError: for an unknown name, an invalid value or an unreadable file.

    """
    settings = Settings()
    origins = {f.name: "default" for f in fields(Settings)}

    def apply(values: Mapping[str, Any], origin: str) -> None:
        nonlocal settings
        settings = settings.with_values(values, origin)
        origins.update({name.replace("-", "_"): origin for name in values})

    if file is not None and not file.is_file():
        what = "is a folder" if file.is_dir() else "no such file"
        raise SettingsError(f"{file}: {what}", hint="--config takes a TOML file")
    chosen = file or find_file(start or Path.cwd())
    if chosen is not None:
        data = _toml(chosen)
        apply(data.get("tool", {}).get("audit", {}) if chosen.name == "pyproject.toml" else data, str(chosen))
    environ = os.environ if environment is None else environment
    names = {f"AUDIT_{f.name.upper()}": f.name for f in fields(Settings)}
    apply({names[key]: environ[key] for key in sorted(environ) if key in names and environ[key]}, "environment")
    apply({name: value for name, value in flags.items() if value is not None and value != ()}, "command line")
    return settings, origins


def describe() -> tuple[tuple[str, str, str], ...]:
    """(name, default, meaning) of every setting, for ``audit settings`` and the documentation."""
    rows = []
    for f in fields(Settings):
        default = "" if f.default in (None, ()) else str(f.default)
        rows.append((f.name.replace("_", "-"), default, str(f.metadata["help"])))
    return tuple(rows)
