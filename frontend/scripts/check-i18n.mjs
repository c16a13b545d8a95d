/**
 * Every text is there in every language, with the same placeholders, and is used.
 * A key counts as used where it stands in quotes, alone or behind its namespace, or where a
 * template begins like it.
 */
import { readFileSync } from "node:fs";
import { find, LANGUAGES, namespaces, read, root } from "./texts.mjs";

const PLURAL = /_(zero|one|two|few|many|other)$/;
const problems = [];
const sources = find("src", /\.tsx?$/)
  .filter((file) => !/\.gen\.|\.test\.|schema\.d\.ts/.test(file))
  .map((file) => readFileSync(`${root}${file}`, "utf8"))
  .join("\n");

function withoutPlural(texts) {
  const kept = new Map();
  for (const [key, text] of Object.entries(texts)) {
    const base = key.replace(PLURAL, "");
    kept.set(base, [...(kept.get(base) ?? []), text]);
  }
  return kept;
}

function placeholders(texts) {
  const found = texts.flatMap((text) => [...text.matchAll(/{{\s*(\w+)/g)].map((hit) => hit[1]));
  return [...new Set(found)].sort().join(", ");
}

function isUsed(namespace, key) {
  if ([`"${key}"`, `"${namespace}:${key}"`].some((text) => sources.includes(text))) return true;
  return [...key.matchAll(/[.]/g)].some(({ index }) => {
    const start = key.slice(0, index + 1);
    return [`\`${start}\${`, `\`${namespace}:${start}\${`].some((text) => sources.includes(text));
  });
}

for (const { name, file } of namespaces()) {
  const english = withoutPlural(read(file));
  for (const key of english.keys()) {
    if (!isUsed(name, key)) problems.push(`${name}: "${key}" is not used`);
  }
  for (const language of LANGUAGES.filter((each) => each !== "en")) {
    const other = withoutPlural(read(file.replace("en.json", `${language}.json`)));
    for (const [key, texts] of english) {
      const theirs = other.get(key);
      if (!theirs) problems.push(`${name}: "${key}" is missing in ${language}`);
      else if (placeholders(texts) !== placeholders(theirs)) {
        problems.push(`${name}: "${key}" has other placeholders in ${language}`);
      } else if (theirs.some((text) => text.trim() === "")) {
        problems.push(`${name}: "${key}" is empty in ${language}`);
      }
    }
    for (const key of other.keys()) {
      if (!english.has(key)) problems.push(`${name}: "${key}" is in ${language} only`);
    }
  }
  if (Object.values(read(file)).some((text) => /[\u4e00-\u9fff]/.test(text))) {
    problems.push(`${name}: Chinese among the English texts`);
  }
}

for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);
