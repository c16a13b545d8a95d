import { screen } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import { HomePage } from "./home-page";

const ROOT = `${location.origin}/api/v2.0`;

/** A registry with so many repositories; what was asked of its activity is gathered. */
function serve(isAdmin: boolean, repositories: number): URLSearchParams[] {
  const asked: URLSearchParams[] = [];
  server.use(
    ...session({ username: "dora", sysadmin_flag: isAdmin }),
    http.get(`${ROOT}/statistics`, () =>
      HttpResponse.json({
        total_repo_count: repositories,
        public_repo_count: 0,
        private_repo_count: repositories,
        total_project_count: 1,
        public_project_count: 0,
        private_project_count: 1,
        total_storage_consumption: 10,
      }),
    ),
    http.get(`${ROOT}/quotas`, () => HttpResponse.json([])),
    http.get(`${ROOT}/audit/rows`, () => HttpResponse.json([])),
    http.get(`${ROOT}/projects`, () => HttpResponse.json([])),
    http.get(`${ROOT}/repositories`, () => HttpResponse.json([])),
    http.get(`${ROOT}/activity`, ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      const days = [
        { day: "2026-01-30", pulls: 1200, pushes: 0 },
        { day: "2026-01-31", pulls: 34, pushes: 5 },
      ];
      return HttpResponse.json({ days });
    }),
  );
  return asked;
}

test("administrators see what the registry was asked for, as a chart and as numbers", async () => {
  const asked = serve(true, 3);
  const { user } = renderPage(<HomePage />);
  expect(
    await screen.findByText("1,234 pulls and 5 pushes in the last 2 days."),
  ).toBeInTheDocument();
  expect(asked.map((query) => query.get("days"))).toEqual(["30"]);
  await user.click(screen.getByRole("button", { name: "Show as table" }));
  const rows = screen.getByRole("table", { name: "Pulls and pushes" }).querySelectorAll("tbody tr");
  expect([...rows].map((row) => row.textContent)).toEqual([
    "Jan 31, 2026345",
    "Jan 30, 20261,2000",
  ]);
});

test("nobody else asks for it", async () => {
  const asked = serve(false, 3);
  renderPage(<HomePage />);
  expect(await screen.findByText("Signed in as dora")).toBeInTheDocument();
  expect(await screen.findByText("Repositories")).toBeInTheDocument();
  expect(screen.queryByText("Pulls and pushes")).toBeNull();
  expect(asked).toEqual([]);
});

test("a registry that is still empty has its first steps in that place", async () => {
  const asked = serve(true, 0);
  renderPage(<HomePage />);
  expect(await screen.findByText("Your first image")).toBeInTheDocument();
  expect(screen.queryByText("Pulls and pushes")).toBeNull();
  expect(asked).toEqual([]);
});
