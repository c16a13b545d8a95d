import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import { sessionQueries } from "@/shared/api/session";
import type { Draft } from "./model";
import { useKept } from "./use-kept";

/** The page's changes, where dora is signed in. */
function open() {
  const queryClient = new QueryClient();
  queryClient.setQueryData(sessionQueries.user().queryKey, { username: "dora" } as never);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
  const page = renderHook(
    () => {
      const [draft, setDraft] = useState<Draft>({});
      const change = (key: string, value: Draft[string] = null) =>
        setDraft((before) => ({ ...before, [key]: value }));
      useKept({ draft, change });
      return { draft, change };
    },
    { wrapper },
  );
  return { ...page, end: () => queryClient.clear() };
}

test("all changes that a session ended under are there again, once", () => {
  const changes = { read_only: true, token_expiration: 30 };
  const first = open();
  act(() => Object.entries(changes).map(([key, value]) => first.result.current.change(key, value)));
  first.end();
  first.unmount();
  const second = open();
  expect(second.result.current.draft).toEqual(changes);
  second.unmount();
  expect(open().result.current.draft).toEqual({});
});
