"use strict";
// The chart: one metric over units or over years, a bar with its value written.

const chart = { metric: "", over: "units", of: null };
const chartPager = new Pager($("chart-pager"), 25, drawBars);
function showChart() {
  const counts = commonMetrics();
  chart.metric = counts.has(chart.metric) ? chart.metric : mostCommonMetric();
  const having = summaries.map((summary, index) => index).filter((index) => stated(index, chart.metric) !== null);
  metricOptions($("chart-metric"), new Set(counts.keys()), chart.metric, null);
  options($("chart-over"), [["units", word("over_units")], ["years", word("over_years")]], chart.over);
  const [all, choices] = chart.over === "units" ? [word("all_years"), years(having)] : [word("all_units"), units(having)];
  const chosen = chart.of === null ? (chart.over === "units" ? choices[0] : "") : chart.of;
  chart.of = choices.includes(chosen) ? chosen : "";
  options($("chart-of"), [["", all], ...choices.map((choice) => [choice, choice])], chart.of);
  const note = chart.metric ? word("chart_note", { n: having.length, m: metricName(chart.metric) }) : word("chart_none");
  fill($("chart-note"), note);
  fill($("chart-legend"), ...["exact", "about", "marked"].map((kind) => h("li", {}, swatch(kind), ` ${word(`bar_${kind}`)}`)));
  chartPager.show(chart.over === "units" ? barsOfUnits(having) : barsOfYears(having));
}

// The years of the reports, the latest first.
function years(indexes) {
  const found = new Set(indexes.map((index) => summaries[index].year).filter((year) => year !== null));
  return Array.from(found).sort((a, b) => b - a).map(String);
}

function units(indexes) {
  return Array.from(new Set(indexes.map((index) => unitName(summaries[index])))).sort(collator.compare);
}

function kindOf(found) {
  return toCheck(found) ? "marked" : found[2] === "exact" ? "exact" : "about";
}

function barsOfUnits(having) {
  const bars = having
    .filter((index) => !chart.of || String(summaries[index].year) === chart.of)
    .map((index) => {
      const found = summaries[index].metrics[chart.metric];
      const year = chart.of || summaries[index].year === null ? "" : ` ${summaries[index].year}`;
      return { name: unitName(summaries[index]) + year, index, value: found[0], kind: kindOf(found), text: statedText(index, chart.metric) };
    });
  return bars.sort((a, b) => b.value - a.value || a.index - b.index);
}

function barsOfYears(having) {
  const chosen = having.filter((index) => summaries[index].year !== null && (!chart.of || unitName(summaries[index]) === chart.of));
  const byYear = new Map();
  for (const index of chosen) {
    const year = summaries[index].year;
    byYear.set(year, [...(byYear.get(year) || []), index]);
  }
  return Array.from(byYear, ([year, indexes]) => barOfYear(String(year), indexes)).sort((a, b) => a.name - b.name);
}

// Of several reports a year shows the sum; of rates the mean.
function barOfYear(name, indexes) {
  if (indexes.length === 1) {
    const found = summaries[indexes[0]].metrics[chart.metric];
    return { name, index: indexes[0], value: found[0], kind: kindOf(found), text: statedText(indexes[0], chart.metric) };
  }
  const all = indexes.map((index) => summaries[index].metrics[chart.metric]);
  const rates = ["percent"].includes((catalogue.byId.get(chart.metric) || {}).kind);
  const sum = all.reduce((total, found) => total + found[0], 0);
  const value = rates ? sum / all.length : sum;
  const kind = all.every((found) => kindOf(found) === "exact") ? "exact" : all.some(toCheck) ? "marked" : "about";
  const sign = { exact: "", about: language === "zh" ? "约" : "~", marked: "" }[kind];
  const mark = kind === "marked" ? "*" : "";
  const number = value.toLocaleString("en", { maximumFractionDigits: rates ? 1 : 6 }) + (rates ? "%" : "");
  return { name, index: null, value, kind, text: `${sign}${number}${mark}`, note: word(rates ? "unit_mean" : "unit_sum", { n: all.length }) };
}

function drawBars(bars) {
  const most = Math.max(1e-9, ...chartPager.items.map((bar) => bar.value));
  const rows = bars.map((bar) => {
    const name = bar.index === null ? bar.name : h("a", { href: `#/${bar.index}` }, bar.name);
    const note = bar.note ? h("span", { class: "note" }, ` ${bar.note}`) : null;
    return h("tr", {}, h("th", { scope: "row" }, name), h("td", { class: "bar-cell" }, drawBar(bar, most)), h("td", { class: "number" }, bar.text, note));
  });
  fill($("chart"), h("caption", { class: "unseen" }, $("chart-note").textContent), h("tbody", {}, ...rows));
}

function drawBar(bar, most) {
  return picture(bar.kind, `${Math.max(0.5, (100 * Math.max(0, bar.value)) / most)}%`, "100%");
}

function swatch(kind) {
  return picture(kind, "100%", "28");
}

// A bar told apart by its pattern, not only by its colour.
function picture(kind, width, whole) {
  const drawn = svg("svg", { width: whole, height: "14", "aria-hidden": "true", class: `bar-${kind}`, focusable: "false" });
  const inner = svg("svg", { x: "0", y: "0", width, height: "14" }, svg("rect", { x: "0.75", y: "0.75", width: "100%", height: "12.5", class: "bar-outline" }));
  drawn.append(inner);
  if (kind !== "about") return drawn;
  for (let x = -14; x < 900; x += 6) inner.append(svg("line", { x1: String(x), y1: "14", x2: String(x + 14), y2: "0" }));
  return drawn;
}
