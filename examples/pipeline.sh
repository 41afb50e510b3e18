#!/bin/sh
# Reports through the shell's own tools (jq; csvlook of csvkit).
# usage: pipeline.sh FOLDER_OF_REPORTS
set -eu

echo '— figures that a person should look at —'
fazhi-extract "$1" --jsonl |
  jq -r '.source.path as $file | .observations[] | select(.review != []) | [$file, .text, .review[0]] | @tsv'

echo '— figures a report —'
fazhi-extract "$1" --jsonl |
  jq -r '[.metadata.issuer, (.observations | length), ([.observations[] | select(.metric)] | length)] | @csv'

echo '— a table in the terminal —'
fazhi-extract "$1" --csv --headers id --metrics mediation_cases,mediation_resolved,publicity_events |
  csvlook
