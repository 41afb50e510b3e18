"use strict";
// Small parts that the views are made of.

function say(text) {
  $("status").textContent = "";
  window.setTimeout(() => {
    $("status").textContent = text;
  }, 20);
}

// Shows a part of a long list; ``draw`` is called with the part when another one is turned to.
class Pager {
  constructor(node, size, draw) {
    this.node = node;
    this.size = size;
    this.draw = draw;
    this.items = [];
    this.start = 0;
  }

  show(items, visible) {
    this.items = items;
    const at = visible === undefined ? -1 : items.indexOf(visible);
    if (at >= 0) this.start = at - (at % this.size);
    if (this.start >= items.length) this.start = 0;
    this.turn(this.start);
  }

  turn(start) {
    this.start = start;
    const end = Math.min(start + this.size, this.items.length);
    this.draw(this.items.slice(start, end));
    const many = this.items.length > this.size;
    fill(
      this.node,
      many ? this.button("‹", "previous", start - this.size, start > 0) : null,
      many
        ? word("of_pages", { a: start + 1, b: end, n: this.items.length })
        : "",
      many ? this.button("›", "next", start + this.size, end < this.items.length) : null,
    );
  }

  button(sign, label, start, enabled) {
    const turn = () => {
      this.turn(start);
      const again = this.node.querySelector(`[data-turn="${label}"]:not(:disabled)`) || this.node.querySelector("button:not(:disabled)");
      if (again) again.focus();
    };
    return h("button", { type: "button", "aria-label": word(label), "data-turn": label, disabled: !enabled, onclick: turn }, sign);
  }
}

function options(select, entries, chosen) {
  fill(select, ...entries.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
}

// The metrics as options under the headings of their groups.
function metricOptions(select, ids, chosen, none) {
  const groups = new Map();
  for (const metric of catalogue.metrics) {
    if (!ids.has(metric.id)) continue;
    if (!groups.has(metric.group)) groups.set(metric.group, []);
    groups.get(metric.group).push(h("option", { value: metric.id, selected: metric.id === chosen }, metricName(metric.id)));
  }
  fill(
    select,
    none === null ? null : h("option", { value: "" }, none),
    ...Array.from(groups, ([group, nodes]) => h("optgroup", { label: groupName(group) }, ...nodes)),
  );
}

function fits(summary, searched) {
  if (!searched) return true;
  const all = [summary.path, summary.title, summary.issuer, summary.region, summary.year].join(" ").toLowerCase();
  return searched.toLowerCase().split(/\s+/).every((part) => all.includes(part));
}
