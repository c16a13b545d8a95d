/** What the linter has no rule for: how long a file is, and who may import Mantine. */
import { readFileSync } from "node:fs";
import { find, root } from "./texts.mjs";

const LONGEST = 200;
const MAY_USE_MANTINE = /^src\/(app|shared\/(ui|table|filters|forms|charts|hooks))\//;
const problems = [];

for (const file of find("src", /\.tsx?$/)) {
  if (/\.gen\.|schema\.d\.ts/.test(file)) continue;
  const text = readFileSync(`${root}${file}`, "utf8");
  const lines = text.split("\n").length - 1;
  if (lines > LONGEST) problems.push(`${file} has ${lines} lines; at most ${LONGEST}`);
  if (/from "@mantine\//.test(text) && !MAY_USE_MANTINE.test(file)) {
    problems.push(`${file} imports Mantine; take it from @/shared/ui, forms, table or filters`);
  }
}

for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);
