import type { TFunction } from "i18next";
import type { Column } from "@/shared/table/types";
import { Text, UnstyledButton } from "@/shared/ui/layout";
import { RelTime, StatusBadge } from "@/shared/ui/values";
import type { Robot } from "./api";
import { ExpiryBadge } from "./expiry-badge";
import { RightsSummary } from "./rights-summary";
import classes from "./robots.module.css";

interface Options {
  t: TFunction<["robots", "common"]>;
  isOfProject: boolean;
  onOpen: (id: number) => void;
}

export function robotColumns({ t, isOfProject, onOpen }: Options): Column<Robot>[] {
  return [
    {
      id: "name",
      header: t("column.name"),
      sortKey: "name",
      isTitle: true,
      cell: (robot) => (
        <div className={classes.name}>
          <UnstyledButton className={classes.open} onClick={() => onOpen(robot.id)}>
            {robot.name}
          </UnstyledButton>
          {robot.description && (
            <Text size="sm" c="dimmed" lineClamp={2}>
              {robot.description}
            </Text>
          )}
        </div>
      ),
    },
    {
      id: "state",
      header: t("column.state"),
      sortKey: "disable",
      width: "105px",
      cell: ({ disable }) => (
        <StatusBadge tone={disable ? "neutral" : "good"}>
          {disable ? t("state.disabled") : t("state.enabled")}
        </StatusBadge>
      ),
    },
    {
      id: "rights",
      header: t("column.rights"),
      width: "120px",
      cell: (robot) => <RightsSummary robot={robot} />,
    },
    ...(isOfProject ? [] : [projectsColumn(t)]),
    {
      id: "created",
      header: t("column.created"),
      sortKey: "creation_time",
      width: "130px",
      cell: ({ creation_time }) => <RelTime value={creation_time} />,
    },
    {
      id: "expires",
      header: t("column.expires"),
      sortKey: "expires_at",
      width: "130px",
      cell: (robot) => <ExpiryBadge robot={robot} />,
    },
    {
      id: "used",
      header: t("column.used"),
      sortKey: "last_used",
      width: "125px",
      cell: ({ last_used, last_address }) => (
        <span title={last_address || undefined}>
          <RelTime value={last_used} />
        </span>
      ),
    },
  ];
}

function projectsColumn(t: Options["t"]): Column<Robot> {
  return {
    id: "projects",
    header: t("column.projects"),
    width: "130px",
    cell: ({ permissions }) => {
      const places = permissions.filter(({ kind }) => kind === "project");
      const names = places.map(({ namespace }) => namespace);
      if (names.includes("*")) return t("everywhere");
      if (names.length === 0) return "–";
      const [first = "", ...rest] = names;
      return (
        <div className={classes.projects} title={names.join(", ")}>
          <span>{first}</span>
          {rest.length > 0 && <span className="number">+{rest.length}</span>}
        </div>
      );
    },
  };
}
