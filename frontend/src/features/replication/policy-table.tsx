import {
  IconCircleCheck,
  IconCircleOff,
  IconPencil,
  IconPlayerPlay,
  IconTrash,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { places } from "@/shared/registries/places";
import { useScope } from "@/shared/registries/scope";
import { BulkBar } from "@/shared/table/bulk-bar";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { Button, IconButton } from "@/shared/ui/buttons";
import { Group, Stack } from "@/shared/ui/layout";
import { whenShown } from "@/shared/ui/lazy";
import type { Deed } from "./changes";
import type { Policy } from "./model";
import { policyColumns } from "./policy-columns";
import type { PolicySearch } from "./search";

const BulkDialog = whenShown(() => import("./bulk-dialog").then((found) => found.BulkDialog));

const DEEDS: readonly [Deed, string, ReactNode][] = [
  ["run", "replication:create", <IconPlayerPlay key="run" size={16} />],
  ["enable", "replication-policy:update", <IconCircleCheck key="enable" size={16} />],
  ["disable", "replication-policy:update", <IconCircleOff key="disable" size={16} />],
  ["delete", "replication-policy:delete", <IconTrash key="delete" size={16} />],
];

interface Props {
  page: PageOf<Policy>;
  /** When they were last asked for. */
  now: number;
  search: PolicySearch;
  onSearch: (change: Partial<PolicySearch>) => void;
  can: (right: string) => boolean;
}

interface Asked {
  deed: Deed;
  policies: readonly Policy[];
}

export function PolicyTable({ page, now, search, onSearch, can }: Props) {
  const { t } = useTranslation(["replication", "app"]);
  const scope = useScope();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const allowed = DEEDS.filter(([, right]) => can(right));
  const selection = { selected, onChange: setSelected };
  const chosen = page.items.filter(({ id }) => selected.has(`${id}`));
  const mayUpdate = can("replication-policy:update");
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("app:nav.replication")}
        choice="replication"
        rows={page.items}
        columns={policyColumns(t, { scope, now, mayUpdate })}
        rowId={({ id }) => `${id}`}
        rowName={({ name }) => name}
        sort={search.sort ?? "name"}
        onSort={(sort) => onSearch({ sort })}
        {...(allowed.length > 0 ? { selection } : {})}
        onOpen={({ id }) => navigate(places.policy(scope, id))}
        {...(allowed.length > 0 && {
          actions: (policy: Policy) => (
            <RowActions
              policy={policy}
              can={can}
              onDeed={(deed) => setAsked({ deed, policies: [policy] })}
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
        {allowed.map(([deed, , icon]) => (
          <Button
            key={deed}
            icon={icon}
            weight={deed === "delete" ? "danger" : "quiet"}
            onClick={() => setAsked({ deed, policies: chosen })}
          >
            {t(`deed.${deed}`)}
          </Button>
        ))}
      </BulkBar>
      {asked && (
        <BulkDialog
          {...asked}
          onClose={() => setAsked(null)}
          onDone={() => setSelected(new Set())}
        />
      )}
    </Stack>
  );
}

interface RowProps {
  policy: Policy;
  can: (right: string) => boolean;
  onDeed: (deed: Deed) => void;
}

function RowActions({ policy: { id, name, enabled }, can, onDeed }: RowProps) {
  const { t } = useTranslation("replication");
  const scope = useScope();
  const navigate = useNavigate();
  const edit = () => navigate(places.policyForm(scope, id));
  return (
    <Group gap={2} wrap="nowrap" justify="flex-end">
      {can("replication:create") && (
        <IconButton
          label={t("one.run", { name })}
          disabled={!enabled}
          onClick={() => onDeed("run")}
        >
          <IconPlayerPlay size={16} />
        </IconButton>
      )}
      {can("replication-policy:update") && (
        <IconButton label={t("one.edit", { name })} onClick={edit}>
          <IconPencil size={16} />
        </IconButton>
      )}
      {can("replication-policy:delete") && (
        <IconButton label={t("one.delete", { name })} onClick={() => onDeed("delete")}>
          <IconTrash size={16} />
        </IconButton>
      )}
    </Group>
  );
}
