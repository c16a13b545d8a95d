import type { ImageConfig } from "@/shared/artifacts/config";

export type ConfigChange = "same" | "changed" | "added" | "removed";
export type Section = "setting" | "environment" | "label" | "port" | "volume";
export const SETTINGS = [
  "platform",
  "entrypoint",
  "command",
  "user",
  "workingDirectory",
  "stopSignal",
] as const;
export type Setting = (typeof SETTINGS)[number];

/** One thing that an image sets, with its values; a side that does not set it has none. */
export type Entry = {
  id: string;
  change: ConfigChange;
  base: string | undefined;
  head: string | undefined;
} & (
  | { section: "setting"; name: Setting }
  | { section: Exclude<Section, "setting">; name: string }
);

/** All that either of two images sets, thing by thing. */
export function diffConfigs(base: ImageConfig, head: ImageConfig): Entry[] {
  const settings = [base, head].map(settingsOf);
  return [
    ...SETTINGS.flatMap((name): Entry[] => {
      const [one, other] = settings.map((found) => found.get(name));
      if (one === undefined && other === undefined) return [];
      return [{ id: name, section: "setting", name, ...compared(one, other) }];
    }),
    ...named("environment", variables(base.environment), variables(head.environment)),
    ...named("label", new Map(base.labels), new Map(head.labels)),
    ...named("port", present(base.ports), present(head.ports)),
    ...named("volume", present(base.volumes), present(head.volumes)),
  ];
}

function settingsOf(config: ImageConfig): Map<Setting, string> {
  const all: [Setting, string][] = [
    ["platform", config.platform],
    ["entrypoint", words(config.entrypoint)],
    ["command", words(config.command)],
    ["user", config.user],
    ["workingDirectory", config.workingDirectory],
    ["stopSignal", config.stopSignal],
  ];
  return new Map(all.filter(([, value]) => value !== ""));
}

/** As a file for builds has it: where one word ends is told. */
function words(found: readonly string[]): string {
  return found.length > 0 ? `[${found.map((word) => JSON.stringify(word)).join(", ")}]` : "";
}

/** Of a name that is set twice the last value counts, as it does where the image runs. */
function variables(environment: readonly string[]): Map<string, string> {
  return new Map(
    environment.map((line) => {
      const end = line.indexOf("=");
      return end < 0 ? [line, ""] : [line.slice(0, end), line.slice(end + 1)];
    }),
  );
}

/** What has a name alone. */
function present(names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [name, name]));
}

function named(
  section: Exclude<Section, "setting">,
  base: ReadonlyMap<string, string>,
  head: ReadonlyMap<string, string>,
): Entry[] {
  const names = [...new Set([...base.keys(), ...head.keys()])];
  return names
    .sort((one, other) => one.localeCompare(other))
    .map((name) => ({
      id: `${section} ${name}`,
      section,
      name,
      ...compared(base.get(name), head.get(name)),
    }));
}

function compared(base: string | undefined, head: string | undefined) {
  return { change: changeOf(base, head), base, head };
}

function changeOf(base: string | undefined, head: string | undefined): ConfigChange {
  if (base === head) return "same";
  if (base === undefined) return "added";
  return head === undefined ? "removed" : "changed";
}
