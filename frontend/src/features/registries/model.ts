import type { Schemas } from "@/shared/api/client";
import type { Tone } from "@/shared/ui/values";

export type Registry = Schemas["RegistryRead"];
export type RegistryBody = Schemas["RegistryWriteRequest"];

/** A kind of registry, as far as forms need to know. */
export interface Kind {
  title: string;
  endpoint_pattern: { endpoints: { key: string; value: string }[] };
  access_key_label: string;
  access_secret_label: string;
  /** The places are examples, to be filled in. */
  fill_in: boolean;
  /** Seen to work with a real one. */
  tried: boolean;
}
export type Kinds = Readonly<Record<string, Kind>>;

/** Kinds whose names are words, and so have one in each language. */
export const NAMED = ["harbor", "docker-registry", "google-gcr", "ali-acr"] as const;
export const LABELLED = ["docker-hub", "aws-ecr"] as const;

export function knownOf<T extends string>(known: readonly T[], kind: string): T | undefined {
  return known.find((one) => one === kind);
}

const TONES: Record<string, Tone> = { healthy: "good", unhealthy: "bad" };

export const STATUSES = ["healthy", "unhealthy", "unknown"] as const;
export type Status = (typeof STATUSES)[number];

export function statusOf({ status }: Registry): Status {
  return STATUSES.find((one) => one === status) ?? "unknown";
}

export function toneOf(registry: Registry): Tone {
  return TONES[statusOf(registry)] ?? "neutral";
}

/** What the form holds. */
export interface Values extends Record<string, unknown> {
  name: string;
  description: string;
  type: string;
  url: string;
  accessKey: string;
  /** Empty leaves what is stored, as long as the registry stays where it is. */
  secret: string;
  insecure: boolean;
  certificate: string;
  tokenHosts: string;
  concurrency: number | "";
}

export const MOST_AT_ONCE = 100;
const USUAL_AT_ONCE = 2;

export function valuesOf(registry: Registry | undefined): Values {
  return {
    name: registry?.name ?? "",
    description: registry?.description ?? "",
    type: registry?.type ?? "harbor",
    url: registry?.url ?? "",
    accessKey: registry?.credential.access_key ?? "",
    secret: "",
    insecure: registry?.insecure ?? false,
    certificate: registry?.ca_certificate ?? "",
    tokenHosts: registry?.token_hosts.join(", ") ?? "",
    concurrency: registry?.concurrency ?? USUAL_AT_ONCE,
  };
}

/** What the API is told; of a secret that nobody typed, nothing. */
export function bodyOf(values: Values): RegistryBody {
  return {
    name: values.name.trim(),
    description: values.description,
    type: values.type,
    url: values.url.trim(),
    access_key: values.accessKey.trim(),
    ...(values.secret ? { access_secret: values.secret } : {}),
    insecure: values.insecure,
    ca_certificate: values.certificate,
    token_hosts: hostsIn(values.tokenHosts),
    concurrency: values.concurrency === "" ? USUAL_AT_ONCE : values.concurrency,
  };
}

/** What a test of the connection is about: the rest changes nothing there. */
export function reachedBy(values: Values): RegistryBody {
  const { type, url, access_key, access_secret, insecure, ca_certificate, token_hosts } =
    bodyOf(values);
  return {
    type: type ?? "",
    url: url ?? "",
    access_key: access_key ?? "",
    ...(access_secret ? { access_secret } : {}),
    insecure: insecure ?? false,
    ca_certificate: ca_certificate ?? "",
    token_hosts: token_hosts ?? [],
  };
}

export function hostsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** Whether it may be an address that is called; the rest is for the API to judge. */
export function isAddress(url: string): boolean {
  try {
    return /^https?:$/.test(new URL(url.trim()).protocol);
  } catch {
    return false;
  }
}

/** Whether the stored secret would go somewhere else, which the server does not do. */
export function isElsewhere(registry: Registry, { url, type }: Values): boolean {
  if (!isAddress(url)) return true;
  return new URL(url.trim()).origin !== new URL(registry.url).origin || type !== registry.type;
}

/** The address to begin with, once a kind was chosen: what somebody typed stays. */
export function addressFor(kind: Kind | undefined, typed: string, kinds: Kinds): string {
  const places = Object.values(kinds).flatMap((one) => one.endpoint_pattern.endpoints);
  if (typed && !places.some(({ value }) => value === typed)) return typed;
  const [first] = kind?.endpoint_pattern.endpoints ?? [];
  return first && !kind?.fill_in ? first.value : "";
}

/** Names of policies by the registry that they move images to or from. */
export function usersOf(policies: readonly Schemas["ReplicationPolicyRead"][]) {
  const found = new Map<number, { id: number; name: string }[]>();
  for (const { id, name, src_registry, dest_registry } of policies) {
    const other = src_registry.id || dest_registry.id;
    found.set(other, [...(found.get(other) ?? []), { id, name }]);
  }
  return found;
}
