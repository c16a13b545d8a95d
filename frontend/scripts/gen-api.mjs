/**
 * Write the API's types from its document, docs/openapi.json; with --check, only see that they are.
 */
import openapiTS, { astToString } from "openapi-typescript";
import { keep } from "./generated.mjs";

const source = new URL("../../docs/openapi.json", import.meta.url);
const target = new URL("../src/shared/api/schema.d.ts", import.meta.url);

const header = "// Generated from docs/openapi.json by `npm run gen`; not edited by hand.\n\n";
// A field with a default is always in an answer, but need not be in a request.
const text = header + astToString(await openapiTS(source, { defaultNonNullable: false }));
keep(target, text, "The API has changed since its types were written");
