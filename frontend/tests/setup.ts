import "@testing-library/jest-dom/vitest";
import { configure } from "@testing-library/react";
import { enterI18n, startI18n } from "@/app/i18n";
import { server } from "./server";

configure({ asyncUtilTimeout: 8000 });

beforeAll(async () => {
  await startI18n("en");
  await enterI18n();
  server.listen({ onUnhandledRequest: "error" });
});
afterEach(() => server.resetHandlers());
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
