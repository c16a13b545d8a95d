import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useAsked } from "@/shared/hooks/use-asked";
import { useNow } from "@/shared/hooks/use-now";
import { DataTable } from "@/shared/table/data-table";
import type { Column } from "@/shared/table/types";
import { Button } from "@/shared/ui/buttons";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Group, Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { RelTime, StatusBadge } from "@/shared/ui/values";
import { meQueries, type Token, useRevokeToken } from "./api";
import { lifeOf, SCOPES } from "./model";

interface Props {
  tokens: readonly Token[];
  sort: string | undefined;
  onSort: (sort: string) => void;
}

export function TokenTable({ tokens, sort, onSort }: Props) {
  const { t } = useTranslation("me");
  const ids = [...new Set(tokens.flatMap(({ projects }) => projects))].sort((a, b) => a - b);
  const { data: names } = useQuery(meQueries.projectNames(ids));
  const revoke = useRevokeToken();
  const { asked, ask, close, confirm } = useAsked(
    revoke,
    ({ id }: Token) => id,
    ({ name }) => toast.success(t("revoke.done", { name })),
  );
  return (
    <>
      <DataTable
        caption={t("tab.tokens")}
        rows={tokens}
        columns={tokenColumns(t, names)}
        rowId={(token) => String(token.id)}
        rowName={(token) => token.name}
        sort={sort ?? "-creation_time"}
        onSort={onSort}
        actions={(token) => (
          <Button
            size="compact-sm"
            aria-label={t("revoke.named", { name: token.name })}
            onClick={() => ask(token)}
          >
            {t("revoke.action")}
          </Button>
        )}
      />
      <ConfirmDelete
        isOpen={asked !== null}
        onClose={close}
        onConfirm={confirm}
        title={t("revoke.title")}
        action={t("revoke.action")}
        isPending={revoke.isPending}
        error={revoke.error}
      >
        {t("revoke.text", { name: asked?.name ?? "" })}
      </ConfirmDelete>
    </>
  );
}

function tokenColumns(
  t: TFunction<"me">,
  names: ReadonlyMap<number, string> | undefined,
): Column<Token>[] {
  return [
    {
      id: "name",
      header: t("column.name"),
      sortKey: "name",
      isTitle: true,
      cell: ({ name }) => (
        <Text span inherit fw={600}>
          {name}
        </Text>
      ),
    },
    {
      id: "scope",
      header: t("column.scope"),
      sortKey: "scope",
      width: "150px",
      cell: ({ scope }) => {
        const known = SCOPES.find((each) => each === scope);
        return known ? t(`scope.${known}`) : scope;
      },
    },
    {
      id: "projects",
      header: t("column.projects"),
      width: "190px",
      cell: ({ projects }) =>
        projects.length > 0
          ? projects.map((id) => names?.get(id) ?? t("tokens.unseen", { id })).join(", ")
          : t("tokens.allProjects"),
    },
    {
      id: "expires",
      header: t("column.expires"),
      sortKey: "expires_at",
      width: "170px",
      cell: (token) => <Expiry token={token} />,
    },
    {
      id: "used",
      header: t("column.used"),
      sortKey: "last_used",
      width: "150px",
      cell: ({ last_used }) => <RelTime value={last_used} />,
    },
  ];
}

function Expiry({ token }: { token: Token }) {
  const { t } = useTranslation("me");
  const life = lifeOf(token, useNow());
  if (life === "endless") return t("tokens.endless");
  return (
    <Group gap={6}>
      <RelTime value={token.expires_at} />
      {life === "over" && <StatusBadge tone="bad">{t("tokens.over")}</StatusBadge>}
      {life === "ending" && <StatusBadge tone="warning">{t("tokens.ending")}</StatusBadge>}
    </Group>
  );
}
