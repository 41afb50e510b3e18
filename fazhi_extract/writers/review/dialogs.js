"use strict";
// The dialogs: correcting a figure, and the help.

let correcting = null;

function openCorrect() {
  const one = report(view.report);
  const figure = one.figures[view.figure];
  if (!figure) return;
  correcting = figure;
  const now = standing(one.index, figure);
  fill($("correct-evidence"), ...evidence(one, figure).childNodes);
  fill($("metric-names"), ...catalogue.metrics.map((metric) => h("option", { value: metricName(metric.id) }, `${groupName(metric.group)} · ${metric.id}`)));
  $("correct-metric").value = now.metric ? metricName(now.metric) : "";
  $("correct-value").value = String(now.value);
  $("correct-value-max").value = now.value_max === null || now.value_max === undefined ? "" : String(now.value_max);
  $("correct-note").value = now.note || "";
  complain("", []);
  $("correct").showModal();
  $("correct-metric").select();
}

function complain(text, fields) {
  $("correct-error").textContent = text;
  for (const id of ["correct-metric", "correct-value", "correct-value-max"]) {
    if (fields.includes(id)) $(id).setAttribute("aria-invalid", "true");
    else $(id).removeAttribute("aria-invalid");
  }
  if (fields.length) $(fields[0]).focus();
}

// A metric as it was typed: its name in either language, or its id; undefined if there is none.
function typedMetric(typed) {
  const text = typed.trim();
  if (!text) return null;
  const plain = text.toLowerCase().replace(/ /g, "_");
  const found = catalogue.metrics.find((metric) => metric.label === text || metric.id === plain);
  return found && found.id;
}

// A number as it was typed, also with full-width digits and commas; undefined if it is none.
function typedNumber(typed) {
  const text = typed.normalize("NFKC").replace(/[,\s]/g, "");
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function saveCorrect(event) {
  event.preventDefault();
  const metric = typedMetric($("correct-metric").value);
  const value = typedNumber($("correct-value").value);
  const upper = $("correct-value-max").value.trim() ? typedNumber($("correct-value-max").value) : null;
  if (metric === undefined) return complain(word("metric_unknown"), ["correct-metric"]);
  if (value === undefined) return complain(word("value_wrong"), ["correct-value"]);
  if (upper === undefined) return complain(word("value_wrong"), ["correct-value-max"]);
  if (upper !== null && upper <= value) return complain(word("value_order"), ["correct-value-max"]);
  const note = $("correct-note").value.trim() || null;
  $("correct").close();
  record(correcting, { decision: "corrected", metric, value, value_max: upper, note }, "corrected");
  return undefined;
}

const KEYS = [
  ["j ↓", "key_next"],
  ["k ↑", "key_previous"],
  ["a", "accept"],
  ["r", "reject"],
  ["c", "correct"],
  ["u", "undo"],
  ["]", "key_next_report"],
  ["[", "key_previous_report"],
  ["/", "key_search"],
  ["f", "key_filter"],
  ["o", "key_overview"],
  ["?", "key_help"],
];

function openHelp() {
  fill($("keys"), ...KEYS.map(([keys, key]) => h("div", {}, h("dt", {}, ...keys.split(" ").map((one) => h("kbd", {}, one))), h("dd", {}, word(key)))));
  $("help-dialog").showModal();
}
