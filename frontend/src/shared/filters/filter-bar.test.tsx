import { act, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import { TextFilter } from "@/shared/filters/filter-bar";
import { renderPage } from "../../../tests/render";

type Value = string | undefined;

/** An address that follows only when it is told to, as on a slow machine. */
function Page({ said, follow }: { said: Value[]; follow: { to?: (value: Value) => void } }) {
  const [value, setValue] = useState<Value>();
  follow.to = setValue;
  return <TextFilter label="Filter" value={value} onChange={(next) => said.push(next)} />;
}

test("what is typed before the address has followed stays", async () => {
  const said: Value[] = [];
  const follow: { to?: (value: Value) => void } = {};
  const { user } = renderPage(<Page said={said} follow={follow} />);
  const field = await screen.findByRole("searchbox", { name: "Filter" });
  await user.type(field, "a");
  await expect.poll(() => said).toEqual(["a"]);
  await user.type(field, "b");
  await expect.poll(() => said).toEqual(["a", "ab"]);
  act(() => follow.to?.("a"));
  expect(field).toHaveValue("ab");
  act(() => follow.to?.("ab"));
  expect(field).toHaveValue("ab");

  act(() => follow.to?.(undefined)); // the filters were cleared
  expect(field).toHaveValue("");
});
