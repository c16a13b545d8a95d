import { type Item, inOrder, keyOf, leftOf, nameOf, wantedOf } from "./model";

const digest = `sha256:${"3f1c".repeat(16)}`;
const item = (change: Partial<Item>): Item => ({
  id: 1,
  type: "artifact",
  repository: "acme/web/shop",
  digest,
  tag: "",
  tags: [],
  artifact_count: 0,
  tag_count: 0,
  bytes: 0,
  deleted_at: "2026-11-20T10:00:00Z",
  deleted_by: "mona",
  kept_until: "2026-11-27T10:00:00Z",
  ...change,
});
const repository = item({ type: "repository", id: 7, digest: "" });
const tag = item({ type: "tag", tag: "1.0" });

describe("things in the trash", () => {
  test("are called what people call them", () => {
    expect(nameOf(repository)).toBe("web/shop");
    expect(nameOf(tag)).toBe("web/shop:1.0");
    expect(nameOf(item({}))).toMatch(/^web\/shop@3f1c/);
    expect([repository, tag, item({})].map(keyOf)).toEqual(["repository:7", "tag:1", "artifact:1"]);
  });

  test("are asked back by what names them for the API", () => {
    const named = { repository: "acme/web/shop", force: false };
    expect(wantedOf(repository, false)).toEqual({ ...named, type: "repository", id: 7 });
    expect(wantedOf(tag, false)).toEqual({ ...named, type: "tag", tag: "1.0", digest });
    expect(wantedOf(item({}), false)).toEqual({ ...named, type: "artifact", digest });
  });

  test("leave tags behind, each of which can be asked back by force", () => {
    const [left, ...others] = leftOf(item({ tags: ["1.0", "2.0"] }), ["2.0", "of-a-child"]);
    expect(others).toEqual([]);
    expect(left && nameOf(left)).toBe("web/shop:2.0");
    expect(left && wantedOf(left, true)).toMatchObject({ type: "tag", tag: "2.0", force: true });
  });

  test("come back with what holds others first", () => {
    const types = inOrder([tag, item({}), repository]).map(({ type }) => type);
    expect(types).toEqual(["repository", "artifact", "tag"]);
  });
});
