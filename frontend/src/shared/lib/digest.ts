const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-f]{32,}$/;

export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** The first twelve digits, with the algorithm where it is not the usual one. */
export function shortDigest(digest: string): string {
  const [algorithm = "", hex = ""] = digest.split(":");
  return algorithm === "sha256" ? hex.slice(0, 12) : `${algorithm}:${hex.slice(0, 12)}`;
}
