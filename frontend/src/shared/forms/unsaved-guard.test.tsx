import { screen, waitFor } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { mayLeave } from "./unsaved";
import { UnsavedGuard } from "./unsaved-guard";

function Form({ isDirty }: { isDirty: boolean }) {
  return (
    <>
      <p>a form</p>
      <UnsavedGuard isDirty={isDirty} />
    </>
  );
}

test("whoever wants to sign out is asked once, and may stay", async () => {
  const { user, unmount } = renderPage(<Form isDirty />, "/form");
  const answers: boolean[] = [];
  const ask = () => void mayLeave().then((isLeaving) => answers.push(isLeaving));
  await screen.findByText("a form");
  ask();
  await user.click(await screen.findByRole("button", { name: "Stay" }));
  await waitFor(() => expect(answers).toEqual([false]));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  ask();
  await user.click(await screen.findByRole("button", { name: "Leave without saving" }));
  await waitFor(() => expect(answers).toEqual([false, true]));
  unmount();
  expect(await mayLeave()).toBe(true);
});

test("nobody is asked where nothing was changed", async () => {
  renderPage(<Form isDirty={false} />, "/form");
  await screen.findByText("a form");
  expect(await mayLeave()).toBe(true);
});
