import { fileURLToPath } from "node:url";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { routerOptions } from "./scripts/router-options.mjs";

/** What every page has: in one chunk it is smaller than in the many that its parts would become. */
const BASE = [
  "react",
  "react-dom",
  "scheduler",
  "use-sync-external-store",
  "clsx",
  "openapi-fetch",
  "zod",
  "(react-)?i18next",
  "@tanstack/(history|query-core|react-query|react-router|react-store|router-core|store)",
  "@mantine/hooks",
  "@mantine/core/esm/(core|utils/Floating)",
  "@mantine/core/esm/components/(ActionIcon|Alert|Button|CloseButton|Group|Loader|Notification)",
  "@mantine/core/esm/components/(Input|InputBase|Paper|Portal|Skeleton|Stack|Text)",
  "@mantine/core/esm/components/(TextInput|Title|Tooltip|Transition|UnstyledButton)",
];

/** Tests of what talks to the API: they need a page, for its cookies, and a server. */
const TALKS = ["src/**/api.test.ts", "src/**/api/*.test.ts"];

const server = process.env.HARBOR_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  base: "/ui/",
  plugins: [tanstackRouter(routerOptions), react()],
  resolve: {
    alias: {
      "@tests": fileURLToPath(new URL("./tests", import.meta.url)),
      "@": fileURLToPath(new URL("./src", import.meta.url)),
    },
  },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "floating", test: /@floating-ui/ },
            { name: "base", test: new RegExp(`/node_modules/(${BASE.join("|")})/`) },
            // What routes are known by is there on every page; in a chunk of its own each is larger.
            { name: "routes", test: /\/src\/routes\/[^?]*$/ },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    // The host stays the browser's: the server refuses what seems to come from another site.
    proxy: Object.fromEntries(
      ["/api", "/c", "/service", "/v2"].map((path) => [path, { target: server }]),
    ),
  },
  test: {
    globals: true,
    testTimeout: 20_000,
    maxWorkers: "100%",
    // A file finds loaded what those before it have loaded: to do that anew took half of the time.
    // A page is made for each file all the same.
    isolate: false,
    projects: [
      // Models need no page, and a page takes longer to make than most of them to try.
      { extends: true, test: { name: "models", include: ["src/**/*.test.ts"], exclude: TALKS } },
      {
        extends: true,
        test: {
          name: "parts",
          include: ["src/**/*.test.tsx", ...TALKS],
          environment: "jsdom",
          setupFiles: ["tests/setup.ts"],
        },
      },
    ],
  },
});
