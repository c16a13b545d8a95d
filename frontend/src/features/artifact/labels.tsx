import { IconPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/shared/ui/buttons";
import { Group, Menu, Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type Artifact, artifactQueries, type Place } from "./api";
import classes from "./artifact.module.css";
import { useSetLabel } from "./changes";

interface Props {
  place: Place;
  artifact: Artifact;
}

export function Labels({ place, artifact }: Props) {
  const { t } = useTranslation("artifact");
  const labels = artifact.labels ?? [];
  const canAdd = artifact.actions?.includes("artifact-label:create") ?? false;
  const canRemove = artifact.actions?.includes("artifact-label:delete") ?? false;
  const set = useSetLabel(place, artifact.digest);
  const remove = (id: number) => set.mutate({ id, isOn: false }, { onError: toast.failure });
  if (labels.length === 0 && !canAdd) return null;
  return (
    <Group gap={6}>
      <Text size="sm" c="dimmed" mr={4}>
        {t("labels.title")}
      </Text>
      {labels.map(({ id, name, color }) => (
        <span key={id} className={classes.label}>
          <Dot color={color} />
          {name}
          {canRemove && (
            <IconButton
              size="sm"
              label={t("labels.remove", { name })}
              disabled={set.isPending}
              onClick={() => remove(id)}
            >
              <IconX size={13} />
            </IconButton>
          )}
        </span>
      ))}
      {canAdd && (
        <AddLabel
          projectId={artifact.project_id}
          present={labels.map(({ id }) => id)}
          onAdd={(id) => set.mutate({ id, isOn: true }, { onError: toast.failure })}
        />
      )}
    </Group>
  );
}

/** A label's colour is anybody's choice: beside its name, never behind it. */
function Dot({ color }: { color: string }) {
  return <span className={classes.dot} style={{ background: color }} aria-hidden />;
}

interface AddProps {
  projectId: number;
  present: readonly number[];
  onAdd: (id: number) => void;
}

function AddLabel({ projectId, present, onAdd }: AddProps) {
  const { t } = useTranslation("artifact");
  const [isOpen, setIsOpen] = useState(false);
  const known = useQuery({ ...artifactQueries.labels(projectId), enabled: isOpen });
  const left = known.data?.filter(({ id }) => !present.includes(id));
  return (
    <Menu opened={isOpen} onChange={setIsOpen} position="bottom-start">
      <Menu.Target>
        <Button size="compact-sm" weight="plain" icon={<IconPlus size={14} />}>
          {t("labels.add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        {left?.map(({ id, name, color }) => (
          <Menu.Item key={id} leftSection={<Dot color={color} />} onClick={() => onAdd(id)}>
            {name}
          </Menu.Item>
        ))}
        {left?.length === 0 && <Menu.Label>{t("labels.none")}</Menu.Label>}
        {known.isError && <Menu.Label>{known.error.message}</Menu.Label>}
        {known.isPending && <Menu.Label>…</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
