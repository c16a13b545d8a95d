import { shellWord } from "@/shared/pull-box/commands";

export const TOOLS = ["docker", "kubernetes", "github", "gitlab"] as const;
export type Tool = (typeof TOOLS)[number];

export interface Credentials {
  host: string;
  name: string;
  secret: string;
}

export interface Snippet {
  text: string;
  /** The name under which the tool is to be given the secret, where the text does not have it. */
  variable?: string;
}

const VARIABLE = "REGISTRY_PASSWORD";

/** How a tool is told the robot's name and secret. */
export function snippetOf(tool: Tool, credentials: Credentials): Snippet {
  switch (tool) {
    case "docker":
      return { text: dockerLogin(credentials, `printf %s ${shellWord(credentials.secret)}`) };
    case "kubernetes":
      return { text: pullSecret(credentials) };
    case "github":
      return { text: githubStep(credentials), variable: VARIABLE };
    case "gitlab":
      return { text: gitlabScript(credentials), variable: VARIABLE };
  }
}

function dockerLogin({ host, name }: Credentials, sayPassword: string): string {
  return `${sayPassword} | docker login ${host} --username ${shellWord(name)} --password-stdin`;
}

function pullSecret({ host, name, secret }: Credentials): string {
  return [
    `kubectl create secret docker-registry ${secretName(name)}`,
    `--docker-server=${host}`,
    `--docker-username=${shellWord(name)}`,
    `--docker-password=${shellWord(secret)}`,
  ].join(" \\\n  ");
}

function githubStep({ host, name }: Credentials): string {
  return [
    "- uses: docker/login-action@v3",
    "  with:",
    `    registry: ${host}`,
    `    username: '${name}'`,
    `    password: \${{ secrets.${VARIABLE} }}`,
  ].join("\n");
}

function gitlabScript(credentials: Credentials): string {
  const login = dockerLogin(credentials, `printf %s "$${VARIABLE}"`);
  return ["before_script:", `  - ${login}`].join("\n");
}

/** As Kubernetes takes it: lower-case letters, digits, and dashes between them. */
function secretName(name: string): string {
  return name.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}
