"""From bytes to documents. A new file kind is one module and one entry in ``READERS``."""

from audit.read.files import can_read, document_from_text, read, read_bytes
from audit.read.registry import READERS

__all__ = ["READERS", "can_read", "document_from_text", "read", "read_bytes"]
