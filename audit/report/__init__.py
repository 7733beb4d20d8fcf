"""Audit → bytes: one module per format behind one protocol."""

from audit.report.entry import FolderEntry
from audit.report.model import SCHEMA_VERSION, schema, to_json
from audit.report.protocol import ArticleWriter, CheckWriter, FolderWriter, Options, Writer
from audit.report.writers import WRITERS

__all__ = [
    "SCHEMA_VERSION",
    "WRITERS",
    "ArticleWriter",
    "CheckWriter",
    "FolderEntry",
    "FolderWriter",
    "Options",
    "Writer",
    "schema",
    "to_json",
]
