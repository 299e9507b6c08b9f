// Small helpers to make elements. Text only ever enters as text: nothing here parses HTML.

const SVG = "http://www.w3.org/2000/svg";

/** el("p.first", {title}, "text", child…): an element with classes, properties and children. */
export function el(spec, props = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

export function icon(name, extra = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon ${extra}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/web/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export const $ = (id) => document.getElementById(id);

/** Switches something off for mouse, keyboard and screen reader without taking the focus from it. */
export function setOff(node, off) {
  if (off) node.setAttribute("aria-disabled", "true");
  else node.removeAttribute("aria-disabled");
}

export const isOff = (node) => node.getAttribute("aria-disabled") === "true";
