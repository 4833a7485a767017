// The page: what is chosen stands in the address (address.js), and whenever that changes, what hangs on it is read and drawn again.

import { addressOf, choose, chosen } from "./address.js";
import { read, Refusal } from "./api.js";
import { html } from "./elements.js";
import { grades, overview, weakest } from "./figures.js";
import { ranking, rankingPage } from "./ranking.js";
import { submissions } from "./submissions.js";
import { trend } from "./trend.js";
import { nameIn, words } from "./words.js";

const at = id => document.getElementById(id);
const selects = ["province", "year", "agency", "of"];

/** What is on display: the choice, its names, and the way to ask for more of it. */
let view;
let reading = new AbortController();

/** The latest drawing of each part; an earlier one that is slower has nothing to say any more. */
const latest = new Map();

async function showAll() {
  reading.abort();
  reading = new AbortController();
  const { signal } = reading;
  const choice = chosen();
  const { language, province } = choice;
  translate(language);

  // Within one view nothing is asked twice.
  const answers = new Map();
  const ask = (path, parameters = {}) => {
    const question = JSON.stringify([path, parameters]);
    if (!answers.has(question))
      answers.set(question, read(path, parameters, { language, signal }));
    return answers.get(question);
  };
  view = { choice, language, province, words: words[language], ask };

  at("results").hidden = true;
  await show("notice", async () => {
    const [{ items: provinces }, { items: frameworks }] = await Promise.all([ask("provinces"), ask("frameworks")]);
    const years = frameworks.map(framework => String(framework.fiscalYear)).reverse();
    view.provinces = provinces;
    fillChoice(years);

    const unestablished = frameworks.filter(framework => framework.derivedFrom).map(framework => String(framework.fiscalYear));
    view.year = choice.year || await yearToOpen(years) || years.find(year => !unestablished.includes(year)) || years[0];
    at("year").value = view.year;
    view.place = placeName();
    view.title = `${view.place} · ${view.words.year(view.year)}`;
    at("place").textContent = view.title;
    document.title = `${view.title} · ${view.words.title}`;

    const summary = await summaryOf(view.year);
    view.framework = await ask(`frameworks/${view.year}`);
    at("overview").replaceChildren(...[overview(view, summary)].flat());
    at("grades").replaceChildren(...[grades(view, summary)].flat());
    at("weakest").replaceChildren(...[weakest(view, summary)].flat());
    at("results").hidden = false;
    return [];
  });
  if (signal.aborted || at("results").hidden)
    return;

  await Promise.all([
    show("ranking", () => ranking(view, { open: openTrend, restart: showAll, announce })),
    showTrend(),
    showSubmissions(),
  ]);
  if (!signal.aborted)
    announce(view.words.loaded(view.title));
}

async function showTrend() {
  const { agency: code } = view.choice;
  await show("trend", async () => {
    const agencies = await agenciesToChoose();
    const others = !code || agencies.has(code) ? [] : [[code, code]];
    options("agency", [
      ["", view.province ? view.words.meanOf(view.place) : "–"],
      ...others, ...agencies,
    ], code);
    return trend(view, code && { code, name: agencies.get(code) ?? code });
  });
}

function showSubmissions() {
  const { of } = view.choice;
  at("of").value = of;
  return show("submissions", () => submissions(view, of));
}

/** Fills a part of the page with what `draw` comes to, and says meanwhile that it is coming, or afterwards why it is not. */
async function show(id, draw) {
  const part = at(id);
  const drawing = {};
  latest.set(id, drawing);
  // What stands below shall not jump up and down again.
  part.style.minBlockSize = `${part.offsetHeight}px`;
  part.setAttribute("aria-busy", "true");
  part.replaceChildren(html("p", { class: "loading" }, view.words.loading));
  let content;
  try {
    content = await draw();
  } catch (error) {
    content = failure(error);
  }

  if (latest.get(id) !== drawing)
    return;
  part.replaceChildren(...[content].flat());
  part.removeAttribute("aria-busy");
  part.style.minBlockSize = "";
}

function failure(error) {
  const again = html("button", { type: "button" }, view.words.again);
  again.addEventListener("click", () => {
    showAll();
    at("main").focus();
  });
  if (!(error instanceof Refusal || error instanceof TypeError || error.name === "AbortError"))
    console.error(error);
  return html("div", { class: "failure", role: "alert" },
    html("strong", {}, error instanceof Refusal ? error.message : view.words.unreachable),
    error.detail && html("p", {}, error.detail),
    again);
}

/**
 * The newest year with results. The results of a new year arrive over weeks: while fewer than half as many agencies have a result as in
 * the year before, the year before is shown, with a note.
 */
async function yearToOpen(years) {
  const [newest, before] = await newestWithResults(years);
  if (!before || newest.reported * 2 >= before.reported)
    return newest?.year;

  view.passedOver = newest;
  return before.year;
}

/** The newest two years with results, with the number of agencies that have one. */
async function newestWithResults(years) {
  if (view.province) {
    const { points } = await view.ask(`provinces/${encodeURIComponent(view.province)}/trend`);
    return points.slice(-2).reverse().map(({ fiscalYear, reported }) => ({ year: String(fiscalYear), reported }));
  }

  const found = [];
  for (const year of years) {
    const { reported } = (await summaryOf(year)).coverage;
    if (reported > 0 && found.push({ year, reported }) === 2)
      break;
  }

  return found;
}

function summaryOf(year) {
  return view.ask(view.province ? `provinces/${encodeURIComponent(view.province)}/summary` : "summary", { fiscalYear: year });
}

/** The names of the agencies by code: a province's all, of the country those at the top of the ranking. */
async function agenciesToChoose() {
  const agencies = view.province
    ? await view.ask(`provinces/${encodeURIComponent(view.province)}/submissions`, { fiscalYear: view.year, of: "assessments" })
      .then(({ reported, missing }) => [...reported, ...missing])
    : (await rankingPage(view)).items;
  return new Map(agencies.map(({ agencyCode, nameTh }) => [agencyCode, nameTh]).sort(([, a], [, b]) => a.localeCompare(b, "th")));
}

function fillChoice(years) {
  const names = view.provinces.map(province => [province.code, nameIn(view.language, province)]);
  options("province", [["", view.words.wholeCountry], ...names.sort(([, a], [, b]) => a.localeCompare(b, view.language))], view.province);
  options("year", years.map(year => [year, year]), view.choice.year);
}

function options(id, choices, value) {
  at(id).replaceChildren(...choices.map(([code, name]) => html("option", { value: code }, name)));
  at(id).value = value;
  at(id).disabled = false;
}

function placeName() {
  const province = view.provinces.find(({ code }) => code === view.province);
  return province ? nameIn(view.language, province) : view.province || view.words.wholeCountry;
}

function openTrend(agency) {
  choose({ agency });
  at("trend-heading").focus();
}

/** Sets every text of the page itself, and the way to the other language. */
function translate(language) {
  const said = words[language];
  document.documentElement.lang = language;
  document.title = said.title;
  for (const element of document.querySelectorAll("[data-words]"))
    element.textContent = said[element.dataset.words];
  for (const element of document.querySelectorAll("[data-label]"))
    element.setAttribute("aria-label", said[element.dataset.label]);
}

function pointToLanguages(language) {
  for (const other of Object.keys(words)) {
    at(`lang-${other}`).href = addressOf({ lang: other });
    at(`lang-${other}`).toggleAttribute("aria-current", false);
    if (other === language)
      at(`lang-${other}`).setAttribute("aria-current", "true");
  }
}

function announce(text) {
  at("status").textContent = text;
}

function followAddress() {
  const choice = chosen();
  const before = view?.choice;
  pointToLanguages(choice.language);
  if (!before || at("results").hidden || ["language", "province", "year"].some(name => choice[name] !== before[name])) {
    showAll();
    return;
  }

  view.choice = choice;
  if (choice.agency !== before.agency)
    showTrend();
  if (choice.of !== before.of)
    showSubmissions();
}

addEventListener("hashchange", followAddress);
for (const name of selects)
  at(name).addEventListener("change", ({ target }) => choose({ [name]: target.value, ...(name === "province" && { agency: "" }) }));
at("choice").addEventListener("submit", event => event.preventDefault());
// The address is taken by what is chosen, so the skip link moves the focus by itself.
at("skip").addEventListener("click", event => {
  event.preventDefault();
  at("main").focus();
});
followAddress();
