"""``python -m fazhi_extract``, and where the command ``fazhi-extract`` begins."""

import gc

from .pace import GC_THRESHOLD


def main() -> None:
    """Run the command line; the pace of garbage collection holds for its imports too."""
    gc.set_threshold(GC_THRESHOLD)
    from .cli import main as run

    run()


if __name__ == "__main__":
    main()
