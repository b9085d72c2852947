"""Files in, documents out: paths as the user names them -> ``Document`` s, or one clear error each."""

from kg.sources.decode import decode
from kg.sources.files import find_texts, read

__all__ = ["decode", "find_texts", "read"]
