import { imageConfig } from "./config";
import { instruction } from "./instruction";
import { attestationsOf, chosenPlatform, kindOf, platformsOf } from "./kinds";
import { aChild, anArtifact, anIndex, digestOf } from "./samples";

test("an index lists platforms, each by a name of its own, and apart from them attestations", () => {
  const arm = { os: "linux", architecture: "arm64", variant: "v8" };
  const artifact = anIndex([
    aChild(arm, "a"),
    aChild({ os: "linux", architecture: "amd64" }, "b"),
    aChild({ os: "linux", architecture: "amd64" }, "c"),
    aChild({ os: "unknown", architecture: "unknown" }, "d", {
      "vnd.docker.reference.type": "attestation-manifest",
      "vnd.docker.reference.digest": digestOf("b"),
    }),
  ]);
  const platforms = platformsOf(artifact);
  expect(platforms.map(({ name }) => name)).toEqual([
    "linux/arm64/v8",
    "linux/amd64",
    "linux/amd64 (cccccccccccc)",
  ]);
  expect(chosenPlatform(platforms, undefined)?.name).toBe("linux/amd64");
  expect(chosenPlatform(platforms, "linux/arm64/v8")?.digest).toBe(digestOf("a"));
  expect(chosenPlatform(platforms, "plan9/mips")?.name).toBe("linux/amd64");
  expect(attestationsOf(artifact, digestOf("b"))).toHaveLength(1);
  expect(attestationsOf(artifact, digestOf("a"))).toHaveLength(0);
});

test("a signature is stored as images are, and is none", () => {
  const signature = "application/vnd.dev.cosign.artifact.sig.v1+json";
  expect(kindOf(anArtifact({ artifact_type: signature }))).toBe("artifact");
  expect(kindOf(anArtifact())).toBe("image");
  expect(kindOf(anIndex([]))).toBe("index");
});

test.each([
  ["RUN /bin/sh -c make all # buildkit", "RUN make all"],
  ['/bin/sh -c #(nop)  CMD ["x"]', 'CMD ["x"]'],
  ["/bin/sh -c apk add curl", "RUN apk add curl"],
  ["|1 V=2 /bin/sh -c build $V", "RUN build $V"],
  ["COPY . /srv # buildkit", "COPY . /srv"],
])("%s was written as %s", (command, written) => expect(instruction(command)).toBe(written));

test("a configuration that is not as it should be is read as far as it goes", () => {
  const config = imageConfig({ config: { Env: "PATH=/", Cmd: [1, "x"], Labels: { a: { b: 1 } } } });
  expect(config.environment).toEqual([]);
  expect(config.command).toEqual(["x"]);
  expect(config.labels).toEqual([["a", '{"b":1}']]);
});
