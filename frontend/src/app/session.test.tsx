import { QueryClient } from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server } from "@tests/server";
import { HttpResponse, http } from "msw";
import { api } from "@/shared/api/client";
import { sessionQueries } from "@/shared/api/session";
import { UnsavedGuard } from "@/shared/forms/unsaved-guard";
import { watchSession } from "./session";

test("a session that has ended leads to the sign-in, past whatever is not saved", async () => {
  server.use(
    http.get(`${location.origin}/api/v2.0/projects`, () => new HttpResponse(null, { status: 401 })),
  );
  const queryClient = new QueryClient();
  queryClient.setQueryData(sessionQueries.user().queryKey, { username: "dora" } as never);
  const { router } = renderPage(
    <>
      <p>a form</p>
      <UnsavedGuard isDirty />
    </>,
    "/form",
  );
  watchSession(router as never, queryClient);
  await screen.findByText("a form");
  await expect(api.GET("/api/v2.0/projects")).rejects.toMatchObject({ status: 401 });
  await waitFor(() => expect(router.state.location.pathname).toBe("/login"));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(queryClient.getQueryData(sessionQueries.user().queryKey)).toBeUndefined();
});
