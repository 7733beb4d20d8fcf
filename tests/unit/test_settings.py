"""Settings: precedence, origins, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.errors import SettingsError
from audit.settings import Settings, describe, load


def test_precedence_and_origin(tmp_path: Path) -> None:
    file = tmp_path / "audit.toml"
    file.write_text('profile = "desk"\njobs = 3\nmax-chars = 10\n', encoding="utf-8")
    values, origins = load(
        {"profile": "linguist", "jobs": None}, environment={"AUDIT_JOBS": "5", "AUDIT_EVAL_DATA": "x"}, start=tmp_path
    )
    assert (values.profile, values.jobs, values.max_chars) == ("linguist", 5, 10)
    assert origins["profile"] == "command line"
    assert origins["jobs"] == "environment"
    assert origins["max_chars"] == str(file)
    assert origins["encoder"] == "default"


def test_a_table_in_pyproject_counts(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.audit]\nignore = ["ST"]\n', encoding="utf-8")
    (tmp_path / "deep").mkdir()
    values, _ = load({}, environment={}, start=tmp_path / "deep")
    assert values.ignore == ("ST",)


@pytest.mark.parametrize(
    "line, said",
    [
        ('profil = "desk"', "did you mean profile"),
        ('profile = "boss"', "desk, editor, linguist"),
        ('jobs = "many"', "a number"),
        ("jobs = -1", "not negative"),
        ("select = 3", "list of words"),
        ("jobs = ", "readable TOML"),
        ('language = "french"', "language code"),
        ('language = "xx"', "language code"),
        ('language = "und"', "language code"),
    ],
)
def test_a_wrong_value_names_file_and_remedy(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "audit.toml"
    file.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load({}, environment={}, start=tmp_path)
    assert str(file) in caught.value.line()
    assert said in caught.value.line()


def test_every_setting_is_described() -> None:
    assert {name.replace("-", "_") for name, _, _ in describe()} == set(Settings.__dataclass_fields__)
    assert all(meaning.endswith(".") for _, _, meaning in describe())


def test_language_codes_come_in_one_form_and_empty_variables_do_not_count() -> None:
    assert Settings().with_values({"language": "pt_br"}, "test").language == "pt-BR"
    assert Settings().with_values({"language": "FR"}, "test").language == "fr"
    assert load({}, environment={"AUDIT_LANGUAGE": "", "AUDIT_JOBS": ""}, start=Path("/"))[0] == Settings()
