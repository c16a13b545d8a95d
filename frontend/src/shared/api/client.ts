import createClient, { type Client, type Middleware } from "openapi-fetch";
import { ApiError, readError } from "./errors";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

const CSRF_HEADER = "X-Harbor-CSRF-Token";
const SAFE = new Set(["GET", "HEAD"]);
const WHO_AM_I = "/api/v2.0/session";
const LOGIN = "/c/login";
const LOGOUT = "/c/log_out";
const ALWAYS = {
  // A project's name may be all digits; without a word it would count as an id.
  "X-Is-Resource-Name": "true",
  // A script asks: the browser is not to cover the console with its own question for a password.
  "X-Requested-With": "XMLHttpRequest",
};

let csrfToken = "";
let userId: number | undefined;
let isAsking = false;
let sessionEnded: () => void = () => undefined;
let userChanged: () => void = () => undefined;

/** Have *listener* called whenever an answer says that nobody is logged in. */
export function onSessionEnd(listener: () => void): void {
  sessionEnded = listener;
}

/** Have *listener* called once somebody else is logged in, as happens in another tab. */
export function onUserChange(listener: () => void): void {
  userChanged = listener;
}

/** Each answer to a session tells the token that its changes are to bring along. */
const forgeryGuard: Middleware = {
  onRequest({ request }) {
    if (!SAFE.has(request.method) && csrfToken) request.headers.set(CSRF_HEADER, csrfToken);
    return request;
  },
  async onResponse({ response, schemaPath }) {
    const told = response.headers.get(CSRF_HEADER) ?? "";
    if (schemaPath === LOGIN || schemaPath === LOGOUT) {
      if (response.ok) [csrfToken, userId] = [told, undefined];
    } else if (schemaPath === WHO_AM_I) {
      if (response.ok) recognise(told, (await response.clone().json()) as Schemas["Session"]);
    } else if (!csrfToken) csrfToken = told;
    // Of another session; or of none, as what anybody may ask: then ask for what takes one.
    else if (told ? told !== csrfToken : response.ok) askWho();
  },
};

function askWho(): void {
  if (isAsking) return;
  isAsking = true;
  // A failure is told to whom it may concern before it comes here.
  const done = () => {
    isAsking = false;
  };
  api.GET(WHO_AM_I).then(done, done);
}

/** Somebody else's token is not taken: what is asked for on this page is not done in their name. */
function recognise(token: string, { user: { user_id } }: Schemas["Session"]): void {
  if (userId === undefined || userId === user_id) [csrfToken, userId] = [token, user_id];
  else userChanged();
}

const failures: Middleware = {
  async onResponse({ response, schemaPath }) {
    if (response.ok) return;
    if (response.status === 401 && schemaPath !== LOGIN) sessionEnded();
    throw await readError(response);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    return new ApiError(0, "OFFLINE", error instanceof Error ? error.message : "", "");
  },
};

/** A client of the paths below *root*, which leave that out. */
export function connect<Paths extends object>(root = ""): Client<Paths> {
  const client = createClient<Paths>({
    baseUrl: `${globalThis.location.origin}${root}`,
    credentials: "same-origin",
    headers: ALWAYS,
    fetch: (request) => globalThis.fetch(request),
  });
  // The last one sees an answer first, and none is looked at after a failure was thrown.
  client.use(failures, forgeryGuard);
  return client;
}

export const api = connect<paths>();

interface Answer<T> {
  data?: T;
  response: Response;
}

/** The body of an answer; a failure was thrown before. */
export function unwrap<T>({ data }: Answer<T>): T {
  return data as T;
}
