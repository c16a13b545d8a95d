import { IconHome } from "@tabler/icons-react";
import { type NavGroup, visibleTo } from "./navigation";

const GROUPS: NavGroup[] = [
  { label: "app:nav.registry", items: [{ to: "/", label: "home:title", icon: IconHome }] },
  {
    label: "app:nav.administration",
    items: [{ to: "/", label: "home:title", icon: IconHome, needs: "user:list" }],
  },
];

test("a group shows what its rights allow, and is absent where that is nothing", () => {
  expect(visibleTo(() => false, GROUPS).map((group) => group.label)).toEqual(["app:nav.registry"]);
  expect(visibleTo((right) => right === "user:list", GROUPS)).toHaveLength(2);
});
