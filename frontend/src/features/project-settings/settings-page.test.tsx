import { useQuery } from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import { renderPage } from "@tests/render";
import { server, session } from "@tests/server";
import { HttpResponse, http } from "msw";
import { projectQuery } from "@/shared/api/project";
import { SettingsPage } from "./settings-page";

const ROOT = `${location.origin}/api/v2.0`;
const SPARSE = { name: /Accept sparse image indexes/ };

/** The page as its route shows it: with the project as the cache has it. */
function Shown() {
  const { data, refetch } = useQuery(projectQuery("acme"));
  return (
    <>
      <button type="button" onClick={() => refetch()}>
        Look again
      </button>
      <output>{`known: ${data?.metadata?.public}`}</output>
      {data && <SettingsPage project={data} />}
    </>
  );
}

/** The project acme, of which the registry keeps *metadata*; what is sent is gathered. */
function serve(metadata: Record<string, string>): object[] {
  const sent: object[] = [];
  server.use(
    ...session({ username: "dora" }),
    http.get(`${ROOT}/projects/acme`, () =>
      HttpResponse.json({ project_id: 1, name: "acme", metadata, actions: ["project:update"] }),
    ),
    http.put(`${ROOT}/projects/acme`, async ({ request }) => {
      const body = (await request.json()) as { metadata: Record<string, string> };
      sent.push(body.metadata);
      Object.assign(metadata, body.metadata);
      return new HttpResponse(null);
    }),
  );
  return sent;
}

test("only one's own changes are sent, whatever somebody else has changed meanwhile", async () => {
  const metadata = { public: "false", allow_sparse: "false" };
  const sent = serve(metadata);
  const { user } = renderPage(<Shown />);
  await user.click(await screen.findByRole("switch", SPARSE));
  metadata.public = "true";
  await user.click(screen.getByRole("button", { name: "Look again" }));
  await screen.findByText("known: true");
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await waitFor(() => expect(sent).toEqual([{ allow_sparse: "true" }]));
});

test("a second change is told from what was sent first", async () => {
  const sent = serve({ public: "false", allow_sparse: "false" });
  const { user } = renderPage(<Shown />);
  await user.click(await screen.findByRole("switch", SPARSE));
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Save changes" })).toBeNull());
  await user.click(screen.getByRole("switch", SPARSE));
  await user.click(screen.getByRole("button", { name: "Save changes" }));
  await waitFor(() => expect(sent).toEqual([{ allow_sparse: "true" }, { allow_sparse: "false" }]));
});
