#!/bin/sh
# One table of all reports of a county, and one line a figure with the sentence that proves it.
# usage: county_table.sh FOLDER_OF_REPORTS FOLDER_FOR_TABLES
set -eu
mkdir -p "$2"
fazhi-extract "$1" --csv --metrics mediation_cases,mediation_resolved,enforcement_certificate_holders,publicity_events \
  -o "$2/汇总.csv"
fazhi-extract "$1" --csv --table observations -o "$2/明细.csv"
