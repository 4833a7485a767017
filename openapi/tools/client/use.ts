// A client on the generated types and nothing else. It is compiled, never run: when the contract loses or renames
// something this file uses, a client out there would have broken too.

import type { paths } from "./generated/ita-api.js";

type PutAssessment = paths["/v1/agencies/{agencyCode}/assessments/{fiscalYear}"]["put"];
type Path = PutAssessment["parameters"]["path"];
type Assessment = NonNullable<PutAssessment["requestBody"]>["content"]["application/json"];
type StoredAssessment = PutAssessment["responses"][200 | 201]["content"]["application/json"];
type Problem = PutAssessment["responses"][400 | 404]["content"]["application/problem+json"];

type Answer =
  | { stored: StoredAssessment }
  | { problem: Problem };

/** Creates the assessment, or changes it. */
export async function putAssessment(
  service: URL, { agencyCode, fiscalYear }: Path, assessment: Assessment,
): Promise<Answer> {
  const url = new URL(`/v1/agencies/${encodeURIComponent(agencyCode)}/assessments/${fiscalYear}`, service);
  const response = await fetch(url, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(assessment),
  });

  return response.ok
    ? { stored: (await response.json()) as StoredAssessment }
    : { problem: (await response.json()) as Problem };
}

/** What to tell the person who pressed "save". */
export function describe(answer: Answer): string {
  if ("stored" in answer) {
    const { result } = answer.stored;
    return `${result.total.toFixed(2)} points, grade ${result.grade?.code ?? "not decided"}`;
  }

  const { problem } = answer;
  switch (problem.code) {
    case "agency_not_found":
      return "Create the agency first.";
    case "invalid_request": {
      const errors = "errors" in problem ? problem.errors ?? [] : [];
      return errors.map(error => `${error.pointer}: ${error.message}`).join("\n");
    }
    default:
      return problem.title ?? `Refused with status ${problem.status}.`;
  }
}

const assessment: Assessment = {
  indicators: [
    { number: 1, score: 98.85 }, { number: 2, score: 98.28 }, { number: 3, score: 98.24 }, { number: 4, score: 98.36 },
    { number: 5, score: 98.27 }, { number: 6, score: 76.01 }, { number: 7, score: 63.90 }, { number: 8, score: 66.22 },
    { number: 9, score: 90.00 }, { number: 10, score: 100 },
  ],
  items: [{ code: "O27", score: 0 }, { code: "O28", score: 0 }],
  reported: { total: 88.13, grade: "A" },
};

export const save = async (service: URL): Promise<string> =>
  describe(await putAssessment(service, { agencyCode: "57-mae-ngoen", fiscalYear: 2565 }, assessment));
