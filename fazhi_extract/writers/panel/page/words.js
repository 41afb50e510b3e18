"use strict";
// What the page says, in Chinese and in English. {n} stands for a number or a name.

const WORDS = {
  page_title: ["法治报告面板数据", "Panel of reports"],
  skip: ["跳到内容", "Skip to the content"],
  other_language: ["English", "中文"],
  area: ["县区", "County"],
  metric: ["指标", "Metric"],
  own_scale: ["各图自定纵轴", "a scale for each chart"],
  lines: ["各地历年", "Each place over the years"],
  bars: ["各地比较", "Places compared"],
  table: ["数据", "Data"],
  year: ["年度", "Year"],
  show: ["显示", "Show"],
  show_values: ["数值", "values"],
  show_growth: ["比上年增长", "growth on the year before"],
  place: ["地方", "Place"],
  total: ["合计", "Sum"],
  median: ["中位数", "Median"],
  unnamed_area: ["县区不明", "county not known"],
  exact: ["准确数", "exact"],
  about: ["约数（余、约、以上 …）", "approximate (over, about, at least …)"],
  marked: ["* 请核对（说法不一、部分、每单位或时段非全年）", "* to check (conflict, a part, per unit, another period)"],
  gap: ["缺报告", "no report"],
  no_line: ["线断处：未写或缺报告", "a broken line: not stated, or no report"],
  missing: ["缺报告", "no report"],
  outside: ["", ""],
  not_stated: ["—", "—"],
  more: ["再显示 {n} 个", "Show {n} more"],
  shown: ["{a}：{p} 个地方，{m}", "{a}: {p} places, {m}"],
  none: ["没有报告写明这项指标。", "No report states this metric."],
  nothing: ["没有报告写明任何指标。", "No report states any metric."],
  table_note: [
    "“—”：报告没有写。合计、中位数只按准确数计算；括号内为准确数份数／报告数。",
    "“—”: the report does not say. Sum and median are over exact values only; in brackets exact values / reports.",
  ],
  points: ["点", "points"],
  findings: ["核查发现（{n}）", "Findings ({n})"],
  made_by: ["{p}，规则 {r}", "{p}, rules {r}"],
};

const LEVELS = {
  province: ["省级", "province"],
  prefecture: ["地级", "prefecture"],
  county: ["县级政府", "county government"],
  township: ["乡镇街道", "townships"],
  department: ["部门", "departments"],
  "": ["层级不明", "level not known"],
};

function pageTitle() {
  return word("page_title");
}

// A code of the data in a reader's words; several are joined by ;.
function coded(column, code) {
  if (!code) return "";
  if (language !== "zh") return code.replace(/_/g, " ");
  const words = catalogue.words[column] || {};
  return code
    .split("; ")
    .map((part) => words[part] || part)
    .join("；");
}

function metricName(metric) {
  return language === "zh" ? metric.label : metric.id.replace(/_/g, " ");
}

