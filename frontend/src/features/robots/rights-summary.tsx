import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Text } from "@/shared/ui/layout";
import { type Robot, robotQueries } from "./api";
import { availableIn, grantsOf, presetOf } from "./rights";

/** What a robot may do, in a word where a preset says it, and how many rights that is. */
export function RightsSummary({ robot }: { robot: Robot }) {
  const { t } = useTranslation("robots");
  // In the cache of whoever may make robots; the others are told the count alone.
  const { data: catalogue } = useQuery({ ...robotQueries.catalogue(), enabled: false });
  const { system, projects } = grantsOf(robot);
  const [only] = projects;
  const preset =
    catalogue && only && projects.length === 1 && system.length === 0
      ? presetOf(only.rights, "project", availableIn(catalogue, "project"))
      : undefined;
  const rights = new Set([...system, ...projects.flatMap((grant) => grant.rights)]);
  const count = t("rights.count", { count: rights.size });
  return (
    <div title={[...rights].join(", ")}>
      {preset && <div>{t(`preset.${preset}`)}</div>}
      <Text span={!preset} inherit={!preset} size="sm" {...(preset ? { c: "dimmed" } : {})}>
        {count}
      </Text>
    </div>
  );
}
