// The ranking of a year, page by page.

import { Refusal } from "./api.js";
import { html, rows, table } from "./elements.js";
import { empty, gradeBadge } from "./figures.js";
import { figure, nameIn, signed } from "./words.js";

const pageSize = "20";

/** A page of the ranking. */
export const rankingPage = (view, cursor) => view.ask("rankings", { fiscalYear: view.year, province: view.province, limit: pageSize, cursor });

/** The first page, and the next ones on request. `open` shows an agency's trend, `restart` everything anew. */
export async function ranking(view, { open, restart, announce }) {
  const { words } = view;
  let { items, page } = await rankingPage(view);
  if (items.length === 0)
    return empty(words.empty);

  const columns = [
    { title: words.rank, isNumber: true, cell: row => String(row.rank) },
    { title: words.agency, isHeading: true, cell: row => [opener(row, open), html("small", {}, whereabouts(view, row))] },
    { title: [words.total, html("small", {}, words.change)], isNumber: true, cell: row => [figure(row.total), html("small", {}, signed(row.change))] },
    { title: words.grade, cell: row => gradeBadge(view, view.framework, row.grade) },
  ];
  const shown = table(`${words.ranking} · ${view.title}`, columns, items);
  const body = shown.tBodies[0];
  const count = html("p", { class: "note" });
  const more = html("button", { type: "button" }, words.more);
  const tell = () => {
    count.textContent = words.shown(body.rows.length, items[0].rankOf);
    more.hidden = !page.nextCursor;
  };

  more.addEventListener("click", async () => {
    more.disabled = true;
    try {
      ({ items, page } = await rankingPage(view, page.nextCursor));
      const added = rows(columns, items);
      body.append(...added);
      // The button may be gone now, and whoever came by keyboard would stand nowhere.
      added[0].querySelector("button").focus();
      tell();
      announce(count.textContent);
    } catch (error) {
      // Somebody wrote in between: the pages shown and the next would not be one ranking.
      if (error instanceof Refusal && error.code === "ranking_changed")
        restart();
      else
        announce(count.textContent = error instanceof Refusal ? error.message : words.unreachable);
    } finally {
      more.disabled = false;
    }
  });
  tell();
  return [shown, count, more];
}

function opener(row, open) {
  const button = html("button", { type: "button", class: "link" }, row.nameTh);
  button.addEventListener("click", () => open(row.agencyCode));
  return button;
}

/** Kind, district and, where that is not chosen, province. */
function whereabouts(view, { kind, districtTh, provinceCode }) {
  return [
    view.words.kinds[kind],
    districtTh,
    !view.province && nameIn(view.language, view.provinces.find(province => province.code === provinceCode)),
  ].filter(Boolean).join(" · ");
}
