import { screen } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { useState } from "react";
import { LimitField } from "./limit-field";

function Limit({ saved }: { saved: number | null }) {
  const [value, setValue] = useState(saved);
  return (
    <>
      <LimitField label="Limit" value={value} onChange={setValue} />
      <button type="button" onClick={() => setValue(saved)}>
        Discard
      </button>
      <output aria-label="value">{String(value)}</output>
    </>
  );
}

test("a limit is shown to the byte, and comes back once there is one again", async () => {
  const { user } = renderPage(<Limit saved={1_610_613_761} />);
  const field = await screen.findByRole("textbox", { name: "Limit" });
  const value = screen.getByRole("status", { name: "value" });
  expect(field).toHaveValue("1610613761 B");
  await user.clear(field);
  await user.type(field, "2 GiB");
  await user.click(screen.getByRole("switch"));
  expect(value).toHaveTextContent("-1");
  expect(field).toBeDisabled();
  await user.click(screen.getByRole("switch"));
  expect(value).toHaveTextContent(String(2 * 1024 ** 3));
  expect(field).toHaveValue("2 GiB");
  await user.click(screen.getByRole("button", { name: "Discard" }));
  expect(field).toHaveValue("1610613761 B");
});
