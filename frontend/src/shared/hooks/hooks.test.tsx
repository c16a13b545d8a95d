import { act, renderHook } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { copyText } from "./use-copy";
import { useHotkeys, useHotkeysSetting } from "./use-hotkeys";
import { usePolling } from "./use-polling";

afterEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

test("a key works anywhere but in a field, and can be switched off", async () => {
  let presses = 0;
  const user = userEvent.setup();
  renderHook(() => useHotkeys({ x: () => presses++, "mod+k": () => (presses += 10) }));
  const setting = renderHook(() => useHotkeysSetting());
  await user.keyboard("x");
  expect(presses).toBe(1);

  const field = document.body.appendChild(document.createElement("input"));
  field.focus();
  await user.keyboard("x");
  expect(presses).toBe(1);
  await user.keyboard("{Control>}k{/Control}");
  expect(presses).toBe(11);
  field.remove();

  act(() => setting.result.current[1](false));
  await user.keyboard("x");
  expect(presses).toBe(11);
});

test("nothing is asked while nobody looks", () => {
  const state = vi.spyOn(document, "visibilityState", "get").mockReturnValue("visible");
  const { result } = renderHook(() => usePolling(2000));
  expect(result.current).toBe(2000);
  state.mockReturnValue("hidden");
  act(() => void document.dispatchEvent(new Event("visibilitychange")));
  expect(result.current).toBe(false);
  state.mockRestore();
});

test("without a clipboard a selection is copied, and the focus comes back", async () => {
  vi.stubGlobal("isSecureContext", false);
  const button = document.body.appendChild(document.createElement("button"));
  button.focus();
  let selected = "";
  document.execCommand = () => {
    selected = (document.activeElement as HTMLTextAreaElement).value;
    return true;
  };
  expect(await copyText("docker pull x")).toBe(true);
  expect(selected).toBe("docker pull x");
  expect(document.activeElement).toBe(button);
  button.remove();
});
