import { IconUserMinus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page as PageOf } from "@/shared/api/pagination";
import { useCanInProject } from "@/shared/api/project";
import { sessionQueries } from "@/shared/api/session";
import { BulkBar } from "@/shared/table/bulk-bar";
import { DataTable } from "@/shared/table/data-table";
import { Pager } from "@/shared/table/pager";
import type { Column } from "@/shared/table/types";
import { Button, IconButton } from "@/shared/ui/buttons";
import { Badge, Group, Stack, Text } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import type { Member } from "./api";
import { roleOf } from "./model";
import { RoleSelect } from "./role-select";

const RemoveMembers = whenOpened(
  () => import("./remove-members").then((found) => found.RemoveMembers),
  ({ members }) => members.length > 0,
);

interface Props {
  project: string;
  page: PageOf<Member>;
  number: number;
  onPage: (number: number) => void;
}

export function MemberTable({ project, page, number, onPage }: Props) {
  const { t } = useTranslation("members");
  const can = useCanInProject(project);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [leaving, setLeaving] = useState<readonly Member[]>([]);
  const columns = useColumns(project, can("member:update"));
  const selection = { selected, onChange: setSelected };
  const removal = can("member:delete") && {
    selection,
    actions: (member: Member) => (
      <IconButton
        label={t("remove.one", { name: member.entity_name })}
        onClick={() => setLeaving([member])}
      >
        <IconUserMinus size={16} />
      </IconButton>
    ),
  };
  return (
    <Stack gap="sm">
      <DataTable
        caption={t("title")}
        rows={page.items}
        columns={columns}
        rowId={(member) => String(member.id)}
        rowName={(member) => member.entity_name}
        {...removal}
      />
      <Pager total={page.total} page={number} onPage={onPage} />
      <BulkBar selection={selection}>
        <Button
          weight="danger"
          icon={<IconUserMinus size={16} />}
          onClick={() => setLeaving(page.items.filter(({ id }) => selected.has(String(id))))}
        >
          {t("remove.title")}
        </Button>
      </BulkBar>
      <RemoveMembers
        project={project}
        members={leaving}
        onClose={() => setLeaving([])}
        onDone={() => setSelected(new Set())}
      />
    </Stack>
  );
}

function useColumns(project: string, mayChange: boolean): Column<Member>[] {
  const { t } = useTranslation(["members", "common"]);
  const { data: user } = useQuery(sessionQueries.user());
  return [
    {
      id: "name",
      header: t("column.name"),
      isTitle: true,
      width: "50%",
      cell: ({ entity_name, entity_id }) => (
        <Group gap="xs" wrap="nowrap">
          <Text span inherit fw={600} className="member-name">
            {entity_name}
          </Text>
          {entity_id === user?.user_id && (
            <Badge variant="light" color="gray" className="status" data-tone="neutral">
              {t("you")}
            </Badge>
          )}
        </Group>
      ),
    },
    {
      id: "role",
      header: t("column.role"),
      width: "220px",
      cell: (member) => {
        if (mayChange) return <RoleSelect project={project} member={member} />;
        const role = roleOf(member.role_id);
        return role ? t(`common:role.${role}`) : member.role_name;
      },
    },
  ];
}
