import { byNamespace } from "./by-namespace";

export const texts = byNamespace(
  import.meta.glob<Record<string, string>>(
    [
      "/src/features/*/locales/en.json",
      "!/src/features/{auth,gc,registries,replication}/locales/en.json",
    ],
    { eager: true, import: "default" },
  ),
);
