import { fileURLToPath } from "node:url";
import { tanstackRouter } from "@tanstack/router-plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { routerOptions } from "./scripts/router-options.mjs";

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
      // Menus float, and the sign-in page has none.
      output: { codeSplitting: { groups: [{ name: "floating", test: /@floating-ui/ }] } },
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
    environment: "jsdom",
    globals: true,
    setupFiles: ["tests/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    testTimeout: 20_000,
  },
});
