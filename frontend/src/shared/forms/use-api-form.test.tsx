import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import { act, type ReactNode } from "react";
import { useApiForm } from "./use-api-form";

const queryClient = new QueryClient();
const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
);

test("what was typed while the form was being sent is still to be saved", async () => {
  let arrive: () => void = () => undefined;
  const send = () =>
    new Promise<void>((resolve) => {
      arrive = resolve;
    });
  const { result } = renderHook(() => useApiForm({ initialValues: { name: "" }, send }), {
    wrapper,
  });
  act(() => result.current.form.setFieldValue("name", "a"));
  act(() => result.current.submit());
  act(() => result.current.form.setFieldValue("name", "ab"));
  await act(async () => arrive());
  expect(result.current.isSending).toBe(false);
  expect(result.current.form.isDirty()).toBe(true);
  act(() => result.current.form.setFieldValue("name", "a"));
  expect(result.current.form.isDirty()).toBe(false);
});
