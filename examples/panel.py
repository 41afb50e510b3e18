"""A panel by place and year, for pandas: python panel.py FOLDER_OF_REPORTS OUT.parquet.

The command puts the reports together: a county that was renamed is one place, of two reports of a year the fuller
counts, and growth stands only where both years are exact. What is left to pandas is the analysis.
"""

import subprocess
import sys

import pandas as pd

folder, out = sys.argv[1:]
subprocess.run([sys.executable, "-m", "fazhi_extract", "panel", folder, "--long", "-o", out], check=True)
panel = pd.read_parquet(out)
stated = panel[(panel["status"] == "actual") & ~panel["relation"].isin(["previous", "change"])]
exact = stated["qualifier"] == "exact"
rows = panel[["code", "organ", "year"]].drop_duplicates()
print(f"{len(rows)} places and years, {exact.mean():.0%} of the values exact")
by_year = stated[exact].pivot_table(index="label", columns="year", values="value", aggfunc="median")
print(by_year.dropna(thresh=2).to_string())
