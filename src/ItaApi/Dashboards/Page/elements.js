// Elements are made here and nowhere else. Text goes in as text, so that no name, whatever is in it, is ever markup.

const svgNamespace = "http://www.w3.org/2000/svg";

/** An HTML element with attributes and children; a child that is no element is text, and one that is missing is left out. */
export const html = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);

/** The same of SVG. */
export const svg = (name, attributes = {}, ...children) => fill(document.createElementNS(svgNamespace, name), attributes, children);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : value);
  }

  element.append(...children.flat().filter(child => child !== undefined && child !== false));
  return element;
}

/** A table; its caption is for those who do not see the heading above it. A column is `{ title, cell, isNumber?, isHeading? }`. */
export function table(caption, columns, items) {
  return html("table", {},
    html("caption", { class: "visually-hidden" }, caption),
    html("thead", {}, html("tr", {}, columns.map(column => html("th", { scope: "col", class: lookOf(column) }, column.title)))),
    html("tbody", {}, rows(columns, items)));
}

/** Rows of such a table. */
export function rows(columns, items) {
  return items.map(item => html("tr", {}, columns.map(column => column.isHeading
    ? html("th", { scope: "row", class: lookOf(column) }, column.cell(item))
    : html("td", { class: lookOf(column) }, column.cell(item)))));
}

const lookOf = column => column.isNumber ? "number" : undefined;

/** A bar as long as a share of 100; its figure stands beside it, so it says nothing of its own. */
export function bar(percent, look = "") {
  const filled = html("span", { class: `filled ${look}` });
  filled.style.inlineSize = `${percent}%`;
  return html("span", { class: "bar", "aria-hidden": "true" }, filled);
}

/** A part of the page that opens. */
export const details = (title, ...children) => html("details", {}, html("summary", {}, title), ...children);
