import { QueryClient } from "@tanstack/react-query";
import { server } from "@tests/server";
import { HttpResponse, http } from "msw";
import { meQueries } from "./api";

test("more projects than one `q` may name are asked for in several", async () => {
  const asked: number[] = [];
  server.use(
    http.get(`${location.origin}/api/v2.0/projects`, ({ request }) => {
      const q = new URL(request.url).searchParams.get("q") ?? "";
      const ids = q.slice("project_id={".length, -1).split(" ").map(Number);
      asked.push(ids.length);
      return HttpResponse.json(ids.map((project_id) => ({ project_id, name: `p${project_id}` })));
    }),
  );
  const ids = Array.from({ length: 120 }, (_, at) => at + 1);
  const names = await new QueryClient().fetchQuery(meQueries.projectNames(ids));
  expect([...names.keys()]).toEqual(ids);
  expect(names.get(120)).toBe("p120");
  expect(asked.sort()).toEqual([100, 20]);
});
