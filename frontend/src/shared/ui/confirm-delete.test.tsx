import { screen } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { useState } from "react";
import { ConfirmDelete } from "./confirm-delete";

function Question() {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <button type="button" onClick={() => setIsOpen(true)}>
        Ask
      </button>
      <ConfirmDelete
        isOpen={isOpen}
        onClose={close}
        onConfirm={close}
        title="Delete acme"
        action="Delete"
        typedName="acme"
      >
        All of it
      </ConfirmDelete>
    </>
  );
}

test("the name is to be typed for every question anew", async () => {
  const { user } = renderPage(<Question />);
  await user.click(await screen.findByRole("button", { name: "Ask" }));
  await user.type(await screen.findByRole("textbox"), "acme");
  await user.click(screen.getByRole("button", { name: "Delete" }));
  await user.click(screen.getByRole("button", { name: "Ask" }));
  expect(await screen.findByRole("textbox")).toHaveValue("");
  expect(screen.getByRole("button", { name: "Delete" })).toBeDisabled();
});
