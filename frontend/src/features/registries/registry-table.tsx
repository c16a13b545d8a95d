import { IconHeartbeat, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { useScope } from "@/shared/registries/scope";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import { IconButton } from "@/shared/ui/buttons";
import { Group, Stack } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import { toast } from "@/shared/ui/toasts";
import { registryQueries, useCheck } from "./api";
import { registryColumns } from "./columns";
import type { Registry } from "./model";
import type { RegistrySearch } from "./search";

const DeleteRegistry = whenOpened(
  () => import("./delete-registry").then((found) => found.DeleteRegistry),
  ({ registry }) => registry !== null,
);

interface Props {
  page: PageOf<Registry>;
  search: RegistrySearch;
  onSearch: (change: Partial<RegistrySearch>) => void;
  can: (right: string) => boolean;
  onOpen: (id: number) => void;
}

export function RegistryTable({ page, search, onSearch, can, onOpen }: Props) {
  const { t } = useTranslation(["registries", "app"]);
  const scope = useScope();
  const { data: kinds } = useQuery(registryQueries.kinds(scope));
  const { data: users } = useQuery({
    ...registryQueries.users(scope),
    enabled: can("replication-policy:list"),
  });
  const [removed, setRemoved] = useState<Registry | null>(null);
  const mayChange = can("registry:update");
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("app:nav.registries")}
        choice="registries"
        rows={page.items}
        columns={registryColumns({
          scope,
          t,
          kinds,
          users,
          onOpen: mayChange ? onOpen : undefined,
        })}
        rowId={({ id }) => `${id}`}
        rowName={({ name }) => name}
        sort={search.sort ?? "name"}
        onSort={(sort) => onSearch({ sort })}
        {...(mayChange && { onOpen: ({ id }: Registry) => onOpen(id) })}
        actions={(registry) => (
          <Group gap={2} wrap="nowrap" justify="flex-end">
            {can("registry:read") && <Check registry={registry} />}
            {mayChange && (
              <IconButton
                label={t("edit.one", { name: registry.name })}
                onClick={() => onOpen(registry.id)}
              >
                <IconPencil size={16} />
              </IconButton>
            )}
            {can("registry:delete") && (
              <IconButton
                label={t("delete.title", { name: registry.name })}
                onClick={() => setRemoved(registry)}
              >
                <IconTrash size={16} />
              </IconButton>
            )}
          </Group>
        )}
      />
      <Pager
        total={page.total}
        page={search.page ?? 1}
        onPage={(number) => onSearch({ page: number })}
      />
      <DeleteRegistry
        registry={removed}
        users={(removed && users?.get(removed.id)) ?? []}
        onClose={() => setRemoved(null)}
      />
    </Stack>
  );
}

/** Looks at a registry at once; the row then says what was found. */
function Check({ registry: { id, name } }: { registry: Registry }) {
  const { t } = useTranslation("registries");
  const check = useCheck();
  const begin = () =>
    check.mutate(id, {
      onSuccess: () => toast.success(t("check.ok", { name })),
      onError: toast.failure,
    });
  return (
    <IconButton label={t("check.one", { name })} loading={check.isPending} onClick={begin}>
      <IconHeartbeat size={16} />
    </IconButton>
  );
}
