import { IconCircleCheck, IconCircleOff, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { BulkBar } from "@/shared/table/bulk-bar";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { Button } from "@/shared/ui/buttons";
import { Stack } from "@/shared/ui/layout";
import { whenShown } from "@/shared/ui/lazy";
import { type Deed, type Robot, robotQueries } from "./api";
import { robotColumns } from "./columns";
import { RobotMenu } from "./robot-menu";
import type { RobotSearch } from "./search";
import type { FreshSecret } from "./secret-dialog";

const BulkDialog = whenShown(() => import("./bulk-dialog").then((found) => found.BulkDialog));
const RotateDialog = whenShown(() => import("./rotate-dialog").then((found) => found.RotateDialog));

interface Props {
  page: PageOf<Robot>;
  search: RobotSearch;
  onSearch: (change: Partial<RobotSearch>) => void;
  can: (right: string) => boolean;
  isOfProject: boolean;
  onOpen: (id: number) => void;
  onFresh: (secret: FreshSecret) => void;
}

interface Asked {
  deed: Deed;
  robots: readonly Robot[];
}

export function RobotTable({ page, search, onSearch, can, isOfProject, onOpen, onFresh }: Props) {
  const { t } = useTranslation(["robots", "common"]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const [rotated, setRotated] = useState<Robot | null>(null);
  useQuery({ ...robotQueries.catalogue(), enabled: can("robot:create") });
  const mayChange = can("robot:update") || can("robot:delete");
  const selection = { selected, onChange: setSelected };
  const chosen = page.items.filter(({ id }) => selected.has(String(id)));
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("title")}
        choice="robots"
        rows={page.items}
        columns={robotColumns({ t, isOfProject, onOpen })}
        rowId={({ id }) => String(id)}
        rowName={({ name }) => name}
        sort={search.sort ?? "name"}
        onSort={(sort) => onSearch({ sort })}
        {...(mayChange ? { selection } : {})}
        onOpen={({ id }) => onOpen(id)}
        {...(mayChange && {
          actions: (robot: Robot) => (
            <RobotMenu
              robot={robot}
              can={can}
              onOpen={() => onOpen(robot.id)}
              onRotate={() => setRotated(robot)}
              onDeed={(deed) => setAsked({ deed, robots: [robot] })}
            />
          ),
        })}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        onPage={(number) => onSearch({ page: number })}
      />
      <BulkBar selection={selection}>
        {can("robot:update") && (
          <>
            <Button
              icon={<IconCircleCheck size={16} />}
              onClick={() => setAsked({ deed: "enable", robots: chosen })}
            >
              {t("action.enable")}
            </Button>
            <Button
              icon={<IconCircleOff size={16} />}
              onClick={() => setAsked({ deed: "disable", robots: chosen })}
            >
              {t("action.disable")}
            </Button>
          </>
        )}
        {can("robot:delete") && (
          <Button
            weight="danger"
            icon={<IconTrash size={16} />}
            onClick={() => setAsked({ deed: "delete", robots: chosen })}
          >
            {t("action.delete")}
          </Button>
        )}
      </BulkBar>
      {asked && (
        <BulkDialog
          {...asked}
          onClose={() => setAsked(null)}
          onDone={() => setSelected(new Set())}
        />
      )}
      {rotated && (
        <RotateDialog robot={rotated} onClose={() => setRotated(null)} onFresh={onFresh} />
      )}
    </Stack>
  );
}
