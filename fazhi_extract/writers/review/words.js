"use strict";
// What the page says, in Chinese and in English. {n} stands for a number or a name.

const WORDS = {
  page_title: ["法治报告数据核对", "Review of report figures"],
  page_title_other: ["报告数据核对", "Review of report figures"],
  skip: ["跳到内容", "Skip to the content"],
  views: ["视图", "Views"],
  overview: ["总览", "Overview"],
  review: ["核对", "Review"],
  import: ["导入", "Import"],
  export: ["导出更正（{n}）", "Export corrections ({n})"],
  other_language: ["English", "中文"],
  help: ["帮助 ?", "Help ?"],
  close: ["关闭", "Close"],
  reports: ["报告", "Reports"],
  search: ["查找", "Search"],
  shown_metric: ["显示指标", "Show metric"],
  chart: ["指标图", "Chart of a metric"],
  metric: ["指标", "Metric"],
  chart_over: ["比较", "Compare"],
  over_units: ["各单位", "units"],
  over_years: ["各年度", "years"],
  chart_of: ["范围", "Of"],
  all_years: ["全部年度", "all years"],
  all_units: ["全部单位", "all units"],
  unit_sum: ["{n} 份报告合计", "sum of {n} reports"],
  unit_mean: ["{n} 份报告平均", "mean of {n} reports"],
  chart_note: [
    "{n} 份报告写明“{m}”。图中是程序读出的数值；更正用 fazhi-extract apply 写入后再生成本页。",
    "{n} reports state “{m}”. The bars show what the program read; fazhi-extract apply writes corrections into a new page.",
  ],
  chart_none: ["没有报告写明任何指标。", "No report states any metric."],
  bar_exact: ["实心：准确数", "solid: exact"],
  bar_about: ["斜纹：约数（余、约、以上 …）", "hatched: approximate (over, about, at least …)"],
  bar_marked: ["空心 *：请核对（说法不一、部分、不是全年或另有别的单位）", "hollow *: to check (conflict, a part, not for the year, or more in another unit)"],
  parts: ["法定内容", "Statutory parts"],
  parts_missing: ["只看有缺项的报告", "only reports that lack one"],
  parts_none: ["没有缺项的报告。", "No report lacks a part."],
  part_own: ["独立一节", "section of its own"],
  part_merged: ["合并写", "shares a section"],
  part_inline: ["文中提及", "within another"],
  part_empty: ["有标题无内容", "heading only"],
  part_absent: ["缺", "absent"],
  failures: ["{n} 个文件无法读取", "{n} files could not be read"],
  figures: ["数字", "Figures"],
  unclassified: ["未归类", "unclassified"],
  to_review: ["待核", "to review"],
  planned: ["计划", "planned"],
  undecided: ["只看未定", "undecided only"],
  decided: ["已定", "decided"],
  findings: ["核查发现", "Findings"],
  findings_of: ["核查发现（{n}）", "Findings ({n})"],
  no_findings: ["没有发现", "none"],
  filters: ["筛选", "Filters"],
  all_metrics: ["全部", "all"],
  outline: ["章节", "Sections"],
  legend: ["图例", "Legend"],
  chosen_figure: ["选中的数字", "The chosen figure"],
  choose_figure: ["点击正文中或表中的数字。", "Click a figure in the text or in the table."],
  no_match: ["没有符合筛选的数字。", "No figure matches the filters."],
  no_report: ["没有符合条件的报告。", "No report matches."],
  matches: ["{n} 个符合", "{n} match"],
  file: ["文件", "File"],
  issuer: ["单位", "Issuer"],
  year: ["年度", "Year"],
  missing: ["缺项", "Missing"],
  value: ["数值", "Value"],
  value_max: ["上限（仅区间）", "Upper end (range only)"],
  mark: ["标记", "Marks"],
  accept: ["认可", "Accept"],
  reject: ["否定", "Reject"],
  correct: ["更正", "Correct"],
  undo: ["撤销", "Undo"],
  accepted: ["已认可", "accepted"],
  rejected: ["已否定", "rejected"],
  corrected: ["已更正", "corrected"],
  undone: ["已撤销", "undone"],
  by_person: ["人工", "Decision"],
  note: ["备注", "Note"],
  evidence: ["依据", "Evidence"],
  written: ["原文", "As written"],
  read_as: ["程序读作", "Read as"],
  reasons: ["待核原因", "Why to look"],
  status: ["状态", "Status"],
  relation: ["关系", "Relation"],
  period: ["时段", "Period"],
  place: ["位置", "Place"],
  page: ["第 {n} 页", "page {n}"],
  paragraph: ["第 {n} 段", "paragraph {n}"],
  rule: ["规则", "Rule"],
  part_of: ["所属总数", "Part of"],
  correct_title: ["更正这个数字", "Correct this figure"],
  metric_hint: ["输入几个字后选择；留空表示不属于任何指标。", "Type a few letters and choose; empty means none of the metrics."],
  value_hint: ["基本单位：1.2万 写 12000。", "In base units: write 12000 for 1.2万."],
  metric_unknown: ["没有这个指标，请从列表中选择。", "There is no such metric; choose one of the list."],
  value_wrong: ["数值须是数字，例如 208 或 99.5。", "The value must be a number, as 208 or 99.5."],
  value_order: ["上限须大于数值。", "The upper end must be larger than the value."],
  save: ["保存", "Save"],
  cancel: ["取消", "Cancel"],
  first: ["首页", "First"],
  previous: ["上一页", "Previous"],
  next: ["下一页", "Next"],
  of_pages: ["{a}–{b}，共 {n}", "{a}–{b} of {n}"],
  characters: ["{n} 字", "{n} characters"],
  help_title: ["键盘操作", "Keyboard"],
  help_saved: [
    "更正保存在本浏览器中，请用“导出”存成 corrections.json，再运行 fazhi-extract apply corrections.json -o 汇总.xlsx。",
    "Corrections are kept in this browser. Export them as corrections.json and run fazhi-extract apply corrections.json -o county.xlsx.",
  ],
  key_next: ["下一个数字", "next figure"],
  key_previous: ["上一个数字", "previous figure"],
  key_next_report: ["下一份报告", "next report"],
  key_previous_report: ["上一份报告", "previous report"],
  key_search: ["查找报告", "search the reports"],
  key_filter: ["筛选指标", "filter by metric"],
  key_overview: ["总览", "overview"],
  key_help: ["本帮助", "this help"],
  said: ["{f}：{d}", "{f}: {d}"],
  last_figure: ["没有更多符合筛选的数字。", "No more figures match the filters."],
  exported: ["已导出 {n} 项决定。", "{n} decisions exported."],
  nothing_to_export: ["还没有决定可导出。", "There is no decision to export yet."],
  imported: [
    "已导入 {n} 项决定（{r} 份报告）；不在本页的报告 {m} 份，对不上原文的决定 {k} 项。",
    "{n} decisions about {r} reports imported; {m} reports are not on this page, {k} decisions do not fit the text.",
  ],
  import_wrong: ["这不是更正文件。", "This is no corrections file."],
  not_saved: [
    "浏览器不保存本页数据：关闭前请导出。",
    "This browser does not keep the page's data: export before you close it.",
  ],
  other: ["其他", "other"],
  flag_planned: ["计划数（虚线）", "planned (dashed)"],
  flag_review: ["! 待核（双线）", "! to review (double line)"],
  flag_none: ["? 未归类（点线）", "? unclassified (dotted)"],
  flag_decided: ["✓ 认可　✗ 否定　✎ 更正", "✓ accepted  ✗ rejected  ✎ corrected"],
};

// Another kind of report than the built-in metrics are of has no statutory parts.
function pageTitle() {
  return word(catalogue.parts.length ? "page_title" : "page_title_other");
}

const SIGNS = { accepted: "✓", rejected: "✗", corrected: "✎" };

// A code of the data in a reader's words: several joined by + or ; as they are.
function coded(column, code) {
  if (code === null || code === undefined) return "";
  if (language !== "zh") return code.replace(/_/g, " ").replace(/\+/g, " + ");
  const words = catalogue.words[column] || {};
  return code
    .split("+")
    .map((part) => words[part] || part)
    .join("+");
}

function metricName(id) {
  if (!id) return word("unclassified");
  const metric = catalogue.byId.get(id);
  return language === "zh" && metric ? metric.label : id.replace(/_/g, " ");
}

// The groups of rules of one's own, which have no colour and letter yet.
function ownGroups() {
  return Array.from(new Set(catalogue.metrics.map((metric) => metric.group))).filter((group) => !(group in GROUPS));
}

// The name of a group's colour in page.css; own groups take turns in those there are.
function groupColour(group) {
  return group in GROUPS ? group : `own-${ownGroups().indexOf(group) % 4}`;
}

function groupLetter(group) {
  const at = language === "zh" ? 2 : 3;
  if (group in GROUPS) return GROUPS[group][at];
  const taken = new Set(Object.values(GROUPS).map((words) => words[at]));
  for (const own of ownGroups()) {
    const letters = Array.from(own.toUpperCase());
    const letter = letters.find((one) => !taken.has(one)) || letters[0];
    if (own === group) return letter;
    taken.add(letter);
  }
  return "";
}
