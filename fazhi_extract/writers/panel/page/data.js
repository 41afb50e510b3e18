"use strict";
// The data of the page: the catalogue, and each area once it is shown.

const catalogue = readCatalogue();
const _areas = blocks("area");
const _read = new Map();

function blocks(kind) {
  return Array.from(document.querySelectorAll(`script[data-kind="${kind}"]`));
}

function named(names, row) {
  return Object.fromEntries(names.map((name, at) => [name, row[at]]));
}

function readCatalogue() {
  const read = JSON.parse(blocks("catalogue")[0].textContent);
  read.metrics = read.metrics.map((row) => named(["id", "label", "group", "kind", "definition"], row));
  read.areas = read.areas.map((row) => named(["code", "names", "level"], row));
  read.findings = read.findings.map((row) => named(read.finding, row));
  return read;
}

// The places of an area, each with its values by metric and year.
function areaAt(index) {
  if (!_read.has(index)) {
    const raw = JSON.parse(_areas[index].textContent);
    for (const place of raw.places) {
      place.years = new Set(place.years);
      for (const [metric, rows] of Object.entries(place.values)) {
        place.values[metric] = new Map(rows.map((row) => [row[0], named(catalogue.value, row)]));
      }
    }
    for (const [metric, rows] of Object.entries(raw.statistics)) {
      raw.statistics[metric] = new Map(rows.map((row) => [row[0], named(catalogue.statistic, row)]));
    }
    _read.set(index, raw);
  }
  return _read.get(index);
}

// All years from the first report of an area to the last.
function yearsOf(area) {
  const all = area.places.flatMap((place) => Array.from(place.years));
  if (!all.length) return [];
  const [first, last] = [Math.min(...all), Math.max(...all)];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function valueOf(place, metric, year) {
  return (place.values[metric] && place.values[metric].get(year)) || null;
}

// Whether a report is missing: none of that year, but one before and one after.
function isGap(place, year) {
  const years = Array.from(place.years);
  return !place.years.has(year) && year > Math.min(...years) && year < Math.max(...years);
}

function kindOf(value) {
  if (value.how === "conflict" || value.coverage) return "marked";
  return value.qualifier === "exact" ? "exact" : "about";
}

const SIGN_BEFORE = { about: ["约", "~"], at_least: ["≥", "≥"], at_most: ["≤", "≤"] };

function number(value) {
  return value.toLocaleString("en", { maximumFractionDigits: 6 });
}

// A number as a person reads it: 160余, 约50, 10–20, 99.5%, 208*.
function shown(value, withUnit) {
  const upper = value.value_max === null ? "" : `–${number(value.value_max)}`;
  const over = value.qualifier === "over" ? inLanguage(["余", "+"]) : "";
  const before = SIGN_BEFORE[value.qualifier] ? inLanguage(SIGN_BEFORE[value.qualifier]) : "";
  const rate = value.unit === "%" || value.unit === "‰";
  const unit = rate ? value.unit : withUnit ? value.unit || "" : "";
  const star = kindOf(value) === "marked" ? "*" : "";
  return before + number(value.value) + upper + (rate ? unit + over : over + unit) + star;
}

// What is to be known of a value beside its number.
function remark(value) {
  const parts = [coded("coverage", value.coverage), value.how === "conflict" ? coded("how", "conflict") : ""];
  return parts.filter(Boolean).join("；");
}

function grown(value, metric) {
  const sign = value.growth > 0 ? "+" : value.growth < 0 ? "−" : "";
  const unit = metric.kind === "percent" ? ` ${word("points")}` : "%";
  return `${sign}${Math.abs(value.growth).toFixed(1)}${unit}`;
}
