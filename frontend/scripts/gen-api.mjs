/**
 * Write the API's types from its document, docs/openapi.json.
 * With --check nothing is written: it fails where the committed types are not what would be.
 */
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../docs/openapi.json", import.meta.url);
const target = new URL("../src/shared/api/schema.d.ts", import.meta.url);

const header = "// Generated from docs/openapi.json by `npm run gen`; not edited by hand.\n\n";
// A field with a default is always in an answer, but need not be in a request.
const text = header + astToString(await openapiTS(source, { defaultNonNullable: false }));
if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (readFileSync(target, "utf8") !== text) {
  console.error("The API has changed since its types were written: run `npm run gen`.");
  process.exit(1);
}
