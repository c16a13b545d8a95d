import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import { act, type ReactNode } from "react";
import { sessionQueries } from "@/shared/api/session";
import { useHasDraft } from "./draft";
import { useApiForm } from "./use-api-form";

const INITIAL = { name: "", isPublic: false };

/** The browser's tab, where *username* is signed in. */
function signedIn(username: string) {
  const queryClient = new QueryClient();
  queryClient.setQueryData(sessionQueries.user().queryKey, { username } as never);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
  const open = (initialValues = INITIAL) =>
    renderHook(
      () => useApiForm({ initialValues, draft: "sample", send: async () => undefined }).form,
      { wrapper },
    );
  const isKept = () => renderHook(() => useHasDraft("sample"), { wrapper }).result.current;
  return { open, isKept, end: () => queryClient.clear() };
}

/** Has dora type a name, and her session end under it. */
function interrupt(): void {
  const { open, end } = signedIn("dora");
  const { result, unmount } = open();
  act(() => result.current.setFieldValue("name", "acme"));
  end();
  unmount();
}

beforeEach(() => sessionStorage.clear());

test("what was typed is back once, and is still to be saved", () => {
  interrupt();
  const { open, isKept } = signedIn("dora");
  expect(isKept()).toBe(true);
  const { result, unmount } = open();
  expect(result.current.getValues()).toEqual({ name: "acme", isPublic: false });
  expect(result.current.isDirty()).toBe(true);
  expect(isKept()).toBe(false);
  unmount();
  expect(open().result.current.getValues()).toEqual(INITIAL);
});

test("fields that were not touched are what they are by then", () => {
  interrupt();
  const { result } = signedIn("dora").open({ name: "", isPublic: true });
  expect(result.current.getValues()).toEqual({ name: "acme", isPublic: true });
  expect(result.current.isDirty("isPublic")).toBe(false);
});

test("nobody else is given it", () => {
  interrupt();
  const { open, isKept } = signedIn("gus");
  expect(isKept()).toBe(false);
  expect(open().result.current.getValues()).toEqual(INITIAL);
});

test("a form that is closed while somebody is signed in, or left as it was, keeps nothing", () => {
  const { open, end } = signedIn("dora");
  const closed = open();
  act(() => closed.result.current.setFieldValue("name", "acme"));
  closed.unmount();
  const untouched = open();
  end();
  untouched.unmount();
  expect(sessionStorage).toHaveLength(0);
});
