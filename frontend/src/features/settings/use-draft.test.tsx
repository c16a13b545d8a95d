import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook, waitFor } from "@testing-library/react";
import { server } from "@tests/server";
import { delay, HttpResponse, http } from "msw";
import { act, type ReactNode } from "react";
import type { Setting } from "./model";
import { useDraft } from "./use-draft";

const SETTINGS: Setting[] = [
  { key: "first", value: "a", isEditable: true },
  { key: "second", value: "b", isEditable: true },
];
const queryClient = new QueryClient();
const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
);

test("what was changed while others were being saved is still to be saved", async () => {
  server.use(
    http.put(`${location.origin}/api/v2.0/configurations`, async () => {
      await delay(50);
      return new HttpResponse(null);
    }),
  );
  const { result } = renderHook(() => useDraft(SETTINGS), { wrapper });
  act(() => result.current.change("first", "sent"));
  act(() => result.current.change("second", "sent"));
  act(() => result.current.submit());
  act(() => result.current.change("second", "typed since"));
  await waitFor(() => expect(result.current.draft).toEqual({ second: "typed since" }));
});
