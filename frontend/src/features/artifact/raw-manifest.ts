import { queryOptions } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import { record } from "@/shared/artifacts/config";
import { artifactQueries, ONE, type Place, pathOf } from "./api";

/** A larger configuration is no text that somebody reads. */
const LARGEST_CONFIG = 4 * 1024 * 1024;

export interface Document {
  digest: string;
  bytes: ArrayBuffer;
  text: string;
  /** What the text says; absent where it is no JSON, whatever its media type claims. */
  value?: unknown;
  /** Whether the digest is that of the bytes; `null` where this browser cannot tell. */
  isGenuine: boolean | null;
}

export interface RawManifest {
  manifest: Document;
  /** Where it has one that says of itself that it is JSON. */
  config: Document | null;
}

/** The bytes as clients pull them; reading them here counts as no pull. */
export const rawManifestQuery = (place: Place, digest: string) =>
  queryOptions({
    queryKey: [...artifactQueries.of(place, digest), "raw"],
    queryFn: ({ signal }) => readRaw(place, digest, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

async function readRaw(place: Place, digest: string, signal: AbortSignal): Promise<RawManifest> {
  const asked = {
    params: { path: pathOf(place, digest) },
    parseAs: "arrayBuffer",
    signal,
  } as const;
  const manifest = await api
    .GET(`${ONE}/manifest`, asked)
    .then(({ data }) => document(digest, data as ArrayBuffer));
  const { mediaType, digest: of, size } = record(record(manifest.value).config);
  const isJson = typeof mediaType === "string" && mediaType.endsWith("json");
  if (typeof of !== "string" || !isJson || Number(size) > LARGEST_CONFIG) {
    return { manifest, config: null };
  }
  const config = await api
    .GET(`${ONE}/config`, asked)
    .then(({ data }) => document(of, data as ArrayBuffer));
  return { manifest, config };
}

async function document(digest: string, bytes: ArrayBuffer): Promise<Document> {
  const text = new TextDecoder().decode(bytes);
  return { digest, bytes, text, ...parsed(text), isGenuine: await isGenuine(bytes, digest) };
}

function parsed(text: string): { value?: unknown } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return {};
  }
}

const ALGORITHMS: Partial<Record<string, string>> = { sha256: "SHA-256", sha512: "SHA-512" };

/** Browsers hash on pages that came over TLS, or from this machine. */
export async function isGenuine(bytes: ArrayBuffer, digest: string): Promise<boolean | null> {
  const [name = "", hex] = digest.split(":");
  const algorithm = ALGORITHMS[name];
  if (!algorithm || !globalThis.crypto?.subtle) return null;
  const found = new Uint8Array(await crypto.subtle.digest(algorithm, new Uint8Array(bytes)));
  return [...found].map((byte) => byte.toString(16).padStart(2, "0")).join("") === hex;
}
