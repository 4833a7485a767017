// The service as any other client meets it: GET requests below /v1, problems where it refuses.

/** A refusal: its title is for people and in the language that was asked for, its code for programs. */
export class Refusal extends Error {
  constructor({ title, detail, code }) {
    super(title);
    this.detail = detail;
    this.code = code;
  }
}

/**
 * Reads one answer as JSON. Parameters that are empty are left out.
 * @throws {Refusal} The service answered with a problem.
 * @throws {TypeError} It could not be reached.
 */
export async function read(path, parameters, { language, signal }) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value)).toString();
  const answer = await fetch(new URL(`../v1/${path}${query && `?${query}`}`, import.meta.url), {
    headers: { "Accept": "application/json", "Accept-Language": language },
    // Figures of a past year may be kept for a day; whoever looks here wants them as they are now, which a 304 tells.
    cache: "no-cache",
    credentials: "omit",
    signal,
  });
  if (answer.ok)
    return answer.json();

  const isProblem = answer.headers.get("Content-Type")?.startsWith("application/problem+json");
  // What stands between may refuse as well, in its own form.
  throw new Refusal(isProblem ? await answer.json() : { title: `${answer.status} ${answer.statusText}` });
}
