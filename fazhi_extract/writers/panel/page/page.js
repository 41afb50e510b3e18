"use strict";
// The page: what is chosen, and what is shown of it.

const AT_ONCE = 60;
const chosen = { area: 0, metric: "", year: 0, show: "values", own: false, most: AT_ONCE };
const collator = new Intl.Collator("zh-CN");

function $(id) {
  return document.getElementById(id);
}

// An element: h("td", { class: "number" }, "208").
function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function fill(node, ...children) {
  node.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
}

function options(select, entries, value) {
  fill(select, ...entries.map(([code, text]) => h("option", { value: code, selected: String(code) === String(value) }, text)));
}

// Options under the headings of their groups, in the order in which the groups come.
function grouped(select, entries, value) {
  const groups = new Map();
  for (const [code, text, group] of entries) {
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(h("option", { value: code, selected: String(code) === String(value) }, text));
  }
  fill(select, ...Array.from(groups, ([group, nodes]) => (group ? h("optgroup", { label: group }, ...nodes) : nodes)).flat());
}

function areaName(area) {
  const name = area.names.filter(Boolean).slice(-1)[0] || word("unnamed_area");
  return `${name} · ${inLanguage(LEVELS[area.level] || [area.level, area.level])}`;
}

// The metrics that an area states, those of most places first.
function metricsOf(area) {
  const counts = new Map(catalogue.metrics.map((metric) => [metric.id, 0]));
  for (const place of area.places) {
    for (const metric of Object.keys(place.values)) counts.set(metric, counts.get(metric) + 1);
  }
  return counts;
}

function show() {
  putWords();
  const area = areaAt(chosen.area);
  const counts = metricsOf(area);
  const stated = catalogue.metrics.filter((metric) => counts.get(metric.id));
  if (!stated.some((metric) => metric.id === chosen.metric)) {
    chosen.metric = stated.length ? stated.reduce((best, one) => (counts.get(one.id) > counts.get(best.id) ? one : best)).id : "";
  }
  const metric = stated.find((one) => one.id === chosen.metric) || null;
  const years = yearsOf(area);
  if (!years.includes(chosen.year)) chosen.year = years[years.length - 1] || 0;
  const places = area.places.map((place, at) => ({ place, at }));
  places.sort((a, b) => collator.compare(a.place.name, b.place.name) || a.at - b.at);
  const sorted = places.map((one) => one.place);

  grouped($("area"), catalogue.areas.map((one, at) => [at, areaName(one), one.names.slice(0, 2).filter(Boolean).join(" ")]), chosen.area);
  grouped($("metric"), stated.map((one) => [one.id, metricName(one), one.group in GROUPS ? inLanguage(GROUPS[one.group]) : one.group]), chosen.metric);
  options($("year"), years.slice().reverse().map((year) => [year, year]), chosen.year);
  options($("show"), [["values", word("show_values")], ["growth", word("show_growth")]], chosen.show);
  $("own-scale").checked = chosen.own;
  $("definition").textContent = metric ? (language === "zh" ? metric.definition : `${metric.label}: ${metric.definition}`) : word("nothing");
  if (metric && language !== "zh") $("definition").lang = "zh-CN";
  fill($("legend"), ...["exact", "about", "marked", "gap"].map((kind) => h("li", {}, legendMark(kind), word(kind))), h("li", {}, word("no_line")));
  showLines(sorted, metric, years);
  showBars(sorted, metric);
  showTable(area, sorted, metric, years);
  showFindings();
  $("made-by").textContent = word("made_by", { p: catalogue.program, r: catalogue.rules_version });
  $("status").textContent = word("shown", { a: areaName(catalogue.areas[chosen.area]), p: sorted.length, m: metric ? metricName(metric) : "—" });
}

function mostOf(places, metric) {
  return Math.max(0, ...places.flatMap((place) => Array.from((place.values[metric.id] || new Map()).values(), (value) => value.value)));
}

function showLines(places, metric, years) {
  const having = metric ? places.filter((place) => place.values[metric.id]) : [];
  const end = metric ? scaleEnd(mostOf(having, metric)) : 1;
  const charts = having.slice(0, chosen.most).map((place) => {
    const values = years.map((year) => [year, valueOf(place, metric.id, year)]);
    const last = values.filter(([, value]) => value).slice(-1)[0];
    const told = values.map(([year, value]) => `${year} ${value ? shown(value, true) : isGap(place, year) ? word("missing") : word("not_stated")}`);
    const top = chosen.own ? scaleEnd(mostOf([place], metric)) : end;
    const title = h("h3", { title: place.full }, place.name, h("span", {}, `${last[0]}  ${shown(last[1], true)}`));
    return h("li", {}, title, drawLines(place, metric, years, top, `${place.name}: ${told.join(", ")}`));
  });
  fill($("lines"), ...(charts.length ? charts : [h("li", {}, word("none"))]));
  const left = having.length - chosen.most;
  $("more").hidden = left <= 0;
  $("more").textContent = word("more", { n: Math.min(left, AT_ONCE) });
}

function showBars(places, metric) {
  const found = metric ? places.map((place) => ({ place, value: valueOf(place, metric.id, chosen.year) })).filter((one) => one.value) : [];
  found.sort((a, b) => b.value.value - a.value.value);
  const most = Math.max(1e-9, ...found.map((one) => one.value.value));
  const rows = found.map(({ place, value }) =>
    h("tr", {}, h("th", { scope: "row", title: place.full }, place.name), h("td", { class: "bar-cell" }, drawBar(kindOf(value), Math.max(0, value.value) / most)), h("td", { class: "number", title: remark(value) }, shown(value, true))),
  );
  const caption = h("caption", { class: "unseen" }, `${chosen.year} ${metric ? metricName(metric) : ""}`);
  fill($("bars"), caption, h("tbody", {}, ...(rows.length ? rows : [h("tr", {}, h("td", {}, word("none")))])));
}

function showTable(area, places, metric, years) {
  const growth = chosen.show === "growth";
  const head = h("thead", {}, h("tr", {}, h("th", { scope: "col" }, word("place")), ...years.map((year) => h("th", { scope: "col", class: "number" }, String(year)))));
  const rows = places.map((place) => h("tr", {}, h("th", { scope: "row", title: place.full }, place.name), ...years.map((year) => cell(place, metric, year, growth))));
  fill($("table"), h("caption", { class: "unseen" }, metric ? metricName(metric) : ""), head, h("tbody", {}, ...rows), metric && !growth ? totals(area, metric, years) : null);
  $("table-note").textContent = word("table_note");
}

function cell(place, metric, year, growth) {
  const value = metric && valueOf(place, metric.id, year);
  if (!value) {
    if (isGap(place, year)) return h("td", { class: "missing" }, word("missing"));
    return h("td", { class: "number" }, place.years.has(year) ? word("not_stated") : "");
  }
  if (!growth) return h("td", { class: "number", title: remark(value) }, shown(value));
  if (value.growth !== null) return h("td", { class: "number" }, grown(value, metric));
  return h("td", { class: "reason" }, coded("growth_note", value.growth_note));
}

// Sums of counts, medians of rates, as the summary has them.
function totals(area, metric, years) {
  const which = metric.kind === "percent" ? "median" : "sum";
  const statistics = area.statistics[metric.id] || new Map();
  const cells = years.map((year) => {
    const found = statistics.get(year);
    const text = found && found[which] !== null ? `${number(found[which])} (${found.exact}/${found.reports})` : "";
    return h("td", { class: "number" }, text);
  });
  return h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, word(which === "sum" ? "total" : "median")), ...cells));
}

function showFindings() {
  $("findings").hidden = !catalogue.finding_count;
  $("findings").querySelector("summary").textContent = word("findings", { n: catalogue.finding_count });
  const lines = catalogue.findings.map((one) => h("li", {}, [one.place, one.year, message(one.message), one.paths.join("; ")].filter(Boolean).join("　")));
  fill($("findings").querySelector("ul"), ...lines);
}

function choose(id, name, read) {
  $(id).addEventListener("change", () => {
    chosen[name] = read($(id));
    if (name === "area") chosen.most = AT_ONCE;
    show();
  });
}

choose("area", "area", (node) => Number(node.value));
choose("metric", "metric", (node) => node.value);
choose("year", "year", (node) => Number(node.value));
choose("show", "show", (node) => node.value);
choose("own-scale", "own", (node) => node.checked);
$("choice").addEventListener("submit", (event) => event.preventDefault());
$("more").addEventListener("click", () => {
  chosen.most += AT_ONCE;
  show();
});
$("language").addEventListener("click", () => {
  switchLanguage();
  show();
});
show();
