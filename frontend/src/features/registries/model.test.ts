import {
  addressFor,
  bodyOf,
  hostsIn,
  isAddress,
  isElsewhere,
  type Kind,
  reachedBy,
  usersOf,
  valuesOf,
} from "./model";
import { aRegistry } from "./sample";

const kind = (value: string, isExample = false): Kind => ({
  title: "",
  endpoint_pattern: { endpoints: [{ key: "", value }] },
  access_key_label: "",
  access_secret_label: "",
  fill_in: isExample,
  tried: true,
});
const KINDS = {
  hub: kind("https://hub.example.com"),
  ecr: kind("https://REGION.example.com", true),
  any: { ...kind(""), endpoint_pattern: { endpoints: [] } },
};

test("a secret that nobody typed is not sent, and the form never has the stored one", () => {
  const values = valuesOf(aRegistry());
  expect(values.secret).toBe("");
  expect(bodyOf(values)).not.toHaveProperty("access_secret");
  expect(bodyOf({ ...values, secret: "s" })).toMatchObject({ access_secret: "s" });
  expect(reachedBy(values)).not.toHaveProperty("name");
});

test("hosts are told apart by commas and blanks", () => {
  expect(hostsIn(" a.example.com, b.example.com\nc.example.com ")).toHaveLength(3);
  expect(hostsIn("")).toEqual([]);
});

test.each([
  ["https://registry.example.com", true],
  ["http://192.0.2.1:5000", true],
  ["registry.example.com", false],
  ["ftp://registry.example.com", false],
])("%s is an address: %s", (url, expected) => {
  expect(isAddress(url)).toBe(expected);
});

test("with another place or kind the stored secret is lost", () => {
  const registry = aRegistry();
  const values = valuesOf(registry);
  expect(isElsewhere(registry, { ...values, url: `${registry.url}/` })).toBe(false);
  expect(isElsewhere(registry, { ...values, url: "https://other.example.com" })).toBe(true);
  expect(isElsewhere(registry, { ...values, type: "quay" })).toBe(true);
});

test("a kind brings its address, unless somebody typed one or it is an example", () => {
  expect(addressFor(KINDS.hub, "", KINDS)).toBe("https://hub.example.com");
  expect(addressFor(KINDS.hub, "https://mine.example.com", KINDS)).toBe("https://mine.example.com");
  expect(addressFor(KINDS.ecr, "https://hub.example.com", KINDS)).toBe("");
  expect(addressFor(KINDS.any, "https://hub.example.com", KINDS)).toBe("");
});

test("policies are found by the registry at their other end", () => {
  const policy = (id: number, from: number, to: number) =>
    ({ id, name: `p${id}`, src_registry: { id: from }, dest_registry: { id: to } }) as never;
  const users = usersOf([policy(1, 0, 7), policy(2, 7, 0), policy(3, 0, 8)]);
  expect(users.get(7)?.map(({ name }) => name)).toEqual(["p1", "p2"]);
  expect(users.get(8)).toHaveLength(1);
});
