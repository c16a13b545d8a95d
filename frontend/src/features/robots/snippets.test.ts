import { snippetOf, TOOLS } from "./snippets";

const ROBOT = { host: "registry.example", name: "robot$acme+ci", secret: "s3cr'et" };

test("a shell gets the name and the secret as they are", () => {
  expect(snippetOf("docker", ROBOT).text).toBe(
    "printf %s 's3cr'\\''et' | docker login registry.example --username 'robot$acme+ci' --password-stdin",
  );
  expect(snippetOf("kubernetes", ROBOT).text).toContain("docker-registry robot-acme-ci \\\n");
});

test("what is kept in a repository never has the secret, and names where it is to be put", () => {
  for (const tool of TOOLS) {
    const { text, variable } = snippetOf(tool, ROBOT);
    expect(text.includes("s3cr")).toBe(variable === undefined);
    if (variable) expect(text).toContain(variable);
  }
});
