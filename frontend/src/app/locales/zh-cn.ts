import { byNamespace } from "./by-namespace";

export const texts = byNamespace(
  import.meta.glob<Record<string, string>>(
    [
      "/src/app/locales/zh-CN.json",
      "/src/features/auth/locales/zh-CN.json",
      "/src/shared/i18n/locales/zh-CN.json",
    ],
    { eager: true, import: "default" },
  ),
);
