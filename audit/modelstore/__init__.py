"""Models on this machine: what there is, where it lies, whether it is whole."""

from audit.modelstore.added import add, added, forget, known
from audit.modelstore.hashing import sha256_file
from audit.modelstore.locations import cache_root, data_root
from audit.modelstore.manifest import (
    ModelCard,
    ModelFile,
    Source,
    check_files,
    manifest,
    shipped,
    shipped_folder,
    source_path,
)
from audit.modelstore.store import BuildRecord, Progress, Store, silent

__all__ = [
    "BuildRecord",
    "ModelCard",
    "ModelFile",
    "Progress",
    "Source",
    "Store",
    "add",
    "added",
    "cache_root",
    "check_files",
    "data_root",
    "forget",
    "known",
    "manifest",
    "sha256_file",
    "shipped",
    "shipped_folder",
    "silent",
    "source_path",
]
