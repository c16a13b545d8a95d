/** Fail where the console has become heavier than was agreed; sizes are gzipped. */
import { existsSync, readFileSync, statSync } from "node:fs";

const KB = 1000;
const BUDGETS = {
  "what the sign-in page loads": 235 * KB,
  "what any page loads": 320 * KB,
  "a chunk of one page": 40 * KB,
  "the style sheets": 50 * KB,
};

const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
const chunks = Object.entries(manifest).map(([key, chunk]) => ({ key, ...chunk }));
const entry = chunks.find((chunk) => chunk.isEntry);

/** The chunk and all that it imports before it runs. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

/** The longer of the two languages' chunk of texts. */
function textsOf(name) {
  return closure(chunks.find((chunk) => name.test(chunk.key)).key);
}

/** The frame around every page inside. */
function shell() {
  const frame = chunks.find((chunk) => /routes\/_app\.tsx/.test(chunk.key) && chunk.isDynamicEntry);
  return closure(frame.key);
}

function weight(files) {
  return [...files].reduce((sum, file) => sum + sizeOf(`dist/${file}`), 0);
}

function sizeOf(path) {
  return statSync(existsSync(`${path}.gz`) ? `${path}.gz` : path).size;
}

function filesOf(keys) {
  return new Set([...keys].map((key) => manifest[key].file).filter((file) => file.endsWith(".js")));
}

const base = new Set([...closure(entry.key), ...textsOf(/locales\/zh-cn\.ts$/)]);
const inside = new Set([...base, ...textsOf(/locales\/zh-cn-inside\.ts$/), ...shell()]);
const pages = chunks.filter((chunk) => chunk.isDynamicEntry && /routes\//.test(chunk.key));
const login = pages.find((chunk) => /routes\/login/.test(chunk.key));
const sheets = new Set(chunks.flatMap((chunk) => chunk.css ?? []));

const found = {
  "what the sign-in page loads": weight(filesOf(new Set([...base, ...closure(login.key)]))),
  "what any page loads": Math.max(
    ...pages.map((page) => weight(filesOf(new Set([...inside, ...closure(page.key)])))),
  ),
  "a chunk of one page": Math.max(...pages.map((page) => sizeOf(`dist/${page.file}`))),
  "the style sheets": weight(sheets),
};

let isTooMuch = false;
for (const [what, bytes] of Object.entries(found)) {
  const fits = bytes <= BUDGETS[what];
  isTooMuch ||= !fits;
  console.log(
    `${fits ? "ok  " : "OVER"} ${what}: ${(bytes / KB).toFixed(1)} of ${BUDGETS[what] / KB} kB`,
  );
}
process.exit(isTooMuch ? 1 : 0);
