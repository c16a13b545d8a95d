/**
 * Write src/routeTree.gen.ts from the files in src/routes, where it is not what they make; with
 * --check, only see that it is.
 */
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { Generator, getConfig } from "@tanstack/router-generator";
import { isCheck } from "./generated.mjs";
import { routerOptions } from "./router-options.mjs";

const STALE = "A route has come, gone or moved: run `npm run gen`.";

/** Files that are read alone: what is to be written is out of date. */
const readOnly = {
  stat: (path) => stat(path, { bigint: true }),
  readFile: async (path) => {
    if (!existsSync(path)) return "file-not-existing";
    return { stat: await stat(path, { bigint: true }), fileContent: await readFile(path, "utf8") };
  },
  writeFile: () => Promise.reject(new Error(STALE)),
};

const root = process.cwd();
const options = { config: getConfig(routerOptions, root), root };
try {
  await new Generator(isCheck ? { ...options, fs: readOnly } : options).run();
} catch (error) {
  if (error.message !== STALE) throw error;
  console.error(STALE);
  process.exit(1);
}
