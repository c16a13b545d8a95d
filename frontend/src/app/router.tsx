import type { QueryClient } from "@tanstack/react-query";
import { createRouter, parseSearchWith, stringifySearchWith } from "@tanstack/react-router";
import type { i18n } from "i18next";
import { routeTree } from "@/routeTree.gen";
import { RouteError, RouteMissing, RoutePending } from "./route-states";

export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    basepath: "/ui",
    context: { queryClient },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: RouteMissing,
    defaultPendingComponent: RoutePending,
    defaultPendingMs: 150,
    scrollRestoration: true,
    parseSearch: parseSearchWith(readList),
    stringifySearch: stringifySearchWith(JSON.stringify, readList),
    // As they are written everywhere else: sha256:…
    pathParamsAllowedCharacters: [":", "@", "+"],
  });
}

/** Lists alone are JSON: the tag `1.10` is not the number 1.1. Raises SyntaxError. */
function readList(text: string): unknown {
  if (!/^[[{"]/.test(text)) throw new SyntaxError("a plain text");
  return JSON.parse(text);
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
  interface StaticDataRouteOption {
    /** What the route is called in the breadcrumb. */
    crumb?: (t: i18n["t"], params: Record<string, string | undefined>) => string;
  }
}
