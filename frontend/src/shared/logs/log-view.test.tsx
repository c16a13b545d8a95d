import { fireEvent, screen, within } from "@testing-library/react";
import { renderPage } from "@tests/render";
import type { Asked, LogSource } from "./log";
import { LogView } from "./log-view";
import { KEPT } from "./window";

const BYTES = 10;

/** A log of lines of ten bytes; the API would answer from it as this does. */
function logOf(lines: string[], hasEnded = true): LogSource & { asked: Asked[] } {
  const asked: Asked[] = [];
  const all = lines.map((text, at) => ({ offset: at * BYTES, text }));
  const size = lines.length * BYTES;
  return {
    asked,
    key: ["log", `${lines.length}`],
    address: "/log?download=true",
    fileName: "a.log",
    read: async (one) => {
      asked.push(one);
      const { offset, limit, q = "", level = "" } = one;
      const end = Math.max(offset, Math.min(offset + limit, size));
      const found = all.filter(
        (line) =>
          offset <= line.offset &&
          line.offset < end &&
          line.text.includes(q) &&
          line.text.includes(level.toUpperCase()),
      );
      return { lines: found, nextOffset: end, size, hasEnded };
    },
  };
}

function shownLines(): string[] {
  const box = screen.getByRole("region", { name: "Log" });
  return [...box.querySelectorAll("[data-offset]")].map((line) => line.textContent?.trim() ?? "");
}

test("a log is there with what it is of, and its file is had from the server", async () => {
  renderPage(<LogView source={logOf(["one", "two"])} />, "/");
  expect(await screen.findByText("Complete. All of it: 2 lines, 20 B.")).toBeVisible();
  expect(shownLines()).toEqual(["one", "two"]);
  const link = screen.getByRole("link", { name: "Download" });
  expect(link).toHaveAttribute("href", "/log?download=true");
  expect(link).toHaveAttribute("download", "a.log");
  expect(screen.queryByRole("button", { name: "Earlier lines" })).toBeNull();
});

test("an empty log says so", async () => {
  renderPage(<LogView source={logOf([], false)} />, "/");
  expect(await screen.findByText("Nothing was logged yet.")).toBeVisible();
});

test("of a long log a part is shown, with ways to the others and back", async () => {
  const lines = Array.from({ length: 2 * KEPT }, (_, at) => `line ${at}`);
  const { user } = renderPage(<LogView source={logOf(lines)} />, "/");
  expect(
    await screen.findByText(/Complete. 2,?000 lines are shown, from 50% to 100% of 39.1 KiB/),
  ).toBeVisible();
  expect(shownLines()[0]).toBe(`line ${KEPT}`);
  await user.click(screen.getByRole("button", { name: "Earlier lines" }));
  await vi.waitFor(() => expect(shownLines().at(-1)).toBe(`line ${KEPT - 1}`));
  expect(screen.queryByRole("button", { name: "Earlier lines" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Later lines" }));
  await vi.waitFor(() => expect(shownLines()[0]).toBe(`line ${KEPT}`));
  await user.click(screen.getByRole("button", { name: "To the end" }));
  await vi.waitFor(() => expect(screen.queryByRole("button", { name: "To the end" })).toBeNull());
});

test("what is sought is counted, marked and gone to, wherever it is", async () => {
  const lines = Array.from({ length: 2 * KEPT }, (_, at) => `line ${at}`);
  lines[7] = "a needle";
  lines[2 * KEPT - 3] = "another needle";
  const { user } = renderPage(<LogView source={logOf(lines)} />, "/");
  await user.type(await screen.findByRole("searchbox"), "needle");
  expect(await screen.findByText("2 lines")).toBeVisible();
  await user.keyboard("{Enter}");
  expect(await screen.findByText("1 of 2")).toBeVisible();
  await vi.waitFor(() => expect(shownLines()[7]).toBe("a needle"));
  expect(document.querySelector("[aria-current]")).toHaveTextContent("a needle");
  expect(screen.getByText("needle").tagName).toBe("MARK");
  await user.click(screen.getByRole("button", { name: "Next line that has it" }));
  expect(await screen.findByText("2 of 2")).toBeVisible();
  await vi.waitFor(() =>
    expect(document.querySelector("[aria-current]")).toHaveTextContent("another needle"),
  );
  await user.click(screen.getByRole("button", { name: "Next line that has it" }));
  expect(await screen.findByText("1 of 2")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Previous line that has it" }));
  expect(await screen.findByText("2 of 2")).toBeVisible();
});

test("lines that matter are shown alone, and what is sought is sought among them", async () => {
  const lines = ["t ERROR no disk", "t fine", "t ERROR no net", "t WARNING no disk"];
  const source = logOf(lines);
  const { user } = renderPage(<LogView source={source} />, "/");
  await user.click(await screen.findByRole("combobox", { name: "All levels" }));
  await user.click(await screen.findByRole("option", { name: "Errors" }));
  await vi.waitFor(() => expect(shownLines()).toEqual([lines[0], lines[2]]));
  await user.type(screen.getByRole("searchbox"), "disk");
  expect(await screen.findByText("1 line")).toBeVisible();
  const last = source.asked.at(-1);
  expect(last).toMatchObject({ q: "disk", level: "error" });
});

test("what is scrolled up is read on no more until somebody wants it", async () => {
  const { user } = renderPage(<LogView source={logOf(["one", "two"], false)} />, "/");
  expect(await screen.findByText(/Followed while it is written/)).toBeVisible();
  const box = screen.getByRole("region", { name: "Log" });
  Object.defineProperty(box, "scrollHeight", { value: 500 });
  fireEvent.scroll(box);
  expect(await screen.findByText(/Paused/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Follow again" }));
  expect(await screen.findByText(/Followed while it is written/)).toBeVisible();
  expect(within(box).getByText("two")).toBeVisible();
});
