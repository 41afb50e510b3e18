#!/bin/sh
# The tables of a county: a workbook to read and check, one CSV row a report, one CSV row a figure.
# usage: county_table.sh FOLDER_OF_REPORTS FOLDER_FOR_TABLES
set -eu
mkdir -p "$2"
fazhi-extract "$1" -o "$2/汇总.xlsx"
fazhi-extract "$1" --csv --metrics mediation_cases,mediation_resolved,enforcement_certificate_holders,publicity_events \
  -o "$2/汇总.csv"
fazhi-extract "$1" --csv --table observations -o "$2/明细.csv"
