import { byNamespace } from "./by-namespace";

export const texts = byNamespace(
  import.meta.glob<Record<string, string>>(
    [
      "/src/app/locales/en.json",
      "/src/features/auth/locales/en.json",
      "/src/shared/i18n/locales/en.json",
    ],
    { eager: true, import: "default" },
  ),
);
