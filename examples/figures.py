"""Print every figure of a report with the place that proves it: python figures.py REPORT.txt."""

import sys

from fazhi_extract import extract_file

report = extract_file(sys.argv[1])
print(report.metadata.issuer, report.metadata.report_year)
for o in report.observations:
    print(f"{o.start:>6}  {o.label or '（未分类）'}\t{o.text}\t{o.relation}\t{o.evidence.text[:40]}")
