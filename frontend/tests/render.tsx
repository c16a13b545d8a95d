import { QueryClient } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { Providers } from "@/app/providers";

/** Show *children* as the page of an address, with all that pages rely on around it. */
export function renderPage(children: ReactNode, address = "/") {
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: "$",
    component: () => children,
  });
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const shown = render(
    <Providers queryClient={queryClient} env="test">
      {/* The app's own router has other routes; what pages ask of it is the same. */}
      <RouterProvider router={router as never} />
    </Providers>,
  );
  return { ...shown, user: userEvent.setup(), router };
}
