import { byNamespace } from "./by-namespace";

export const texts = byNamespace(
  import.meta.glob<Record<string, string>>(
    [
      "/src/features/*/locales/zh-CN.json",
      "!/src/features/{auth,gc,registries,replication}/locales/zh-CN.json",
    ],
    { eager: true, import: "default" },
  ),
);
