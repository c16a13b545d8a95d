import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { SimpleGrid, Stack, Text } from "@/shared/ui/layout";
import { RelTime, StatusBadge } from "@/shared/ui/values";
import type { Robot } from "./api";
import { ExpiryBadge } from "./expiry-badge";
import { oldSecretEnds } from "./model";
import { byResource, grantsOf } from "./rights";
import classes from "./robots.module.css";

interface Props {
  robot: Robot;
  /** With the rights: for whoever is not shown the form that has them. */
  isWhole: boolean;
}

export function RobotDetails({ robot, isWhole }: Props) {
  const { t } = useTranslation("robots");
  const older = oldSecretEnds(robot);
  return (
    <Stack gap="sm">
      <Text fw={600} className={classes.name}>
        {robot.name}
      </Text>
      <SimpleGrid cols={2} spacing="sm">
        <Fact label={t("column.state")}>
          <StatusBadge tone={robot.disable ? "neutral" : "good"}>
            {robot.disable ? t("state.disabled") : t("state.enabled")}
          </StatusBadge>
        </Fact>
        <Fact label={t("column.level")}>
          {robot.level === "project" ? t("level.project") : t("level.system")}
        </Fact>
        <Fact label={t("column.created")}>
          <RelTime value={robot.creation_time} />
        </Fact>
        <Fact label={t("column.expires")}>
          <ExpiryBadge robot={robot} />
        </Fact>
        <Fact label={t("column.used")}>
          <RelTime value={robot.last_used} />
          {robot.last_address && ` · ${robot.last_address}`}
        </Fact>
        <Fact label={t("details.secrets")}>
          {t("details.secretCount", { count: robot.secrets.length })}
          {older && (
            <>
              {" · "}
              {t("details.olderEnds")} <RelTime value={older} />
            </>
          )}
        </Fact>
      </SimpleGrid>
      {isWhole && robot.description && <Text>{robot.description}</Text>}
      {isWhole && <RightsList robot={robot} />}
    </Stack>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <div className={classes.label}>{label}</div>
      <div>{children}</div>
    </div>
  );
}

function RightsList({ robot }: { robot: Robot }) {
  const { t } = useTranslation("robots");
  const { system, projects } = grantsOf(robot);
  const places = [
    ...(system.length > 0 ? [{ key: "system", where: t("grant.system"), rights: system }] : []),
    ...projects.map(({ key, isEverywhere, projects: names, rights }) => ({
      key: String(key),
      where: isEverywhere ? t("everywhere") : names.join(", "),
      rights,
    })),
  ];
  return places.map(({ key, where, rights }) => (
    <section key={key} className={classes.grant} aria-label={where}>
      <Text fw={600} className={classes.name}>
        {where}
      </Text>
      {byResource(rights).map(({ resource, actions }) => (
        <div key={resource} className={classes.resource}>
          <span className="mono">{resource}</span>
          <span>{actions.join(", ")}</span>
        </div>
      ))}
    </section>
  ));
}
