// An agency's total, or a province's mean, from year to year: a chart, and a table that says the same.

import { html, svg, table } from "./elements.js";
import { empty, gradeBadge } from "./figures.js";
import { figure, signed } from "./words.js";

const height = 260;
const edge = { top: 28, right: 28, bottom: 30, left: 36 };

/** The trend of an agency, or without one of the province; of the whole country there is none. */
export async function trend(view, agency) {
  const { words } = view;
  if (!agency && !view.province)
    return empty(words.chooseAgency);

  const { points } = agency
    ? await view.ask(`agencies/${encodeURIComponent(agency.code)}/trend`)
    : await view.ask(`provinces/${encodeURIComponent(view.province)}/trend`);
  if (points.length === 0)
    return empty(words.empty);

  const frameworks = new Map(await Promise.all(points.map(async ({ fiscalYear }) => [fiscalYear, await view.ask(`frameworks/${fiscalYear}`)])));
  const name = agency ? agency.name : words.meanOf(view.place);
  const totals = points.map(point => ({ year: point.fiscalYear, total: point.total ?? point.mean, rulesChanged: point.frameworkChanged }));
  const title = words.chart(name, totals.map(({ year, total }) => `${year}: ${figure(total)}`).join(", "));
  return [
    drawn(width => chart(width, totals, view.framework.target.minTotal, title, words)),
    table(`${words.trend} · ${name}`, [
      { title: words.fiscalYear, isHeading: true, cell: point => [String(point.fiscalYear), point.frameworkChanged && html("small", {}, words.rulesChanged)] },
      { title: agency ? words.total : words.mean, isNumber: true, cell: point => figure(point.total ?? point.mean) },
      agency
        ? { title: words.grade, cell: point => gradeBadge(view, frameworks.get(point.fiscalYear), point.grade) }
        : { title: words.reported, isNumber: true, cell: ({ coverage }) => words.outOf(coverage.reported, coverage.agencies) },
      { title: words.change, isNumber: true, cell: point => signed(point.change) },
    ], points),
  ];
}

/** Draws in the width there is, and again when that changes: a chart that is only scaled has letters nobody can read on a phone. */
function drawn(draw) {
  const frame = html("div", { class: "chart" });
  new ResizeObserver(([{ contentRect }]) => frame.replaceChildren(draw(Math.max(240, Math.floor(contentRect.width))))).observe(frame);
  return frame;
}

function chart(width, points, passMark, title, words) {
  const years = points.map(point => point.year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const lowest = Math.max(0, 10 * Math.floor((Math.min(passMark, ...points.map(point => point.total)) - 5) / 10));
  const [innerWidth, innerHeight] = [width - edge.left - edge.right - 2 * edge.right, height - edge.top - edge.bottom];
  const x = year => edge.left + edge.right + innerWidth * (first === last ? 0.5 : (year - first) / (last - first));
  const y = score => edge.top + innerHeight * (100 - score) / (100 - lowest);
  const across = score => ({ x1: edge.left, x2: width - edge.right, y1: y(score), y2: y(score) });
  const step = 100 - lowest > 50 ? 20 : 10;
  const ticks = Array.from({ length: Math.floor((100 - lowest) / step) + 1 }, (_, place) => 100 - place * step);

  return svg("svg", { role: "img", "aria-label": title, width, height, viewBox: `0 0 ${width} ${height}` },
    ticks.map(tick => [
      svg("line", { class: "grid", ...across(tick) }),
      svg("text", { class: "axis", x: edge.left - 6, y: y(tick) + 4, "text-anchor": "end" }, String(tick)),
    ]).flat(),
    svg("line", { class: "pass", ...across(passMark) }),
    svg("text", { class: "axis", x: edge.left + 4, y: y(passMark) + 14 }, words.passLine(passMark)),
    points.map((point, place) => {
      const before = points[place - 1];
      const middle = before && (x(before.year) + x(point.year)) / 2;
      return [
        // A year without a result is a gap, not a slope.
        before?.year === point.year - 1 && svg("line", { class: "series", x1: x(before.year), y1: y(before.total), x2: x(point.year), y2: y(point.total) }),
        before && point.rulesChanged && svg("line", { class: "rules", x1: middle, x2: middle, y1: edge.top, y2: height - edge.bottom }),
        before && point.rulesChanged && svg("text", { class: "axis", x: middle, y: edge.top - 8, "text-anchor": "middle" }, words.rulesChanged),
      ];
    }).flat(),
    points.map(point => [
      svg("circle", { class: "point", cx: x(point.year), cy: y(point.total), r: 5 }),
      svg("text", { class: "value", x: x(point.year), y: y(point.total) - 12, "text-anchor": "middle" }, figure(point.total)),
      svg("text", { class: "axis", x: x(point.year), y: height - 8, "text-anchor": "middle" }, String(point.year)),
    ]).flat());
}
