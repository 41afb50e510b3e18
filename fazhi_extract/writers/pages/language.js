"use strict";
// The language of a page, Chinese or English, and what both kinds of page call things; WORDS and pageTitle are the page's own.

// name and letter of each group of metrics
const GROUPS = {
  mediation: ["调解", "Mediation", "调", "M"],
  enforcement: ["执法", "Enforcement", "执", "E"],
  publicity: ["普法", "Publicity", "普", "P"],
  study: ["学法", "Study", "学", "S"],
  decision: ["决策", "Decision-making", "决", "D"],
  service: ["服务", "Service", "服", "V"],
  governance: ["治理", "Governance", "治", "G"],
  safety: ["安全", "Safety", "安", "A"],
  discipline: ["纪检", "Discipline", "纪", "C"],
};

const KEPT_LANGUAGE = "fazhi-extract/language";

let language = firstLanguage();

function firstLanguage() {
  let chosen = null;
  try {
    chosen = localStorage.getItem(KEPT_LANGUAGE);
  } catch (error) {
    // a browser that keeps nothing has not kept the language either
  }
  return chosen || (/^zh/i.test(navigator.language || "") ? "zh" : "en");
}

function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  try {
    localStorage.setItem(KEPT_LANGUAGE, language);
  } catch (error) {
    // then it is chosen anew next time
  }
}

function inLanguage(pair) {
  return pair[language === "zh" ? 0 : 1];
}

function word(key, values) {
  return inLanguage(WORDS[key]).replace(/\{(\w+)\}/g, (all, name) => (values && name in values ? values[name] : all));
}

// A message of a check is "中文 / English".
function message(text) {
  const cut = text.lastIndexOf(" / ");
  if (cut < 0) return text;
  return language === "zh" ? text.slice(0, cut) : text.slice(cut + 3);
}

function groupName(group) {
  return group in GROUPS ? inLanguage(GROUPS[group]) : group;
}

function putWords() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = `fazhi-extract · ${pageTitle()}`;
  document.getElementById("title").textContent = pageTitle();
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", word(node.dataset.label));
  }
  document.getElementById("language").lang = language === "zh" ? "en" : "zh-CN";
}
