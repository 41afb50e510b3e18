"use strict";
// A person's decisions: kept in the browser by the hash of each report, exported to a file and read from one.

const KEPT = "fazhi-extract/1/";
const UNDONE = "undone";
const _memory = new Map();
let keeps = true;

try {
  localStorage.setItem(`${KEPT}probe`, "1");
  localStorage.removeItem(`${KEPT}probe`);
} catch (error) {
  keeps = false;
}

// The decisions about one report: key of the figure → decision.
function decisionsOf(index) {
  const sha256 = summaries[index].sha256;
  if (_memory.has(sha256)) return _memory.get(sha256);
  let found = {};
  try {
    found = JSON.parse(localStorage.getItem(KEPT + sha256)) || {};
  } catch (error) {
    // nothing is kept, or nothing that can be read
  }
  _memory.set(sha256, found);
  return found;
}

function keepDecisions(index, decisions) {
  const sha256 = summaries[index].sha256;
  _memory.set(sha256, decisions);
  forgetCounts(sha256);
  try {
    if (Object.keys(decisions).length) localStorage.setItem(KEPT + sha256, JSON.stringify(decisions));
    else localStorage.removeItem(KEPT + sha256);
  } catch (error) {
    keeps = false;
  }
}

// Another window of this page may have decided something about a report.
function forget(sha256) {
  if (!keeps) return;
  _memory.delete(sha256);
  forgetCounts(sha256);
}

function forgetCounts(sha256) {
  summaries.forEach((summary, index) => {
    if (summary.sha256 === sha256) _counts.delete(index);
  });
}

// What a figure is by now: as the program read it, unless a person decided.
function standing(index, figure) {
  const local = decisionsOf(index)[figure.key];
  if (local && local.decision !== UNDONE) return local;
  const decision = local ? null : figure.decision;
  return { decision, metric: figure.metric, value: figure.value, value_max: figure.value_max, note: null };
}

function putDecision(index, figure, decision) {
  forget(summaries[index].sha256);
  const decisions = Object.assign({}, decisionsOf(index));
  if (decision !== null) decisions[figure.key] = Object.assign({ decided_at: new Date().toISOString() }, decision);
  else if (figure.decision) decisions[figure.key] = { decision: UNDONE };
  else delete decisions[figure.key];
  keepDecisions(index, decisions);
}

// What the filters ask of a figure.
function facts(index, figure) {
  const now = standing(index, figure);
  const rejected = now.decision === "rejected";
  return {
    metric: rejected ? null : now.metric,
    unclassified: !now.metric && !now.decision,
    review: figure.review.length > 0 && !now.decision,
    planned: figure.status === "planned",
    open: !now.decision,
  };
}

function passes(filters, fact) {
  if (filters.metric && fact.metric !== filters.metric) return false;
  if (filters.open && !fact.open) return false;
  const kinds = ["unclassified", "review", "planned"].filter((kind) => filters[kind]);
  return kinds.length === 0 || kinds.some((kind) => fact[kind]);
}

function filtering(filters) {
  return Boolean(filters.metric || filters.unclassified || filters.review || filters.planned || filters.open);
}

// The facts of all figures of a report, without reading the whole of one that nobody touched.
const _counts = new Map();

function allFacts(index) {
  let found = _counts.get(index);
  if (!found) {
    const summary = summaries[index];
    found = Object.keys(decisionsOf(index)).length
      ? report(index).figures.map((figure) => facts(index, figure))
      : summary.figures.map((packed) => {
          const metric = Math.floor(packed / 8);
          const open = !(packed & FLAGS.decided);
          return {
            metric: metric ? catalogue.metrics[metric - 1].id : null,
            unclassified: !metric && open,
            review: Boolean(packed & FLAGS.review) && open,
            planned: Boolean(packed & FLAGS.planned),
            open,
          };
        });
    _counts.set(index, found);
  }
  return found;
}

function count(index, fact) {
  return allFacts(index).reduce((sum, one) => sum + (one[fact] ? 1 : 0), 0);
}

function matching(index, filters) {
  return allFacts(index).reduce((sum, fact) => sum + (passes(filters, fact) ? 1 : 0), 0);
}

// Every decision of the page, as the file of corrections holds it.
function corrections() {
  const reports = [];
  summaries.forEach((summary, index) => {
    const local = Object.keys(decisionsOf(index)).length;
    if (!local && !summary.figures.some((packed) => packed & FLAGS.decided)) return;
    const decisions = [];
    for (const figure of report(index).figures) {
      const now = standing(index, figure);
      if (now.decision) decisions.push(exportedDecision(figure, now));
    }
    if (decisions.length) reports.push({ path: summary.path, sha256: summary.sha256, decisions });
  });
  return { version: "1", reports };
}

function exportedDecision(figure, now) {
  const { start, end, text, nth } = figure;
  const decision = { start, end, text, decision: now.decision, metric: now.metric, value: now.value };
  if (nth) decision.nth = nth;
  for (const name of ["value_max", "note", "decided_at"]) {
    if (now[name] !== null && now[name] !== undefined) decision[name] = now[name];
  }
  return decision;
}

function countDecisions() {
  return summaries.reduce((sum, summary, index) => sum + summary.figures.length - count(index, "open"), 0);
}

// Take over a file of corrections; returns how it went, or null for something else.
function importCorrections(text) {
  let file = null;
  try {
    file = JSON.parse(text);
  } catch (error) {
    return null;
  }
  if (!file || file.version !== "1" || !Array.isArray(file.reports)) return null;
  const went = { n: 0, r: 0, m: 0, k: 0 };
  for (const one of file.reports) {
    const index = byHash.get(one.sha256);
    if (index === undefined) {
      went.m += 1;
      continue;
    }
    const taken = importReport(index, one.decisions || []);
    went.n += taken.n;
    went.k += taken.k;
    went.r += 1;
  }
  return went;
}

function importReport(index, decisions) {
  const figures = new Map(report(index).figures.map((figure) => [figure.key, figure]));
  const kept = Object.assign({}, decisionsOf(index));
  const went = { n: 0, k: 0 };
  for (const one of decisions) {
    const figure = figures.get(`${one.start}-${one.end}-${one.nth || 0}`);
    const known = one.metric === null || catalogue.byId.has(one.metric);
    if (!figure || figure.text !== one.text || !(one.decision in SIGNS) || !known || !Number.isFinite(one.value)) {
      went.k += 1;
      continue;
    }
    const { decision, metric, value, value_max, note, decided_at } = one;
    kept[figure.key] = { decision, metric, value, value_max, note, decided_at };
    went.n += 1;
  }
  keepDecisions(index, kept);
  return went;
}
