import { IconCheck, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SelectField, TextareaField } from "@/shared/forms/fields";
import { Button } from "@/shared/ui/buttons";
import { Drawer } from "@/shared/ui/dialog";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Group, List, Stack, Text } from "@/shared/ui/layout";
import { type Outcome, useAddMembers } from "./api";
import { namesIn, ROLES, type Role, roleOf } from "./model";
import { UserSearch } from "./user-search";

interface Props {
  project: string;
  isOpen: boolean;
  onClose: () => void;
}

export function AddDrawer({ project, isOpen, onClose }: Props) {
  const { t } = useTranslation("members");
  return (
    <Drawer isOpen={isOpen} onClose={onClose} title={t("add.title")}>
      <AddForm project={project} onClose={onClose} />
    </Drawer>
  );
}

const GUEST: Role = 3;

function AddForm({ project, onClose }: { project: string; onClose: () => void }) {
  const { t } = useTranslation(["members", "common"]);
  const [text, setText] = useState("");
  const [role, setRole] = useState<Role>(GUEST);
  const [isEmpty, setIsEmpty] = useState(false);
  const add = useAddMembers(project);
  const names = namesIn(text);

  const submit = () => {
    setIsEmpty(names.length === 0);
    if (names.length === 0) return;
    add.mutate(
      { names, role },
      // Those that failed stay, to be mended.
      {
        onSuccess: (outcomes) =>
          setText(
            outcomes
              .filter(({ reason }) => reason)
              .map(({ name }) => name)
              .join("\n"),
          ),
      },
    );
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="md">
        <TextareaField
          label={t("add.names")}
          description={t("add.namesHint")}
          error={isEmpty && names.length === 0 ? t("add.none") : null}
          rows={5}
          required
          spellCheck={false}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <UserSearch onPick={(name) => setText(namesIn(`${text}\n${name}`).join("\n"))} />
        <SelectField
          label={t("column.role")}
          data={ROLES.map((each) => ({ value: String(each), label: t(`common:role.${each}`) }))}
          value={String(role)}
          allowDeselect={false}
          onChange={(value) => setRole(roleOf(value) ?? role)}
        />
        {add.data && <Outcomes outcomes={add.data} />}
        {add.error ? <ErrorPanel error={add.error} /> : null}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t("common:action.close")}</Button>
          <Button type="submit" weight="primary" loading={add.isPending}>
            {names.length > 0 ? t("add.action", { count: names.length }) : t("add.title")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Outcomes({ outcomes }: { outcomes: readonly Outcome[] }) {
  const { t } = useTranslation("members");
  return (
    <div role="status">
      <Text fw={600} mb={4}>
        {t("add.result")}
      </Text>
      <List size="sm" spacing={4}>
        {outcomes.map(({ name, reason }) => (
          <List.Item
            key={name}
            icon={reason ? <IconX size={15} aria-hidden /> : <IconCheck size={15} aria-hidden />}
          >
            <strong>{name}</strong>: {reason ?? t("add.done")}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
