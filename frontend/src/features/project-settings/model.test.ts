import type { Project, Quota } from "./api";
import { changesBetween, type Settings, settingsOf } from "./model";

const PROJECT = { metadata: { public: "false", allow_sparse: "true" } } as unknown as Project;
const quota = (storage: number) => ({ hard: { storage }, used: { storage: 7 } }) as Quota;

test("what the API says becomes what the form shows", () => {
  expect(settingsOf(PROJECT, quota(-1))).toEqual({
    isPublic: false,
    allowsSparse: true,
    isLimited: false,
    limit: null,
  });
  expect(settingsOf(PROJECT, quota(0))).toMatchObject({ isLimited: true, limit: 0 });
});

const BEFORE: Settings = { isPublic: false, allowsSparse: false, isLimited: true, limit: 10 };

test.each<[Partial<Settings>, object]>([
  [{}, { metadata: {} }],
  [{ isPublic: true }, { metadata: { public: "true" } }],
  [{ allowsSparse: true }, { metadata: { allow_sparse: "true" } }],
  [{ limit: 20 }, { metadata: {}, limit: 20 }],
  [{ isLimited: false }, { metadata: {}, limit: -1 }],
])("only what changed is sent: %j", (change, sent) =>
  expect(changesBetween(BEFORE, { ...BEFORE, ...change })).toEqual(sent),
);
