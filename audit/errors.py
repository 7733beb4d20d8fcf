"""The error tree. Only the doors (command line, server) turn these into exit codes.

::

    AuditError                  code, hint                      exit
    ├── InputError              one input cannot be audited       3
    │   ├── UnsupportedInput    unknown kind of file
    │   ├── MalformedInput      broken, or text in no known encoding
    │   ├── EmptyInput          no text, or a cookie wall in its place
    │   └── InputTooLarge       over the size or the time limit
    ├── SettingsError           unknown or invalid setting        2
    ├── ModelError              missing, corrupt, incompatible    2
    ├── ArchiveError            missing or unusable               2
    └── StageError              a stage failed on one document    3
"""

from __future__ import annotations

__all__ = [
    "ArchiveError",
    "AuditError",
    "EmptyInput",
    "InputError",
    "InputTooLarge",
    "MalformedInput",
    "ModelError",
    "SettingsError",
    "StageError",
    "UnsupportedInput",
]


class AuditError(Exception):
    """Anything this package raises on purpose. ``hint`` says what the user can do."""

    code = "E000"
    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def line(self) -> str:
        """Message and hint in one line."""
        return f"{self.message} ({self.hint})" if self.hint else self.message


class InputError(AuditError):
    """One input cannot be audited; the others go on."""

    code, exit_code = "E100", 3


class UnsupportedInput(InputError):
    """No reader knows this kind of file."""

    code = "E101"


class MalformedInput(InputError):
    """The file is broken or its encoding cannot be told."""

    code = "E102"


class EmptyInput(InputError):
    """There is no article in it."""

    code = "E103"


class InputTooLarge(InputError):
    """Over the size or time limit for one article."""

    code = "E104"


class SettingsError(AuditError):
    """A setting is unknown or has an invalid value."""

    code = "E200"


class ModelError(AuditError):
    """A model is missing, corrupt or does not fit this version."""

    code = "E300"


class ArchiveError(AuditError):
    """An archive asked for by name is missing or unusable."""

    code = "E400"


class StageError(AuditError):
    """A stage failed on one document; carries the stage's name in the message."""

    code, exit_code = "E500", 3
