import { record, text, texts } from "@/shared/artifacts/config";

/** What the configuration of a chart says, whoever wrote it: no field is taken on trust. */

type Json = Record<string, unknown>;

export interface ChartConfig {
  name: string;
  version: string;
  appVersion: string;
  description: string;
  home: string;
  sources: string[];
  keywords: string[];
  maintainers: string[];
  isDeprecated: boolean;
}

export function chartConfig(attributes: Json): ChartConfig {
  const maintainers = Array.isArray(attributes.maintainers) ? attributes.maintainers : [];
  return {
    name: text(attributes.name),
    version: text(attributes.version),
    appVersion: text(attributes.appVersion),
    description: text(attributes.description),
    home: text(attributes.home),
    sources: texts(attributes.sources),
    keywords: texts(attributes.keywords),
    maintainers: maintainers
      .map(record)
      .map(({ name, email }) => [text(name), text(email) && `<${text(email)}>`].join(" ").trim()),
    isDeprecated: attributes.deprecated === true,
  };
}

export interface Dependency {
  name: string;
  version: string;
  repository: string;
}

/** A chart's dependencies as the API lists them. Throws where it is no JSON. */
export function dependencies(answer: string): Dependency[] {
  const found: unknown = JSON.parse(answer);
  return (Array.isArray(found) ? found : []).map(record).map((each) => ({
    name: text(each.name),
    version: text(each.version),
    repository: text(each.repository),
  }));
}

/** A piece of a value: with an address where it leads somewhere. */
export interface Piece {
  text: string;
  href?: string;
}

const OCI = "org.opencontainers.image.";
const ADDRESSES = new Set(["source", "url", "documentation"].map((name) => OCI + name));

/** The value of a label or an annotation, with links where the key says what it names. */
export function linkedValue(key: string, value: string, all: readonly [string, string][]): Piece[] {
  if (ADDRESSES.has(key))
    return [webAddress(value) ? { text: value, href: value } : { text: value }];
  if (key === `${OCI}licenses`) return licences(value);
  if (key === `${OCI}revision`) {
    const source = all.find(([name]) => name === `${OCI}source`)?.[1] ?? "";
    const href = commitAddress(source, value);
    return [href ? { text: value, href } : { text: value }];
  }
  return [{ text: value }];
}

/** Only what a browser opens as a page; whoever wrote the label may have meant something else. */
export function webAddress(value: string): boolean {
  const address = URL.canParse(value) ? new URL(value) : null;
  return address?.protocol === "https:" || address?.protocol === "http:";
}

function commitAddress(source: string, revision: string): string | null {
  if (!webAddress(source) || !/^[0-9a-f]{7,64}$/.test(revision)) return null;
  return `${source.replace(/\/+$/, "").replace(/\.git$/, "")}/commit/${revision}`;
}

/** An SPDX expression, each licence of it with its page. */
function licences(expression: string): Piece[] {
  const parts = expression.split(/(\s+(?:AND|OR|WITH)\s+|[()])/).filter((part) => part !== "");
  return parts.map((part) =>
    /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(part) && !part.startsWith("LicenseRef-")
      ? { text: part, href: `https://spdx.org/licenses/${part}.html` }
      : { text: part },
  );
}
