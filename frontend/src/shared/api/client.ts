import createClient, { type Middleware } from "openapi-fetch";
import { ApiError, readError } from "./errors";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

const CSRF_HEADER = "X-Harbor-CSRF-Token";
const SAFE = new Set(["GET", "HEAD"]);
const WHO_AM_I = "/api/v2.0/users/current";

let csrfToken = "";
let sessionEnded: () => void = () => undefined;

/** Have *listener* called whenever an answer says that nobody is logged in. */
export function onSessionEnd(listener: () => void): void {
  sessionEnded = listener;
}

/** Each answer to a session tells the token that its changes are to bring along. */
const forgeryGuard: Middleware = {
  onRequest({ request }) {
    if (!SAFE.has(request.method) && csrfToken) request.headers.set(CSRF_HEADER, csrfToken);
    return request;
  },
  onResponse({ response, schemaPath }) {
    const told = response.headers.get(CSRF_HEADER);
    const isOut = response.ok && schemaPath === "/c/log_out";
    // What anybody may ask is answered without a session, too: then ask for what takes one.
    if (response.ok && csrfToken && !told && !isOut) api.GET(WHO_AM_I).catch(() => undefined);
    csrfToken = isOut ? "" : (told ?? csrfToken);
  },
};

const failures: Middleware = {
  async onResponse({ response, schemaPath }) {
    if (response.ok) return;
    if (response.status === 401 && schemaPath !== "/c/login") sessionEnded();
    throw await readError(response);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    return new ApiError(0, "OFFLINE", error instanceof Error ? error.message : "", "");
  },
};

export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  credentials: "same-origin",
  fetch: (request) => globalThis.fetch(request),
});
// The last one sees an answer first, and none is looked at after a failure was thrown.
api.use(failures, forgeryGuard);

interface Answer<T> {
  data?: T;
  response: Response;
}

/** The body of an answer; a failure was thrown before. */
export function unwrap<T>({ data }: Answer<T>): T {
  return data as T;
}
