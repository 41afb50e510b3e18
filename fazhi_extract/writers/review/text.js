"use strict";
// The text of a report with its headings, figures and findings marked. What stands in the pane is the text itself:
// letters and signs come from the style sheet.

function drawText(node, shownReport, choose) {
  const { text, sections, figures, findings } = shownReport;
  const headings = sections.filter((section) => section.heading_end > section.start);
  const marks = clipped(bySpan(figures));
  const spans = findings.map((finding) => finding.span).filter(Boolean);
  const cuts = new Set([0, text.length]);
  for (const one of headings) cuts.add(one.start).add(one.heading_end);
  for (const one of marks) cuts.add(one.start).add(one.end);
  for (const [start, end] of spans) cuts.add(start).add(end);
  const places = Array.from(cuts).filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  const pieces = [];
  const open = { heading: null, headingNode: null, mark: null, markNode: null };
  for (let at = 0; at + 1 < places.length; at += 1) {
    const [start, end] = [places[at], places[at + 1]];
    const covers = (from, to) => from <= start && end <= to;
    const heading = headings.find((one) => covers(one.start, one.heading_end)) || null;
    const mark = marks.find((one) => covers(one.start, one.end)) || null;
    const found = spans.some(([from, to]) => covers(from, to));
    if (heading !== open.heading) {
      open.heading = heading;
      open.headingNode = heading ? headingNode(heading) : null;
      open.mark = open.markNode = null;
      if (heading) pieces.push(open.headingNode);
    }
    let parent = open.headingNode;
    if (mark !== open.mark) {
      const goesOn = mark && mark.drawn;
      open.mark = mark;
      open.markNode = mark ? markNode(mark, goesOn, choose) : null;
      if (mark) mark.drawn = true;
      if (mark && parent) parent.append(open.markNode);
      else if (mark) pieces.push(open.markNode);
    }
    parent = open.markNode || parent;
    const written = text.slice(start, end);
    const piece = found ? h("span", { class: "finding", "data-start": start }, written) : written;
    if (parent) parent.append(piece);
    else pieces.push(piece);
  }
  fill(node, ...pieces);
}

// Figures that share a span are one mark.
function bySpan(figures) {
  const marks = new Map();
  figures.forEach((figure, at) => {
    const span = `${figure.start}-${figure.end}`;
    if (!marks.has(span)) marks.set(span, { start: figure.start, end: figure.end, figures: [] });
    marks.get(span).figures.push(at);
  });
  return Array.from(marks.values());
}

// Marks never overlap: what reaches into another begins behind it.
function clipped(marks) {
  let end = 0;
  const sorted = marks.sort((a, b) => a.start - b.start || b.end - a.end);
  for (const mark of sorted) {
    mark.start = Math.max(mark.start, Math.min(end, mark.end));
    end = Math.max(end, mark.end);
  }
  return sorted.filter((mark) => mark.end > mark.start);
}

function headingNode(section) {
  const level = Math.min(section.level + 2, 6);
  return h("span", { class: `heading ${section.kind} level-${Math.min(section.level, 4)}`, role: "heading", "aria-level": level, "data-section": section.id });
}

function markNode(mark, goesOn, choose) {
  const first = mark.figures[0];
  const pick = () => {
    // a second click on figures that share a place goes on to the next of them
    const now = mark.figures.indexOf(view.figure);
    choose(mark.figures[(now + 1) % mark.figures.length]);
  };
  const node = h("mark", { role: "button", tabindex: "-1", "data-figures": mark.figures.join(" "), class: goesOn ? "goes-on" : null, onclick: pick });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pick();
    }
  });
  if (!goesOn) node.id = `figure-${first}`;
  return node;
}

// Bring the looks of all marks up to date: group, flags, decision, chosen, filtered out.
function dressMarks(node, shownReport, filters) {
  for (const mark of node.querySelectorAll("mark")) {
    const figures = mark.dataset.figures.split(" ").map((at) => shownReport.figures[at]);
    const nows = figures.map((figure) => standing(shownReport.index, figure));
    const all = figures.map((figure) => facts(shownReport.index, figure));
    const one = Math.max(0, figures.indexOf(shownReport.figures[view.figure]));
    const metric = nows.map((now) => now.metric).find(Boolean);
    const group = metric && catalogue.byId.has(metric) ? catalogue.byId.get(metric).group : null;
    const rejected = nows[one].decision === "rejected";
    mark.dataset.group = group && !rejected ? groupColour(group) : "none";
    mark.dataset.letter = group && !rejected ? groupLetter(group) : rejected ? "" : "?";
    mark.dataset.sign = (nows[one].decision && SIGNS[nows[one].decision]) || (all.some((fact) => fact.review) ? "!" : "");
    mark.classList.toggle("planned", figures.some((figure) => figure.status === "planned"));
    mark.classList.toggle("review", all.some((fact) => fact.review));
    mark.classList.toggle("rejected", rejected);
    mark.classList.toggle("out", !all.some((fact) => passes(filters, fact)));
    const chosen = figures.includes(shownReport.figures[view.figure]);
    mark.classList.toggle("chosen", chosen);
    mark.tabIndex = chosen ? 0 : -1;
    const names = nows.map((now) => (now.decision === "rejected" ? word("rejected") : metricName(now.metric))).join("、");
    const said = [figures[0].text, names];
    if (figures.some((figure) => figure.status === "planned")) said.push(word("planned"));
    if (all.some((fact) => fact.review)) said.push(word("to_review"));
    if (nows[one].decision && nows[one].decision !== "rejected") said.push(word(nows[one].decision));
    mark.setAttribute("aria-label", said.join(" · "));
    mark.title = said.slice(1).join(" · ");
  }
}
