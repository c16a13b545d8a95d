import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";

/** Answers the requests of a test; what it has no answer for fails that test. */
export const server = setupServer();

/** *user* is logged in, at r.example. */
export function session(user: object) {
  const root = `${location.origin}/api/v2.0`;
  const system = { external_url: "https://r.example" };
  return [
    http.get(`${root}/session`, () => HttpResponse.json({ user, system })),
    http.get(`${root}/systeminfo`, () => HttpResponse.json(system)),
  ];
}
