/** The texts by the folder that holds their `locales`; what is shared is called `common`. */
export function byNamespace(
  files: Record<string, Record<string, string>>,
): Record<string, Record<string, string>> {
  const named = Object.entries(files).map(([path, texts]) => {
    const folder = path.split("/").at(-3) ?? "";
    return [folder === "i18n" ? "common" : folder, texts];
  });
  return Object.fromEntries(named);
}
