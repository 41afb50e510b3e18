"use strict";
// One report: the list of reports with the findings, the text, and the table of figures.

const view = { report: null, figure: null, search: "" };
const filters = { metric: "", unclassified: false, review: false, planned: false, open: false };
const listPager = new Pager($("list-pager"), 40, drawList);

function showReport(index, figure) {
  const changed = view.report !== index;
  view.report = index;
  view.figure = figure;
  const one = report(index);
  if (changed) {
    $("text").scrollTop = 0;
    $("outline").open = false;
  }
  drawHead(one);
  drawText($("text"), one, chooseFigure);
  drawOutline(one);
  drawFindings(one);
  drawLegend(one);
  drawFilters();
  refresh(figure !== null);
}

// Bring everything that depends on decisions, filters and the chosen figure up to date.
function refresh(scroll) {
  const one = report(view.report);
  dressMarks($("text"), one, filters);
  drawFigures(one);
  drawFigure(one);
  showList();
  showExport();
  if (scroll) scrollToFigure();
}

function drawHead(one) {
  const { summary } = one;
  fill($("report-title"), summary.title || summary.file);
  const said = [summary.issuer, summary.year, summary.file, word("characters", { n: summary.chars.toLocaleString("en") })];
  fill($("report-facts"), said.filter(Boolean).join(" · "));
  $("report-facts").title = summary.path;
}

function drawOutline(one) {
  const items = one.sections
    .filter((section) => section.heading_end > section.start && section.kind === "heading")
    .map((section) => {
      const name = section.title || one.text.slice(section.start, Math.min(section.heading_end, section.start + 24));
      const go = () => reveal($("text").querySelector(`[data-section="${CSS.escape(section.id)}"]`));
      const role = section.level === 1 && section.role ? h("span", { class: "role" }, coded("role", section.role)) : null;
      return h(
        "li",
        { class: `level-${Math.min(section.level, 4)}` },
        h("button", { type: "button", onclick: go }, `${section.number ? `${section.number} ` : ""}${name}`),
        role,
      );
    });
  fill($("outline").querySelector("ol"), ...items);
}

const SEVERITY_SIGNS = { error: "✗", warning: "▲", info: "ℹ" };

function drawFindings(one) {
  $("findings-title").textContent = word("findings_of", { n: one.findings.length });
  const items = one.findings.map((finding) => {
    const go = () => goToFinding(one, finding);
    const place = finding.observations.length > 0 || finding.span;
    const said = [h("span", { class: `severity ${finding.severity}` }, `${SEVERITY_SIGNS[finding.severity] || ""} ${coded("severity", finding.severity)}`), ` ${message(finding.message)}`];
    return h("li", {}, place ? h("button", { type: "button", onclick: go }, ...said) : h("p", {}, ...said));
  });
  if (!items.length) items.push(h("li", {}, h("p", { class: "note" }, word("no_findings"))));
  fill($("findings"), ...items);
}

function goToFinding(one, finding) {
  const at = one.figures.findIndex((figure) => finding.observations.includes(figure.id));
  if (at >= 0) chooseFigure(at);
  else reveal($("text").querySelector(`.finding[data-start="${finding.span[0]}"]`));
}

function drawLegend(one) {
  const there = new Set(one.figures.map((figure) => standing(one.index, figure).metric).filter((id) => catalogue.byId.has(id)).map((id) => catalogue.byId.get(id).group));
  const groups = [...Object.keys(GROUPS), ...ownGroups()].filter((group) => there.has(group));
  const letters = groups.map((group) => h("li", {}, h("span", { class: "swatch", "data-group": groupColour(group) }, groupLetter(group)), ` ${groupName(group)}`));
  const flags = ["flag_none", "flag_review", "flag_planned", "flag_decided"].map((key) => h("li", {}, word(key)));
  fill($("legend").querySelector("ul"), ...letters, ...flags);
}

function drawFilters() {
  const there = new Set();
  for (const summary of summaries) {
    for (const packed of summary.figures) if (packed >= 8) there.add(catalogue.metrics[Math.floor(packed / 8) - 1].id);
  }
  if (filters.metric) there.add(filters.metric);
  metricOptions($("filter-metric"), there, filters.metric, word("all_metrics"));
  for (const box of document.querySelectorAll("[data-filter]")) box.checked = filters[box.dataset.filter];
}

// The table of figures

function drawFigures(one) {
  const heads = ["value", "metric", "mark"].map((key) => h("th", { scope: "col", class: key === "value" ? "number" : null }, word(key)));
  const rows = [];
  one.figures.forEach((figure, at) => {
    if (passes(filters, facts(one.index, figure))) rows.push(figureRow(one, figure, at));
  });
  if (rows.length && !one.figures.some((figure, at) => at === view.figure && passes(filters, facts(one.index, figure)))) rows[0].tabIndex = 0;
  if (!rows.length) rows.push(h("tr", {}, h("td", { colspan: 3 }, word("no_match"))));
  fill($("figures"), h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows));
}

function figureRow(one, figure, at) {
  const now = standing(one.index, figure);
  const fact = facts(one.index, figure);
  const chosen = at === view.figure;
  const rejected = now.decision === "rejected";
  const metric = catalogue.byId.get(now.metric);
  const group = metric && !rejected ? groupColour(metric.group) : "none";
  const letter = rejected ? "" : metric ? groupLetter(metric.group) : "?";
  const marks = [
    now.decision ? `${SIGNS[now.decision]} ${word(now.decision)}` : fact.review ? `! ${word("to_review")}` : "",
    figure.status === "actual" ? "" : coded("status", figure.status),
    figure.relation === "plain" ? "" : coded("relation", figure.relation),
  ];
  return h(
    "tr",
    { "data-figure": at, tabindex: chosen ? "0" : "-1", "aria-selected": String(chosen), class: rejected ? "rejected" : null, onclick: () => chooseFigure(at) },
    h("td", { class: "number" }, shown(now.value, now.value_max, qualifierOf(figure, now), figure.unit)),
    h("td", {}, letter ? h("span", { class: "swatch", "data-group": group, "aria-hidden": "true" }, letter) : null, letter ? " " : null, rejected ? "—" : metricName(now.metric)),
    h("td", { class: "marks" }, marks.filter(Boolean).join(" · ")),
  );
}

function qualifierOf(figure, now) {
  return now.decision === "corrected" && now.value !== figure.value && figure.qualifier !== "over" ? "exact" : figure.qualifier;
}

// What is known of the chosen figure, and what can be done with it

function drawFigure(one) {
  const node = $("figure");
  const figure = one.figures[view.figure];
  node.hidden = false;
  if (!figure) {
    fill(node, h("p", { class: "note" }, word("choose_figure")));
    return;
  }
  const now = standing(one.index, figure);
  fill(node, evidence(one, figure), aboutFigure(one, figure, now), h("div", { class: "buttons" }, ...actions(figure, now)));
}

function evidence(one, figure) {
  const before = one.text.slice(figure.evidence_start, figure.start);
  const after = one.text.slice(figure.end, figure.evidence_end);
  return h("blockquote", {}, before, h("b", {}, figure.text), after);
}

function aboutFigure(one, figure, now) {
  const read = `${shown(figure.value, figure.value_max, figure.qualifier, figure.unit)} · ${metricName(figure.metric)}`;
  const total = figure.part_of && one.figures.find((other) => other.id === figure.part_of);
  const section = one.sections.find((other) => other.id === figure.section);
  const place = [
    section && section.title ? `${section.id} ${section.title}` : figure.section,
    figure.page ? word("page", { n: figure.page }) : "",
    figure.paragraph ? word("paragraph", { n: figure.paragraph }) : "",
  ];
  const said = [
    ["read_as", figure.decision === "corrected" || figure.decision === "rejected" ? "" : read],
    ["by_person", now.decision ? `${SIGNS[now.decision]} ${word(now.decision)}` : ""],
    ["note", now.note],
    ["reasons", now.decision ? "" : figure.review.map((reason) => coded("review", reason)).join("、")],
    ["status", figure.status === "actual" ? "" : coded("status", figure.status)],
    ["relation", figure.relation === "plain" ? "" : coded("relation", figure.relation)],
    ["part_of", total ? total.text : ""],
    ["period", figure.period],
    ["place", place.filter(Boolean).join(" · ")],
    ["rule", figure.rule],
  ];
  return h("dl", {}, ...said.filter(([, text]) => text).map(([key, text]) => h("div", {}, h("dt", {}, word(key)), h("dd", {}, text))));
}

function actions(figure, now) {
  const button = (key, letter, act, off) => h("button", { type: "button", "data-act": key, disabled: off, "aria-keyshortcuts": letter, onclick: act }, `${word(key)} `, h("kbd", {}, letter));
  return [
    button("accept", "a", () => decide("accepted"), false),
    button("reject", "r", () => decide("rejected"), false),
    button("correct", "c", openCorrect, false),
    button("undo", "u", () => decide(null), !now.decision),
  ];
}

// The list of reports

function showList() {
  const searched = summaries.map((summary, index) => index).filter((index) => fits(summaries[index], view.search));
  const found = filtering(filters) ? searched.filter((index) => index === view.report || matching(index, filters) > 0) : searched;
  listPager.show(found, view.report);
}

function drawList(indexes) {
  const items = indexes.map((index) => {
    const summary = summaries[index];
    const open = count(index, "review");
    const done = summary.figures.length - count(index, "open");
    const facts = [
      summary.year,
      filtering(filters) ? word("matches", { n: matching(index, filters) }) : `${word("figures")} ${summary.figures.length}`,
      open ? `! ${open}` : "",
      findingCount(index) ? `▲ ${findingCount(index)}` : "",
      done ? `✓ ${done}` : "",
    ];
    const current = index === view.report;
    return h("li", {}, h("a", { href: `#/${index}`, "data-report": index, "aria-current": current ? "true" : null }, h("b", {}, unitName(summary)), h("span", {}, facts.filter(Boolean).join(" · "))));
  });
  if (!items.length) items.push(h("li", {}, h("p", { class: "note" }, word("no_report"))));
  fill($("report-list"), ...items);
}

// Going about

function reveal(node) {
  if (node) node.scrollIntoView({ block: "center" });
}

function chooseFigure(at) {
  view.figure = at;
  history.replaceState(null, "", `#/${view.report}/${at}`);
  refresh(true);
}

function scrollToFigure() {
  const focused = $("figures").contains(document.activeElement) || document.activeElement === document.body;
  const row = $("figures").querySelector("[aria-selected=true]");
  const mark = $("text").querySelector("mark.chosen");
  for (const [node, pane] of [[row, $("figures-scroll")], [mark, $("text")]]) {
    if (node) centre(node, pane);
  }
  if (focused && row) row.focus({ preventScroll: true });
}

// Scroll a pane, and nothing around it, until a node in it can be seen well.
function centre(node, pane) {
  const [inner, outer] = [node.getBoundingClientRect(), pane.getBoundingClientRect()];
  const margin = Math.min(60, outer.height / 4);
  if (inner.top < outer.top + margin || inner.bottom > outer.bottom - margin) {
    pane.scrollTop += inner.top - outer.top - outer.height / 2 + inner.height / 2;
  }
}

function matchesOf(index) {
  const found = [];
  allFacts(index).forEach((fact, at) => {
    if (passes(filters, fact)) found.push(at);
  });
  return found;
}

// The next figure (or with -1 the one before) that matches the filters, in this report or a further one.
function step(direction) {
  const here = matchesOf(view.report);
  const start = view.figure === null ? (direction > 0 ? -1 : Infinity) : view.figure;
  const at = direction > 0 ? here.find((one) => one > start) : here.filter((one) => one < start).pop();
  if (at !== undefined) {
    chooseFigure(at);
    return;
  }
  const next = nextReport(direction, true);
  if (next === null) say(word("last_figure"));
  else goTo(next, direction > 0 ? matchesOf(next)[0] : matchesOf(next).pop());
}

function nextReport(direction, withFigures) {
  for (let index = view.report + direction; index >= 0 && index < summaries.length; index += direction) {
    if (!fits(summaries[index], view.search)) continue;
    if (withFigures || filtering(filters) ? matching(index, filters) > 0 : true) return index;
  }
  return null;
}

function stepReport(direction) {
  const next = nextReport(direction, false);
  if (next === null) say(word("no_report"));
  else goTo(next, null);
}

function goTo(index, figure) {
  const address = figure === null || figure === undefined ? `#/${index}` : `#/${index}/${figure}`;
  history.pushState(null, "", address);
  route();
}

// Decide about the chosen figure and go on to the next.
function decide(decision) {
  const one = report(view.report);
  const figure = one.figures[view.figure];
  if (!figure) return;
  if (decision === "accepted") {
    // accepting never takes back what a person gave, and what was rejected before this page was made has no metric here
    if (standing(view.report, figure).decision === "corrected") return void advance();
    if (figure.decision === "rejected") return void openCorrect();
  }
  const { metric, value, value_max } = figure;
  record(figure, decision === null ? null : { decision, metric, value, value_max }, decision || UNDONE);
}

function record(figure, decision, said) {
  putDecision(view.report, figure, decision);
  say(keeps ? word("said", { f: figure.text, d: word(said) }) : word("not_saved"));
  drawLegend(report(view.report));
  if (decision === null) refresh(true);
  else advance();
}

function advance() {
  const after = matchesOf(view.report).find((at) => at > view.figure);
  if (after === undefined) refresh(true);
  else chooseFigure(after);
}
