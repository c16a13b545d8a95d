/** Write src/routeTree.gen.ts from the files in src/routes. */
import { Generator, getConfig } from "@tanstack/router-generator";
import { routerOptions } from "./router-options.mjs";

const root = process.cwd();
await new Generator({ config: getConfig(routerOptions, root), root }).run();
