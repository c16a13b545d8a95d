/** What the configuration of an image says, whoever wrote it: no field is taken on trust. */

type Json = Record<string, unknown>;

export interface ImageConfig {
  created: string;
  author: string;
  platform: string;
  entrypoint: string[];
  command: string[];
  environment: string[];
  user: string;
  ports: string[];
  workingDirectory: string;
  volumes: string[];
  stopSignal: string;
  labels: [string, string][];
}

export function imageConfig(attributes: Json): ImageConfig {
  const config = record(attributes.config);
  return {
    created: text(attributes.created),
    author: text(attributes.author),
    platform: [attributes.os, attributes.architecture, attributes.variant]
      .map(text)
      .filter(Boolean)
      .join("/"),
    entrypoint: texts(config.Entrypoint),
    command: texts(config.Cmd),
    environment: texts(config.Env),
    user: text(config.User),
    ports: Object.keys(record(config.ExposedPorts)),
    workingDirectory: text(config.WorkingDir),
    volumes: Object.keys(record(config.Volumes)),
    stopSignal: text(config.StopSignal),
    labels: pairs(config.Labels),
  };
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

export function record(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Names and their texts, in the order of the names. */
export function pairs(value: unknown): [string, string][] {
  return Object.entries(record(value))
    .map(([key, each]): [string, string] => [
      key,
      typeof each === "string" ? each : JSON.stringify(each),
    ])
    .sort(([a], [b]) => a.localeCompare(b));
}
