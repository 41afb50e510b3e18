"use strict";
// Small parts that pages are made of: their data, their elements.

function blocks(kind) {
  return Array.from(document.querySelectorAll(`script[data-kind="${kind}"]`));
}

function named(names, row) {
  return Object.fromEntries(names.map((name, at) => [name, row[at]]));
}

const SIGN_BEFORE = { about: ["约", "~"], at_least: ["≥", "≥"], at_most: ["≤", "≤"] };

function $(id) {
  return document.getElementById(id);
}

// An element: h("td", { class: "number" }, "208"). Names that begin with on are listeners.
function h(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function fill(node, ...children) {
  node.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
}

const SVG = "http://www.w3.org/2000/svg";

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}
