"""``python -m fazhi_extract``."""

from .cli import main

main()
