import { imageConfig } from "@/shared/artifacts/config";
import { kindOf, platformsOf } from "@/shared/artifacts/kinds";
import type { Artifact } from "@/shared/artifacts/queries";
import { parseTime } from "@/shared/lib/time";

export interface Choice {
  /** The platforms to choose from; none where neither is an index. */
  names: string[];
  /** The one that is chosen. */
  name: string | undefined;
  /** What is compared; nothing where an index has no image for the platform. */
  base: string | undefined;
  head: string | undefined;
}

/** Which images two artifacts are compared by, where the address asks for a platform or none. */
export function choose(base: Artifact, head: Artifact, asked: string | undefined): Choice {
  const [ofBase, ofHead] = [imagesOf(base), imagesOf(head)];
  const names = [...new Set([...(ofBase?.keys() ?? []), ...(ofHead?.keys() ?? [])])];
  const name = names.find((each) => each === asked) ?? usual(names, [base, head]);
  return {
    names,
    name,
    base: ofBase ? ofBase.get(name ?? "") : base.digest,
    head: ofHead ? ofHead.get(name ?? "") : head.digest,
  };
}

/** The images of an index by platform. */
function imagesOf(artifact: Artifact): Map<string, string> | null {
  if (kindOf(artifact) !== "index") return null;
  return new Map(platformsOf(artifact).map(({ name, digest }) => [name, digest]));
}

/** What both have; of those, what most machines run. */
function usual(names: readonly string[], sides: readonly Artifact[]): string | undefined {
  const common = names.filter((name) => sides.every((side) => runsOn(side, name)));
  const found = common.length > 0 ? common : names;
  return found.find((name) => name === "linux/amd64") ?? found[0];
}

function runsOn(side: Artifact, platform: string): boolean {
  const images = imagesOf(side);
  if (images) return images.has(platform);
  const own = imageConfig(side.extra_attrs).platform;
  // The API tells no variant of an image, which its index may do.
  return own !== "" && (platform === own || platform.startsWith(`${own}/`));
}

export interface Age {
  /** By when they were built, or where one does not tell that, by when they were pushed. */
  by: "created" | "pushed";
  base: string;
  head: string;
  /** How much newer the head is; less than nothing where it is older. */
  milliseconds: number;
}

export function ageOf(base: Artifact, head: Artifact): Age {
  const created = [base, head].map(({ extra_attrs }) => imageConfig(extra_attrs).created);
  const by = created.every((time) => parseTime(time)) ? "created" : "pushed";
  const [one = "", other = ""] =
    by === "created" ? created : [base, head].map(({ push_time }) => push_time);
  const [earlier, later] = [parseTime(one), parseTime(other)];
  const milliseconds = earlier && later ? later.getTime() - earlier.getTime() : 0;
  return { by, base: one, head: other, milliseconds };
}

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** `3 days`: how long it is, in the largest unit that it has at least one of. */
export function spanInWords(milliseconds: number, locale: string): string {
  const seconds = Math.abs(milliseconds) / 1000;
  const [unit, length] = UNITS.find(([, each]) => seconds >= each) ?? ["second", 1];
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "long",
    maximumFractionDigits: 0,
  }).format(Math.floor(seconds / length));
}
