/** Files that are made of others and committed all the same. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

export const isCheck = process.argv.includes("--check");

/**
 * Write *text* to *target* where it says something else; with --check nothing is written, and it
 * fails there with what is out of date.
 */
export function keep(target, text, problem) {
  if (existsSync(target) && readFileSync(target, "utf8") === text) return;
  if (!isCheck) {
    writeFileSync(target, text);
    return;
  }
  console.error(`${problem}: run \`npm run gen\`.`);
  process.exit(1);
}
