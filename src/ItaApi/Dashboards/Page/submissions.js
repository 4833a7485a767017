// Who of a province has sent something in, and who has not.

import { details, html } from "./elements.js";
import { counted, empty, gradeBadge } from "./figures.js";
import { figure } from "./words.js";

export async function submissions(view, of) {
  const { words } = view;
  if (!view.province)
    return empty(words.chooseProvince);

  const { coverage, reported, missing } = await view.ask(`provinces/${encodeURIComponent(view.province)}/submissions`, { fiscalYear: view.year, of });
  if (coverage.agencies === 0)
    return empty(words.noAgencies);

  return [
    html("p", {}, `${words.submitted}: `, counted(view, coverage)),
    html("h4", {}, words.missing(missing.length)),
    missing.length === 0 ? empty(words.nobodyMissing) : names(view, missing),
    reported.length > 0 && details(words.present(reported.length), names(view, reported)),
  ].filter(Boolean);
}

function names(view, agencies) {
  return html("ul", { class: "names" }, agencies.map(agency => html("li", {}, agency.nameTh, html("small", {}, [
    agency.districtTh,
    agency.total !== undefined && figure(agency.total),
    agency.measures !== undefined && view.words.measureCount(agency.measures),
  ].filter(Boolean).join(" · ")), agency.grade && gradeBadge(view, view.framework, agency.grade))));
}
