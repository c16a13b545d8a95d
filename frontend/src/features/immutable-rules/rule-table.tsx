import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCanInProject } from "@/shared/api/project";
import { SwitchField } from "@/shared/forms/fields";
import { DataTable } from "@/shared/table/data-table";
import type { Column } from "@/shared/table/types";
import { IconButton } from "@/shared/ui/buttons";
import { Group, Text } from "@/shared/ui/layout";
import { whenOpened } from "@/shared/ui/lazy";
import { toast } from "@/shared/ui/toasts";
import { type Rule, useSaveRule } from "./api";
import { draftsOf } from "./model";
import { useSentence } from "./sentence";

const DeleteRule = whenOpened(
  () => import("./delete-rule").then((found) => found.DeleteRule),
  ({ rule }) => rule !== null,
);

interface Props {
  project: string;
  rules: readonly Rule[];
  onEdit: (rule: Rule) => void;
}

export function RuleTable({ project, rules, onEdit }: Props) {
  const { t } = useTranslation("immutable-rules");
  const can = useCanInProject(project);
  const [leaving, setLeaving] = useState<Rule | null>(null);
  const [mayEdit, mayDelete] = [can("immutable-tag:update"), can("immutable-tag:delete")];
  const columns = useColumns(project, mayEdit);
  const sentence = useSentence();
  const actions = (rule: Rule) => (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {mayEdit && (
        <IconButton label={t("edit.one", { id: rule.id })} onClick={() => onEdit(rule)}>
          <IconPencil size={16} />
        </IconButton>
      )}
      {mayDelete && (
        <IconButton label={t("delete.one", { id: rule.id })} onClick={() => setLeaving(rule)}>
          <IconTrash size={16} />
        </IconButton>
      )}
    </Group>
  );
  return (
    <>
      <DataTable
        caption={t("title")}
        rows={rules}
        columns={columns}
        rowId={(rule) => String(rule.id)}
        rowName={(rule) => sentence(draftsOf(rule))}
        {...(mayEdit ? { onOpen: onEdit } : {})}
        {...(mayEdit || mayDelete ? { actions } : {})}
      />
      <DeleteRule project={project} rule={leaving} onClose={() => setLeaving(null)} />
    </>
  );
}

function useColumns(project: string, mayEdit: boolean): Column<Rule>[] {
  const { t } = useTranslation("immutable-rules");
  const sentence = useSentence();
  return [
    {
      id: "rule",
      header: t("column.rule"),
      isTitle: true,
      width: "60%",
      cell: (rule) => (
        <Text span inherit fw={500} {...(rule.disabled ? { c: "dimmed" } : {})}>
          {sentence(draftsOf(rule))}
        </Text>
      ),
    },
    {
      id: "number",
      header: t("column.number"),
      width: "90px",
      align: "end",
      cell: ({ id }) => <span className="number">{id}</span>,
    },
    {
      id: "state",
      header: t("column.state"),
      width: "160px",
      cell: (rule) => {
        if (mayEdit) return <Toggle project={project} rule={rule} />;
        return rule.disabled ? t("state.off") : t("state.on");
      },
    },
  ];
}

/** Turns a rule on and off; until the answer is there it shows what was asked. */
function Toggle({ project, rule }: { project: string; rule: Rule }) {
  const { t } = useTranslation("immutable-rules");
  const save = useSaveRule(project);
  const isOff = save.isPending ? (save.variables.body.disabled ?? false) : rule.disabled;
  const state = isOff ? t("state.off") : t("state.on");
  return (
    <SwitchField
      size="sm"
      label={state}
      aria-label={t("state.label", { id: rule.id, state })}
      checked={!isOff}
      disabled={save.isPending}
      onChange={(event) =>
        save.mutate(
          { id: rule.id, body: { disabled: !event.currentTarget.checked } },
          { onError: (error) => toast.failure(error) },
        )
      }
    />
  );
}
