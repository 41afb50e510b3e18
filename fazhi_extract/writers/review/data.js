"use strict";
// The data of the page: the catalogue, a summary of every report, and each report once it is shown.

const catalogue = readCatalogue();
const summaries = blocks("summary").map((node) => JSON.parse(node.textContent));
const failures = JSON.parse(blocks("failures")[0].textContent);
const byHash = new Map(summaries.map((summary, index) => [summary.sha256, index]));

const FLAGS = { review: 1, planned: 2, decided: 4 };
const _reports = blocks("report");
const _read = new Map();

function readCatalogue() {
  const read = JSON.parse(blocks("catalogue")[0].textContent);
  read.metrics = read.metrics.map(([id, label, group, kind, definition]) => ({ id, label, group, kind, definition }));
  read.byId = new Map(read.metrics.map((metric) => [metric.id, metric]));
  return read;
}

// Offsets count characters (code points), and a string of JavaScript counts UTF-16 units.
class Characters {
  constructor(text) {
    this.text = text;
    this.length = text.length;
    this.points = null;
    if (/[\ud800-\udbff][\udc00-\udfff]/.test(text)) {
      this.points = Array.from(text);
      this.length = this.points.length;
    }
  }

  slice(start, end) {
    return this.points ? this.points.slice(start, end).join("") : this.text.slice(start, end);
  }
}

// The whole of a report; the browser keeps what was shown last.
function report(index) {
  let found = _read.get(index);
  if (!found) {
    const raw = JSON.parse(_reports[index].textContent);
    found = {
      index,
      summary: summaries[index],
      text: new Characters(raw.text),
      sections: raw.sections.map((row) => named(catalogue.section, row)),
      figures: numbered(raw.observations.map((row) => named(catalogue.observation, row))),
      findings: raw.findings.map((row) => named(catalogue.finding, row)),
    };
    for (const figure of found.figures) figure.text = found.text.slice(figure.start, figure.end);
    if (_read.size >= 50) _read.delete(_read.keys().next().value);
    _read.set(index, found);
  }
  return found;
}

// Figures of one span are told apart by their number in it.
function numbered(figures) {
  const seen = new Map();
  for (const figure of figures) {
    const span = `${figure.start}-${figure.end}`;
    figure.nth = seen.get(span) || 0;
    figure.key = `${span}-${figure.nth}`;
    seen.set(span, figure.nth + 1);
  }
  return figures;
}

// A number as a person reads it: 160余, 约50, 10–20, 99.5%.
function shown(value, valueMax, qualifier, unit) {
  const at = language === "zh" ? 0 : 1;
  const upper = valueMax === null || valueMax === undefined ? "" : `–${valueMax.toLocaleString("en", { maximumFractionDigits: 6 })}`;
  const number = value.toLocaleString("en", { maximumFractionDigits: 6 }) + upper;
  const over = qualifier === "over" ? ["余", "+"][at] : "";
  const before = SIGN_BEFORE[qualifier] ? SIGN_BEFORE[qualifier][at] : "";
  return before + number + (unit === "%" || unit === "‰" ? unit + over : over + (unit || ""));
}

function unitName(summary) {
  return summary.issuer || summary.title || summary.file;
}
