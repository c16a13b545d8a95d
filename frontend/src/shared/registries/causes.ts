/** The API's words for what went wrong with another registry that there are texts for. */
export const CAUSES = [
  "address",
  "busy",
  "conflict",
  "denied",
  "digest",
  "dns",
  "filter",
  "lost",
  "malformed",
  "missing",
  "precondition",
  "realm",
  "redirect",
  "refused",
  "secret",
  "server",
  "storage",
  "timeout",
  "tls",
  "token",
  "too-large",
  "unauthorized",
  "unreachable",
  "unsupported",
] as const;
export type Cause = (typeof CAUSES)[number];

export function knownCause(cause: string): Cause | undefined {
  return CAUSES.find((known) => known === cause);
}

/** What a task that failed as a whole says: the sort of fault, and a sentence on it. */
const FAULT = /^((?:Remote|Secret|Transfer)[A-Za-z]+): /;
/** Sorts that are of one cause alone; others tell theirs in the sentence. */
const OF_SORT: Readonly<Record<string, Cause>> = {
  RemoteBusy: "busy",
  RemoteUnreachable: "unreachable",
  RemoteUnsupported: "unsupported",
  SecretBroken: "secret",
  SecretForeign: "secret",
};

/** The cause of a failure; of a task that names none, as far as its words tell it. */
export function causeOf(cause: string, text: string): Cause | undefined {
  return cause ? knownCause(cause) : OF_SORT[FAULT.exec(text)?.[1] ?? ""];
}

/** The sentence alone. */
export function sentenceOf(text: string): string {
  return text.replace(FAULT, "");
}
