"""Ask the outputs questions: python query.py FOLDER_OF_REPORTS.

Writes a SQLite database and Parquet files in one pass and reads both.
"""

import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import duckdb

with tempfile.TemporaryDirectory() as temporary:
    database, parquet = Path(temporary) / "reports.sqlite", Path(temporary) / "parquet"
    command = [sys.executable, "-m", "fazhi_extract", sys.argv[1]]
    subprocess.run([*command, "--db", str(database), "--parquet", str(parquet)], check=True)

    print("the commonest metrics")
    print(
        duckdb.sql(
            f"""
            select metric, count(*) as figures, count(distinct report) as reports
            from '{parquet}/observations.parquet'
            where metric is not null group by metric order by figures desc, metric limit 5
            """
        )
    )
    print("sentences that speak of 法律明白人")
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute(
            "select issuer, text, evidence from observation_evidence where evidence like '%法律明白人%' limit 5"
        )
        for issuer, text, evidence in found:
            print(f"{issuer}: {text} ← {evidence[:60]}")
