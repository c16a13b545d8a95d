/** A repository's name as a part of a path: the API, as Harbor's, wants its slashes encoded twice. */
export function repositoryParameter(repository: string): string {
  return encodeURIComponent(repository); // the client encodes it once more
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined | ""> };

/** The parameters that say something; empty ones are left out of the query. */
export function given<T extends object>(parameters: T): Given<T> {
  const kept = Object.entries(parameters).filter(
    ([, value]) => value !== undefined && value !== "",
  );
  return Object.fromEntries(kept) as Given<T>;
}

/** The terms of the API's `q`: `{ public: true, name: "~lib" }` is `public=true,name=~lib`. */
export function filterTerms(
  terms: Record<string, string | number | boolean | undefined>,
): string | undefined {
  const text = Object.entries(terms)
    .filter(([, value]) => value !== undefined && value !== "" && value !== "~")
    .map(([key, value]) => `${key}=${termValue(String(value))}`)
    .join(",");
  return text || undefined;
}

/** As the API reads it: it decodes `q` once more, and takes quotes or a backslash off a value. */
function termValue(value: string): string {
  // Nothing keeps a comma from ending the term, and no name has one: that is found nowhere.
  if (value.includes(",")) return "{}";
  return value.replace(/^~(?=["'\\])/, "~\\").replaceAll(/[%+]/g, encodeURIComponent);
}
