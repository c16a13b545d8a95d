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
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  return text || undefined;
}
