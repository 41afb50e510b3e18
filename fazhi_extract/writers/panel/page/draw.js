"use strict";
// Charts as SVG: what a figure is, is told by its shape, not only by its colour.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 240;
const HEIGHT = 110;
const LEFT = 34;
const RIGHT = 10;
const TOP = 8;
const BOTTOM = 18;

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

// The end of a scale: a round number a little above the largest.
function scaleEnd(most) {
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((end) => end >= most);
}

function shortNumber(value) {
  if (value >= 1e8) return inLanguage([`${value / 1e8}亿`, `${value / 1e6}M`]);
  if (value >= 1e4) return inLanguage([`${value / 1e4}万`, value >= 1e6 ? `${value / 1e6}M` : `${value / 1e3}k`]);
  return number(value);
}

// One place over the years; a line joins only years that follow one another.
function drawLines(place, metric, years, end, label) {
  const at = (year) => (years.length > 1 ? LEFT + ((year - years[0]) * (WIDTH - LEFT - RIGHT)) / (years.length - 1) : (LEFT + WIDTH - RIGHT) / 2);
  const step = years.length > 1 ? (WIDTH - LEFT - RIGHT) / (years.length - 1) : WIDTH - LEFT - RIGHT;
  const height = (value) => HEIGHT - BOTTOM - (Math.max(0, value) / end) * (HEIGHT - TOP - BOTTOM);
  const drawn = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label });
  for (const year of years.filter((one) => isGap(place, one))) {
    drawn.append(svg("rect", { x: at(year) - step / 2, y: TOP, width: step, height: HEIGHT - TOP - BOTTOM, class: "gap" }, tooltip(`${year} ${word("missing")}`)));
  }
  drawn.append(
    svg("line", { x1: LEFT, y1: height(0), x2: WIDTH - RIGHT, y2: height(0), class: "axis" }),
    svg("line", { x1: LEFT, y1: height(end), x2: WIDTH - RIGHT, y2: height(end), class: "axis" }),
    svg("text", { x: LEFT - 4, y: height(0) + 3, "text-anchor": "end" }, "0"),
    svg("text", { x: LEFT - 4, y: height(end) + 3, "text-anchor": "end" }, shortNumber(end)),
  );
  for (const year of labelled(years)) {
    drawn.append(svg("text", { x: at(year), y: HEIGHT - 5, "text-anchor": "middle" }, String(year)));
  }
  const points = years.map((year) => ({ year, value: valueOf(place, metric.id, year) })).filter((point) => point.value);
  points.slice(1).forEach((point, before) => {
    const from = points[before];
    if (point.year !== from.year + 1) return;
    const open = kindOf(from.value) === "marked" || kindOf(point.value) === "marked";
    drawn.append(svg("line", { x1: at(from.year), y1: height(from.value.value), x2: at(point.year), y2: height(point.value.value), class: open ? "line open" : "line" }));
  });
  for (const { year, value } of points) {
    const shape = mark(kindOf(value), at(year), height(value.value));
    shape.append(tooltip([year, shown(value, true), remark(value)].filter(Boolean).join(" ")));
    drawn.append(shape);
  }
  return drawn;
}

function tooltip(text) {
  return svg("title", {}, text);
}

// The years that are written below: all of a few, else the first, the last and some between.
function labelled(years) {
  const every = Math.ceil(years.length / 5);
  const last = years.length - 1;
  return years.filter((year, at) => at === last || (at % every === 0 && last - at >= every));
}

// A disc is exact, a hollow diamond approximate, a cross to check.
function mark(kind, x, y) {
  if (kind === "exact") return svg("circle", { cx: x, cy: y, r: 3.2, class: "exact" });
  if (kind === "about") return svg("path", { d: `M${x} ${y - 4.8}L${x + 4.8} ${y}L${x} ${y + 4.8}L${x - 4.8} ${y}Z`, class: "about" });
  return svg("path", { d: `M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x - 4} ${y + 4}L${x + 4} ${y - 4}`, class: "marked" });
}

function legendMark(kind) {
  const drawn = svg("svg", { width: 14, height: 14, "aria-hidden": "true" });
  drawn.append(kind === "gap" ? svg("rect", { x: 1, y: 1, width: 12, height: 12, class: "gap" }) : mark(kind, 7, 7));
  return drawn;
}

// A bar: filled is exact, hatched approximate, dashed to check.
function drawBar(kind, share) {
  const drawn = svg("svg", { width: "100%", height: 14, "aria-hidden": "true", class: `bar-${kind}` });
  const inner = svg("svg", { x: 0, y: 0, width: `${Math.max(0.5, 100 * share)}%`, height: 14 });
  inner.append(svg("rect", { x: 0.75, y: 0.75, width: "100%", height: 12.5, class: "bar-outline" }));
  drawn.append(inner);
  if (kind !== "about") return drawn;
  for (let x = -14; x < 900; x += 6) inner.append(svg("line", { x1: x, y1: 14, x2: x + 14, y2: 0 }));
  return drawn;
}
