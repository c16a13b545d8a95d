/** Where the texts are: each folder `locales` is of the feature, or part, that holds it. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const LANGUAGES = ["en", "zh-CN"];

function namespaceOf(file) {
  const folder = dirname(dirname(file)).split("/").at(-1);
  return folder === "i18n" ? "common" : folder;
}

/** Every namespace with the file of its English texts, `common` first. */
export function namespaces() {
  const files = find("src", /\/locales\/en\.json$/);
  return files
    .map((file) => ({ name: namespaceOf(file), file }))
    .sort((a, b) => Number(b.name === "common") - Number(a.name === "common") || cmp(a, b));
}

export function read(file) {
  return JSON.parse(readFileSync(`${root}${file}`, "utf8"));
}

/** The files below *folder* whose path fits, in order. */
export function find(folder, pattern) {
  return readdirSync(`${root}${folder}`, { recursive: true })
    .map((path) => `${folder}/${path}`)
    .filter((path) => pattern.test(path))
    .sort();
}

function cmp(a, b) {
  return a.name < b.name ? -1 : 1;
}
