import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { enterI18n, enterTexts, startI18n } from "@/app/i18n";
import { server } from "./server";

configure({ asyncUtilTimeout: 8000 });

beforeAll(async () => {
  await startI18n("en");
  await enterI18n();
  await enterTexts("gc", "registries", "replication");
  server.listen({ onUnhandledRequest: "error" });
});
// The library does so itself only in the first file of a process, and a process has many.
afterEach(() => {
  cleanup();
  server.resetHandlers();
});
afterAll(() => server.close());

// What jsdom has not and the components ask for.
window.matchMedia = (query) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  dispatchEvent: () => false,
});
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView = () => undefined;
