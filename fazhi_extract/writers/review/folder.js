"use strict";
// The first page: totals, the table of reports, and which statutory parts are missing.

const folder = { sort: "number", down: false, metric: "", search: "" };
const collator = new Intl.Collator("zh-CN", { numeric: true });

const reportsPager = new Pager($("reports-pager"), 50, drawReports);
const partsPager = new Pager($("parts-pager"), 50, drawParts);

const COLUMNS = [
  { id: "issuer", name: () => word("issuer"), value: (i) => unitName(summaries[i]) },
  { id: "year", name: () => word("year"), value: (i) => summaries[i].year, number: true },
  { id: "metric", name: () => metricName(folder.metric), value: (i) => stated(i, folder.metric), show: (i) => statedText(i, folder.metric), number: true },
  { id: "figures", name: () => word("figures"), value: (i) => summaries[i].figures.length, number: true },
  { id: "unclassified", name: () => word("unclassified"), value: (i) => count(i, "unclassified"), number: true },
  { id: "review", name: () => word("to_review"), value: (i) => count(i, "review"), number: true },
  { id: "planned", name: () => word("planned"), value: (i) => count(i, "planned"), number: true },
  { id: "decided", name: () => word("decided"), value: (i) => summaries[i].figures.length - count(i, "open"), number: true },
  { id: "findings", name: () => word("findings"), value: (i) => findingCount(i), number: true },
  // another kind of report than the built-in metrics are of has no statutory parts
  ...(catalogue.parts.length ? [{ id: "missing", name: () => word("missing"), value: (i) => missingParts(i), number: true }] : []),
  { id: "file", name: () => word("file"), value: (i) => summaries[i].file },
];

function stated(index, metric) {
  const found = summaries[index].metrics[metric];
  return found ? found[0] : null;
}

function statedText(index, metric) {
  const found = summaries[index].metrics[metric];
  if (!found) return "";
  const [value, valueMax, qualifier, unit] = found;
  return shown(value, valueMax, qualifier, unit === "%" || unit === "‰" ? unit : "") + (toCheck(found) ? "*" : "");
}

function toCheck([, , , , marked]) {
  return marked;
}

function findingCount(index) {
  return Object.values(summaries[index].findings).reduce((sum, n) => sum + n, 0);
}

function missingParts(index) {
  return catalogue.parts.filter((part) => ["absent", "empty"].includes(summaries[index].parts[part])).length;
}

function commonMetrics() {
  const counts = new Map();
  for (const summary of summaries) {
    for (const id of Object.keys(summary.metrics)) counts.set(id, (counts.get(id) || 0) + 1);
  }
  return counts;
}

function mostCommonMetric() {
  let best = "";
  const counts = commonMetrics();
  for (const { id } of catalogue.metrics) {
    if ((counts.get(id) || 0) > (counts.get(best) || 0)) best = id;
  }
  return best;
}

function showFolder() {
  folder.metric = folder.metric || mostCommonMetric();
  metricOptions($("shown-metric"), new Set(commonMetrics().keys()), folder.metric, null);
  drawTotals();
  drawFailures();
  showReports();
  showChart();
  showParts();
}

function drawTotals() {
  const sum = (get) => summaries.reduce((total, summary, index) => total + get(index), 0);
  const totals = [
    ["reports", summaries.length],
    ["figures", sum((i) => summaries[i].figures.length)],
    ["unclassified", sum((i) => count(i, "unclassified"))],
    ["to_review", sum((i) => count(i, "review"))],
    ["planned", sum((i) => count(i, "planned"))],
    ["decided", countDecisions()],
    ["findings", sum(findingCount)],
    ...(catalogue.parts.length ? [["missing", sum(missingParts)]] : []),
  ];
  fill($("totals"), ...totals.map(([key, n]) => h("div", { "data-total": key }, h("dt", {}, word(key)), h("dd", {}, n.toLocaleString("en")))));
}

function drawFailures() {
  const node = $("failures");
  node.hidden = failures.length === 0;
  fill(node.querySelector("summary"), word("failures", { n: failures.length }));
  fill(node.querySelector("ul"), ...failures.map((f) => h("li", {}, h("b", {}, f.path), ` — ${f.reason}. ${f.way_out}`)));
}

function showReports() {
  const column = COLUMNS.find((one) => one.id === folder.sort);
  const found = summaries.map((summary, index) => index).filter((index) => fits(summaries[index], folder.search));
  if (column) {
    const keyed = found.map((index) => [column.value(index), index]);
    keyed.sort(([a, i], [b, j]) => {
      if (a === null || b === null) return (a === null) - (b === null) || i - j; // what is not stated comes last
      const order = column.number ? a - b : collator.compare(a, b);
      return (folder.down ? -order : order) || i - j;
    });
    found.splice(0, found.length, ...keyed.map(([, index]) => index));
  }
  reportsPager.show(found);
}

function sortBy(column) {
  folder.down = folder.sort === column.id ? !folder.down : Boolean(column.number);
  folder.sort = column.id;
  reportsPager.start = 0;
  showReports();
  $("reports-table").querySelector(`[data-sort="${column.id}"]`).focus();
}

function drawReports(indexes) {
  const heads = COLUMNS.map((column) => {
    const sorted = folder.sort === column.id;
    const arrow = sorted ? (folder.down ? " ▼" : " ▲") : "";
    return h(
      "th",
      { scope: "col", class: column.number ? "number" : null, "aria-sort": sorted ? (folder.down ? "descending" : "ascending") : null },
      h("button", { type: "button", "data-sort": column.id, onclick: () => sortBy(column) }, column.name() + arrow),
    );
  });
  const rows = indexes.map((index) => h("tr", { "data-report": index }, ...COLUMNS.map((column, at) => cell(column, at, index))));
  if (!rows.length) rows.push(h("tr", {}, h("td", { colspan: COLUMNS.length }, word("no_report"))));
  fill($("reports-table"), h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows));
}

function cell(column, at, index) {
  const value = column.show ? column.show(index) : column.value(index);
  const text = value === null || value === undefined ? "" : String(value);
  if (at === 0) return h("th", { scope: "row" }, h("a", { href: `#/${index}` }, text));
  return h("td", { class: column.number ? "number" : "name", title: column.number ? null : summaries[index].path }, text);
}

// Which statutory parts a report has

const PART_SIGNS = { own: "●", merged: "◐", inline: "○", empty: "□", absent: "✗" };

function showParts() {
  $("parts").hidden = catalogue.parts.length === 0;
  const only = $("parts-missing").checked;
  fill(
    $("parts-legend"),
    ...Object.entries(PART_SIGNS).map(([how, sign]) => h("li", {}, h("span", { class: `part ${how}`, "aria-hidden": "true" }, sign), ` ${word(`part_${how}`)}`)),
  );
  partsPager.show(summaries.map((summary, index) => index).filter((index) => !only || missingParts(index)));
}

function drawParts(indexes) {
  const heads = [word("issuer"), word("year"), ...catalogue.parts.map((part) => coded("role", part))];
  const rows = indexes.map((index) => {
    const summary = summaries[index];
    const parts = catalogue.parts.map((part) => {
      const how = summary.parts[part];
      const text = WORDS[`part_${how}`] ? word(`part_${how}`) : how;
      return h("td", { class: `part ${how}` }, h("span", { "aria-hidden": "true" }, PART_SIGNS[how] || ""), ` ${text}`);
    });
    return h("tr", {}, h("th", { scope: "row" }, h("a", { href: `#/${index}` }, unitName(summary))), h("td", { class: "number" }, summary.year === null ? "" : String(summary.year)), ...parts);
  });
  if (!rows.length) rows.push(h("tr", {}, h("td", { colspan: heads.length }, word("parts_none"))));
  fill(
    $("parts-table"),
    h("thead", {}, h("tr", {}, ...heads.map((head, at) => h("th", { scope: "col", class: at === 1 ? "number" : null }, head)))),
    h("tbody", {}, ...rows),
  );
}
