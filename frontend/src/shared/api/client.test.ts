import { server } from "@tests/server";
import { delay, HttpResponse, http } from "msw";
import { api, onSessionEnd, onUserChange, unwrap } from "./client";
import { ApiError } from "./errors";
import { unwrapPage } from "./pagination";
import { repositoryParameter } from "./parameters";

const ROOT = `${location.origin}/api/v2.0`;

function failing(status: number, code: string, headers: Record<string, string> = {}) {
  return HttpResponse.json({ errors: [{ code, message: "no" }] }, { status, headers });
}

const TOLD = { headers: { "X-Harbor-CSRF-Token": "token" } };

test("changes bring along the token that the last answer told", async () => {
  const sent: (string | null)[] = [];
  server.use(
    http.get(`${ROOT}/ping`, () => HttpResponse.text("Pong", TOLD)),
    http.post(`${ROOT}/projects`, ({ request }) => {
      sent.push(request.headers.get("X-Harbor-CSRF-Token"));
      return new HttpResponse(null, { status: 201, ...TOLD });
    }),
    http.post(`${location.origin}/c/log_out`, () => new HttpResponse(null)),
  );
  await api.GET("/api/v2.0/ping", { parseAs: "text" });
  await api.POST("/api/v2.0/projects", { body: { project_name: "a" } });
  await api.POST("/c/log_out");
  expect(sent).toEqual(["token"]);
});

test("an answer to nobody in the middle of a session ends it, a log-out does not", async () => {
  let ends = 0;
  onSessionEnd(() => {
    ends += 1;
  });
  server.use(
    http.get(`${ROOT}/ping`, () => HttpResponse.text("Pong", TOLD)),
    http.get(`${ROOT}/projects`, () => HttpResponse.json([])),
    http.get(`${ROOT}/session`, () => failing(401, "UNAUTHORIZED")),
    http.post(`${location.origin}/c/log_out`, () => new HttpResponse(null)),
  );
  await api.GET("/api/v2.0/ping", { parseAs: "text" });
  await api.GET("/api/v2.0/projects");
  await vi.waitFor(() => expect(ends).toBe(1));
  await api.POST("/c/log_out");
  await api.GET("/api/v2.0/projects");
  expect(ends).toBe(1);
});

test("every request says that projects are named, and that a script asks", async () => {
  const sent: Headers[] = [];
  server.use(
    http.get(`${ROOT}/projects/42`, ({ request }) => {
      sent.push(request.headers);
      return HttpResponse.json({});
    }),
  );
  await api.GET("/api/v2.0/projects/{project}", { params: { path: { project: "42" } } });
  expect(sent[0]?.get("X-Is-Resource-Name")).toBe("true");
  expect(sent[0]?.get("X-Requested-With")).toBe("XMLHttpRequest");
});

test("who is there is asked once where the answer is of no session either", async () => {
  let asked = 0;
  server.use(
    http.get(`${ROOT}/ping`, () => HttpResponse.text("Pong", TOLD)),
    http.get(`${ROOT}/projects`, () => HttpResponse.json([])),
    http.get(`${ROOT}/session`, () => {
      asked += 1;
      return HttpResponse.json({ user: { user_id: 7 } });
    }),
    http.post(`${location.origin}/c/log_out`, () => new HttpResponse(null)),
  );
  await api.GET("/api/v2.0/ping", { parseAs: "text" });
  await api.GET("/api/v2.0/projects");
  await vi.waitFor(() => expect(asked).toBe(1));
  await delay(100);
  expect(asked).toBe(1);
  await api.POST("/c/log_out");
});

/** A browser in which *user* is logged in with *token*; tells the tokens that changes bring. */
function session(user_id: number, token: string): (string | null)[] {
  const headers = { "X-Harbor-CSRF-Token": token };
  const sent: (string | null)[] = [];
  server.use(
    http.get(`${ROOT}/session`, () => HttpResponse.json({ user: { user_id } }, { headers })),
    http.get(`${ROOT}/projects`, () => HttpResponse.json([], { headers })),
    http.post(`${ROOT}/projects`, ({ request }) => {
      sent.push(request.headers.get("X-Harbor-CSRF-Token"));
      return new HttpResponse(null, { status: 201, headers });
    }),
    http.post(`${location.origin}/c/log_out`, () => new HttpResponse(null)),
  );
  return sent;
}

test("what is asked for here is not done in the name of who logged in elsewhere", async () => {
  const changed = vi.fn();
  onUserChange(changed);
  session(7, "dora's");
  await api.GET("/api/v2.0/session");
  const sent = session(8, "gus's");
  await api.GET("/api/v2.0/projects");
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  await api.POST("/api/v2.0/projects", { body: { project_name: "a" } });
  expect(sent).toEqual(["dora's"]);
  await api.POST("/c/log_out");
});

test("whoever logged in once more, elsewhere, goes on here", async () => {
  const changed = vi.fn();
  onUserChange(changed);
  session(7, "first");
  await api.GET("/api/v2.0/session");
  const sent = session(7, "second");
  await api.GET("/api/v2.0/projects");
  await vi.waitFor(async () => {
    await api.POST("/api/v2.0/projects", { body: { project_name: "a" } });
    expect(sent.at(-1)).toBe("second");
  });
  expect(changed).not.toHaveBeenCalled();
  await api.POST("/c/log_out");
});

test("a failure tells its code, its words and the request's id", async () => {
  server.use(
    http.get(`${ROOT}/projects`, () =>
      failing(503, "BUSY", { "X-Request-Id": "r-1", "Retry-After": "7" }),
    ),
  );
  await expect(api.GET("/api/v2.0/projects")).rejects.toMatchObject({
    status: 503,
    code: "BUSY",
    message: "no",
    requestId: "r-1",
    retryAfter: 7,
  });
});

test("what is no JSON and what never came are failures of the same kind", async () => {
  server.use(http.get(`${ROOT}/projects`, () => HttpResponse.text("<html>", { status: 502 })));
  await expect(api.GET("/api/v2.0/projects")).rejects.toMatchObject({ code: "HTTP_502" });
  server.use(http.get(`${ROOT}/projects`, () => HttpResponse.error()));
  const error = await api.GET("/api/v2.0/projects").catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 0, isOffline: true });
});

test("only a session's end is told to who listens, not a wrong password", async () => {
  let ends = 0;
  onSessionEnd(() => {
    ends += 1;
  });
  server.use(
    http.post(`${location.origin}/c/login`, () => failing(401, "UNAUTHORIZED")),
    http.get(`${ROOT}/projects`, () => failing(401, "UNAUTHORIZED")),
  );
  const login = api.POST("/c/login", { body: { principal: "a", password: "b" } });
  await expect(login).rejects.toMatchObject({ status: 401 });
  expect(ends).toBe(0);
  await expect(api.GET("/api/v2.0/projects")).rejects.toMatchObject({ status: 401 });
  expect(ends).toBe(1);
});

test("a repository's slashes are encoded twice", async () => {
  const urls: string[] = [];
  server.use(
    http.get(`${ROOT}/projects/:project/repositories/:repository`, ({ request }) => {
      urls.push(new URL(request.url).pathname);
      return HttpResponse.json({ name: "acme/team/app" });
    }),
  );
  const path = { project: "acme", repository: repositoryParameter("team/app") };
  await api
    .GET("/api/v2.0/projects/{project}/repositories/{repository}", { params: { path } })
    .then(unwrap);
  expect(urls).toEqual(["/api/v2.0/projects/acme/repositories/team%252Fapp"]);
});

test("a page knows the total and where the next one begins", () => {
  const headers = { "X-Total-Count": "812", "X-Next-Cursor": "WzFd" };
  const response = new Response("[]", { headers });
  expect(unwrapPage({ data: ["a"], response })).toEqual({
    items: ["a"],
    total: 812,
    nextCursor: "WzFd",
  });
});
