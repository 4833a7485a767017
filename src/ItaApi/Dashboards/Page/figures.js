// What a summary comes to: coverage, grades, indicators.

import { bar, details, html, table } from "./elements.js";
import { figure, nameIn } from "./words.js";

/** How many colours dashboard.css has for grades, best first. */
const colours = 7;

/** A grade as a badge, coloured by its place in its year's scale, so that letters and levels look alike; letters are their own names. */
export function gradeBadge(view, framework, code) {
  const rules = framework.gradeRules;
  const place = rules.findIndex(rule => rule.code === code);
  if (place < 0)
    return html("span", {}, view.words.openGrade);

  const colour = Math.round(place * (colours - 1) / Math.max(1, rules.length - 1));
  return html("span", { class: `grade grade-${colour}` }, code.length <= 2 ? code : nameIn(view.language, rules[place]));
}

/** Nothing to show yet, which is no mistake. */
export const empty = text => html("p", { class: "empty" }, text);

/** Below this share of agencies with a result, a note says how many the figures are based on. */
const fewPercent = 50;

/** A count of agencies with its share. */
export function counted(view, { reported, agencies, share }) {
  return [view.words.outOf(reported, agencies), share !== undefined && ` (${figure(share)}%)`, share !== undefined && bar(share)];
}

export function overview(view, { coverage, total, passed, target }) {
  const { passedOver, words } = view;
  return [
    coverage.reported === 0 && empty(words.empty),
    passedOver && html("p", { class: "note" }, words.passedOver(passedOver.year, passedOver.reported)),
    coverage.reported > 0 && coverage.share < fewPercent
      && html("p", { class: "note" }, words.fewReports(coverage.reported, coverage.agencies)),
    html("dl", { class: "tiles" },
      tile(words.coverage, counted(view, coverage)),
      total && [
        tile(words.mean, figure(total.mean)),
        tile(words.median, figure(total.median)),
        tile(words.range, `${figure(total.min)} – ${figure(total.max)}`),
        tile(words.passed(target.minTotal), counted(view, { reported: passed.count, agencies: coverage.reported, share: passed.share })),
        target.met !== undefined && tile(words.goal, [
          html("strong", {}, target.met ? words.met : words.notMet), html("small", {}, words.goalIs(target.sharePercent, target.byFiscalYear))]),
      ]),
  ].filter(Boolean);
}

function tile(title, value) {
  return html("div", {}, html("dt", {}, title), html("dd", {}, value));
}

export function grades(view, { coverage, grades: counts }) {
  const { words } = view;
  if (coverage.reported === 0)
    return empty(words.empty);

  const open = coverage.reported - counts.reduce((sum, grade) => sum + grade.count, 0);
  return table(`${words.grades} · ${view.title}`, [
    { title: words.grade, isHeading: true, cell: grade => gradeBadge(view, view.framework, grade.code) },
    { title: words.agencies, cell: grade => html("span", { class: "with-bar" }, html("span", { class: "count" }, grade.count), bar(100 * grade.count / coverage.reported)) },
  ], open > 0 ? [...counts, { count: open }] : counts);
}

/** The weakest in the service's order; all of them behind a summary. */
export function weakest(view, { coverage, indicators, weakest: numbers }) {
  const { words } = view;
  if (coverage.reported === 0)
    return empty(words.empty);
  if (numbers.length === 0)
    return empty(words.noIndicators);

  return [
    indicatorTable(view, `${words.weakest} · ${view.title}`, numbers.map(number => indicators.find(indicator => indicator.number === number))),
    details(words.allIndicators, indicatorTable(view, `${words.allIndicators} · ${view.title}`, indicators)),
  ];
}

function indicatorTable(view, caption, indicators) {
  const { words } = view;
  const named = new Map(view.framework.indicators.map(indicator => [indicator.number, indicator]));
  return table(caption, [
    { title: words.indicator, isHeading: true, cell: ({ number, nameTh }) => `${number}. ${nameIn(view.language, named.get(number) ?? { nameTh })}` },
    { title: words.mean, isNumber: true, cell: indicator => indicator.mean === undefined ? "–" : figure(indicator.mean) },
    { title: words.weakCount, isNumber: true, cell: indicator => words.outOf(indicator.weakCount, indicator.n) },
  ], indicators);
}
