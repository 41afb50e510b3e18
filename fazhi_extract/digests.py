"""SHA-256 by the module that is Python's own, where it has one.

hashlib loads OpenSSL first, which takes a short run longer than all that it
hashes; the standard library's ``random`` goes the same way for that reason.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        if sys.version_info >= (3, 12):
            from _sha2 import sha256
        else:
            from _sha256 import sha256
    except ImportError:  # a Python that was built without it
        from hashlib import sha256

__all__ = ["sha256"]
