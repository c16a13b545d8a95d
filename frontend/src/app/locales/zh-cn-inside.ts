import { byNamespace } from "./by-namespace";

export const texts = byNamespace(
  import.meta.glob<Record<string, string>>(
    ["/src/features/*/locales/zh-CN.json", "!/src/features/auth/locales/zh-CN.json"],
    { eager: true, import: "default" },
  ),
);
