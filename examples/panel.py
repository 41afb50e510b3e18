"""A panel by place and year: python panel.py FOLDER_OF_REPORTS OUT.csv.

Every figure is a row of the table of observations; the panel takes the
metrics' own values (report, metric, value) and turns them round, so that
approximate figures can be told from exact ones.
"""

import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

folder, out = sys.argv[1:]
with tempfile.TemporaryDirectory() as temporary:
    database = Path(temporary) / "reports.sqlite"
    subprocess.run([sys.executable, "-m", "fazhi_extract", folder, "--db", str(database)], check=True)
    with sqlite3.connect(database) as connection:
        values = pd.read_sql(
            """
            select r.issuer, r.report_year, m.metric, m.value, m.qualifier
            from report_metrics m join reports r on r.id = m.report
            where m.status = 'actual' and m.relation not in ('previous', 'change')
            """,
            connection,
        )
    connection.close()
panel = values.pivot_table(index=["issuer", "report_year"], columns="metric", values="value", aggfunc="first")
panel = panel.sort_index()
panel.to_csv(out)
exact = (values["qualifier"] == "exact").mean()
print(f"{len(panel)} places and years, {panel.shape[1]} metrics, {exact:.0%} of the values exact")
