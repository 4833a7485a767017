// Fails unless the first JSON file holds everything the second one shows: members of objects may be more, lists are whole.
import { readFileSync } from "node:fs";

const [answer, shown] = process.argv.slice(2).map(file => JSON.parse(readFileSync(file, "utf8")));
const faults = [];

function compare(actual, expected, path) {
  if (typeof expected === "object" && typeof actual === "object" && actual !== null) {
    if (Array.isArray(expected) && actual.length !== expected.length)
      faults.push(`${path}: ${actual.length} entries instead of ${expected.length}`);
    for (const [member, value] of Object.entries(expected)) compare(actual[member], value, `${path}/${member}`);
  } else if (actual !== expected) {
    faults.push(`${path}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  }
}

compare(answer, shown, "");
if (faults.length > 0) {
  console.error(`The answer is not what was expected:\n  ${faults.join("\n  ")}`);
  process.exit(1);
}
console.log(`As shown: ${JSON.stringify(shown).slice(0, 100)}`);
