import { imageReference } from "@/shared/lib/references";

export type PullKind = "image" | "index" | "chart" | "artifact";

/** What somebody pulls with; the last two are files that name what is pulled. */
export type Client =
  | "docker"
  | "podman"
  | "nerdctl"
  | "helm"
  | "oras"
  | "crane"
  | "kubernetes"
  | "dockerfile";

/** One thing to copy; the label says which, where a client has several. */
export interface Command {
  label?: "crane" | "skopeo" | "image" | "secret" | "pod";
  text: string;
}

export interface PullTarget {
  host: string;
  project: string;
  repository: string;
  /** A tag or a digest. */
  reference: string;
  isDigest: boolean;
  /** `linux/arm64/v8` */
  platform?: string | undefined;
  username: string;
}

const IMAGE_CLIENTS: readonly Client[] = [
  "docker",
  "podman",
  "nerdctl",
  "crane",
  "kubernetes",
  "dockerfile",
];
const CLIENTS: Record<PullKind, readonly Client[]> = {
  image: IMAGE_CLIENTS,
  index: IMAGE_CLIENTS,
  chart: ["helm", "oras"],
  artifact: ["oras"],
};

export function clientsOf(kind: PullKind): readonly Client[] {
  return CLIENTS[kind];
}

export function pullCommands(client: Client, target: PullTarget): Command[] {
  const image = imageOf(target);
  const { platform } = target;
  const flag = platform ? ` --platform ${platform}` : "";
  switch (client) {
    case "helm":
      return [{ text: `helm pull ${chartOf(target)}` }];
    case "crane":
      return [
        { label: "crane", text: `crane pull${flag} ${image} ${archiveOf(target)}` },
        {
          label: "skopeo",
          text: `skopeo${overrides(platform)} copy docker://${image} docker-archive:${archiveOf(target)}`,
        },
      ];
    case "kubernetes":
      return kubernetes(target, image);
    case "dockerfile":
      return [{ text: `FROM ${platform ? `--platform=${platform} ` : ""}${image}` }];
    default:
      return [{ text: `${client} pull${flag} ${image}` }];
  }
}

/** How to sign in before; nothing where a file only names the image. */
export function loginCommands(client: Client, host: string, username: string): Command[] {
  const rest = `${host} --username ${shellWord(username)}`;
  switch (client) {
    case "helm":
      return [{ text: `helm registry login ${rest}` }];
    case "crane":
      return [
        { label: "crane", text: `crane auth login ${rest} --password-stdin` },
        { label: "skopeo", text: `skopeo login ${rest}` },
      ];
    case "kubernetes":
      return [];
    case "dockerfile":
      return [{ text: `docker login ${rest}` }];
    default:
      return [{ text: `${client} login ${rest}` }];
  }
}

export const PUSH_CLIENTS = ["docker", "podman", "nerdctl", "helm", "oras", "crane"] as const;

/** How to push something, by names that are examples where nothing says them. */
export function pushCommands(
  client: (typeof PUSH_CLIENTS)[number],
  { host, project, repository = "app" }: { host: string; project: string; repository?: string },
): Command[] {
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  const image = imageReference(host, `${project}/${repository}`, "1.0");
  switch (client) {
    case "helm": {
      // The client adds the chart's own name to where it pushes to.
      const parent = [project, ...repository.split("/").slice(0, -1)].join("/");
      return [{ text: `helm push ${name}-1.0.0.tgz oci://${host}/${parent}` }];
    }
    case "oras":
      return [{ text: `oras push ${image} ./file.txt` }];
    case "crane":
      return [
        { label: "crane", text: `crane push ${name}.tar ${image}` },
        { label: "skopeo", text: `skopeo copy docker-archive:${name}.tar docker://${image}` },
      ];
    default:
      return [{ text: `${client} tag ${name}:1.0 ${image}` }, { text: `${client} push ${image}` }];
  }
}

function imageOf({ host, project, repository, reference }: PullTarget): string {
  return imageReference(host, `${project}/${repository}`, reference);
}

function archiveOf({ repository }: PullTarget): string {
  return `${repository.slice(repository.lastIndexOf("/") + 1)}.tar`;
}

function chartOf(target: PullTarget): string {
  const { host, project, repository, reference, isDigest } = target;
  if (isDigest) return `oci://${imageOf(target)}`;
  // A tag has no plus: Helm writes an underscore for it, and wants the plus where it asks.
  return `oci://${host}/${project}/${repository} --version ${reference.replaceAll("_", "+")}`;
}

function overrides(platform: string | undefined): string {
  if (!platform) return "";
  const [os, architecture, variant] = platform.split("/");
  const words = [`--override-os ${os}`];
  if (architecture) words.push(`--override-arch ${architecture}`);
  if (variant) words.push(`--override-variant ${variant}`);
  return ` ${words.join(" ")}`;
}

function kubernetes({ host, project, username }: PullTarget, image: string): Command[] {
  // A secret's name has no underscore, a project's may.
  const secret = `${project.replaceAll(/[^a-z0-9.-]/g, "-")}-pull`;
  const create = [
    `kubectl create secret docker-registry ${secret}`,
    `--docker-server=${host}`,
    `--docker-username=${shellWord(username)}`,
    '--docker-password="$REGISTRY_PASSWORD"',
  ];
  return [
    { label: "image", text: `image: ${image}` },
    { label: "secret", text: create.join(" \\\n  ") },
    { label: "pod", text: `imagePullSecrets:\n  - name: ${secret}` },
  ];
}

/** As a shell takes it: a robot's name has a dollar. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
