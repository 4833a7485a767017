// What is chosen stands in the address and nowhere else, so that a link shows another what one sees oneself.

const languages = ["th", "en"];

/** What the address says. `province` empty is the whole country; `year` and `agency` empty are for the page to find. */
export function chosen() {
  const given = new URLSearchParams(location.hash.slice(1));
  return {
    language: languages.find(language => language === given.get("lang")) ?? preferred(),
    province: given.get("province") ?? "",
    year: given.get("year") ?? "",
    agency: given.get("agency") ?? "",
    of: given.get("of") ?? "assessments",
  };
}

/** The address of the page with something else chosen. Only what is given out as chosen is in it. */
export function addressOf(changes) {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of Object.entries(changes)) {
    if (value)
      given.set(name, value);
    else
      given.delete(name);
  }

  return `#${given}`;
}

/** Chooses something else: a new entry of the browser's history, and `hashchange` for whoever listens. */
export function choose(changes) {
  location.hash = addressOf(changes);
}

function preferred() {
  return navigator.languages.map(tag => tag.slice(0, 2)).find(language => languages.includes(language)) ?? "th";
}
