import type { Registry } from "./model";

/** For tests: a registry that answers, but for what is said otherwise. */
export function aRegistry(change: Partial<Registry> = {}): Registry {
  return {
    id: 7,
    project_id: null,
    name: "berlin",
    description: "",
    type: "harbor",
    url: "https://berlin.example.com",
    credential: { type: "basic", access_key: "robot", access_secret: "*****" },
    insecure: false,
    ca_certificate: "",
    token_hosts: [],
    concurrency: 2,
    status: "healthy",
    status_cause: "",
    status_text: "",
    checked_time: "2026-11-20T10:00:00Z",
    rests_until: null,
    creation_time: "2026-11-20T10:00:00Z",
    update_time: "2026-11-20T10:00:00Z",
    ...change,
  };
}
