"use strict";
// The page as a whole: which view is shown, the tools at the top, the keyboard.

// #/ is the first page, #/3 the fourth report, #/3/12 the thirteenth figure in it.
function route() {
  const [, index, figure] = (location.hash || "#/").split("/");
  const number = index === "" || index === undefined ? null : Number(index);
  const isReport = number !== null && number >= 0 && number < summaries.length;
  $("folder").hidden = isReport;
  $("review").hidden = !isReport;
  for (const [id, on] of [["to-folder", !isReport], ["to-review", isReport]]) {
    if (on) $(id).setAttribute("aria-current", "page");
    else $(id).removeAttribute("aria-current");
  }
  if (isReport) {
    const chosen = figure !== undefined && report(number).figures[Number(figure)] ? Number(figure) : null;
    $("to-review").href = location.hash;
    showReport(number, chosen);
  } else {
    showFolder();
  }
  showExport();
}

function showExport() {
  $("export").textContent = word("export", { n: countDecisions() });
}

function exportFile() {
  const file = corrections();
  const decisions = file.reports.reduce((sum, one) => sum + one.decisions.length, 0);
  if (!decisions) {
    say(word("nothing_to_export"));
    return;
  }
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 1)}\n`], { type: "application/json" }));
  const link = h("a", { href: address, download: "corrections.json" });
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60000);
  say(word("exported", { n: decisions }));
}

function importFile() {
  const [file] = $("import-file").files;
  if (!file) return;
  file.text().then((text) => {
    const went = importCorrections(text);
    $("import-file").value = "";
    say(went ? word("imported", went) : word("import_wrong"));
    route();
  });
}

const ON_FIGURES = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  a: () => decide("accepted"),
  r: () => decide("rejected"),
  c: openCorrect,
  u: () => decide(null),
  "]": () => stepReport(1),
  "[": () => stepReport(-1),
  f: () => $("filter-metric").focus(),
};

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const inField = event.target.closest("input:not([type=checkbox]), select, textarea");
  if (inField) {
    if (event.key === "Escape") inField.blur();
    return;
  }
  const reviewing = !$("review").hidden;
  // arrows scroll where the focus is not on a figure
  const scrolls = event.key.startsWith("Arrow") && event.target.closest("#text, .left, details, .scroll") && !event.target.closest("mark, tr");
  const act = { "?": openHelp, o: () => goHome(), "/": () => $(reviewing ? "list-search" : "report-search").focus() }[event.key] || (reviewing && !scrolls ? ON_FIGURES[event.key] : undefined);
  if (act) {
    event.preventDefault();
    act();
  }
}

function goHome() {
  history.pushState(null, "", "#/");
  route();
}

function listen() {
  window.addEventListener("hashchange", route);
  document.addEventListener("keydown", pressed);
  window.addEventListener("storage", (event) => {
    if (event.key && event.key.startsWith(KEPT)) {
      forget(event.key.slice(KEPT.length));
      route();
    }
  });
  $("language").addEventListener("click", () => {
    switchLanguage();
    $("status").textContent = "";
    putWords();
    route();
  });
  $("help").addEventListener("click", openHelp);
  $("export").addEventListener("click", exportFile);
  $("import").addEventListener("click", () => $("import-file").click());
  $("import-file").addEventListener("change", importFile);
  $("correct").querySelector("form").addEventListener("submit", saveCorrect);
  $("correct-cancel").addEventListener("click", () => $("correct").close());
  $("shown-metric").addEventListener("change", (event) => {
    folder.metric = event.target.value;
    showReports();
  });
  $("report-search").addEventListener("input", (event) => {
    folder.search = event.target.value.trim();
    reportsPager.start = 0;
    showReports();
  });
  for (const [id, name] of [["chart-metric", "metric"], ["chart-over", "over"], ["chart-of", "of"]]) {
    $(id).addEventListener("change", (event) => {
      chart[name] = event.target.value;
      if (name !== "of") chart.of = null;
      chartPager.start = 0;
      showChart();
    });
  }
  $("parts-missing").addEventListener("change", showParts);
  $("list-search").addEventListener("input", (event) => {
    view.search = event.target.value.trim();
    showList();
  });
  $("filter-metric").addEventListener("change", (event) => {
    filters.metric = event.target.value;
    refresh(false);
  });
  for (const box of document.querySelectorAll("[data-filter]")) {
    box.addEventListener("change", () => {
      filters[box.dataset.filter] = box.checked;
      refresh(false);
    });
  }
}

putWords();
listen();
route();
if (!keeps) say(word("not_saved"));
