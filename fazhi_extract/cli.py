"""dev stub"""
import sys
from pathlib import Path
def main() -> None:
    from .api import report_files, extract_file
    p = Path(sys.argv[1])
    for f in (report_files(p) if p.is_dir() else [p]):
        print(extract_file(f).model_dump_json())
