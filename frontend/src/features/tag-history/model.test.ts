import { deedOf, restorable } from "./model";

const [A, B] = ["sha256:a", "sha256:b"];

function line(old_digest: string, new_digest: string) {
  return { id: 1, name: "v1", moved_by: "dora", moved_at: "", old_digest, new_digest };
}

test("a line without an end is a deletion, one without a beginning made the tag", () => {
  expect(deedOf(line("", A))).toBe("created");
  expect(deedOf(line(A, B))).toBe("moved");
  expect(deedOf(line(A, ""))).toBe("deleted");
});

test("a line leads back to what the tag named, but not to what it names now", () => {
  expect(restorable(line("", A), B)).toBe(A);
  expect(restorable(line(A, B), B)).toBeNull();
  expect(restorable(line(A, ""), "")).toBe(A);
});
