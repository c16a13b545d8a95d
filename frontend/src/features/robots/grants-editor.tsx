import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MultiSelectField, SwitchField } from "@/shared/forms/fields";
import { Button, IconButton } from "@/shared/ui/buttons";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { type Catalogue, robotQueries } from "./api";
import { availableIn, type Grants, type ProjectGrant, rightsOf } from "./rights";
import { RightsPicker } from "./rights-picker";
import classes from "./robots.module.css";

interface Props {
  catalogue: Catalogue;
  grants: Grants;
  /** The only place of a project's robot. */
  project: string | undefined;
  onChange: (grants: Grants) => void;
}

/** Where a robot may do what. */
export function GrantsEditor({ catalogue, grants, project, onChange }: Props) {
  const { t } = useTranslation("robots");
  const available = availableIn(catalogue, "project");
  const { projects } = grants;
  const change = (key: number, part: Partial<ProjectGrant>) =>
    onChange({
      ...grants,
      projects: projects.map((grant) => (grant.key === key ? { ...grant, ...part } : grant)),
    });
  const add = () => {
    const key = Math.max(-1, ...projects.map((grant) => grant.key)) + 1;
    const rights = rightsOf("pull", available);
    const grant = { key, isEverywhere: false, projects: [], rights };
    onChange({ ...grants, projects: [...projects, grant] });
  };
  const remove = (key: number) =>
    onChange({ ...grants, projects: projects.filter((grant) => grant.key !== key) });
  if (project !== undefined) {
    return (
      <section className={classes.grant} aria-label={t("grant.rights")}>
        <Text fw={600} mb="xs">
          {t("grant.rights")}
        </Text>
        {projects.map((grant) => (
          <RightsPicker
            key={grant.key}
            place="project"
            available={available}
            rights={grant.rights}
            onChange={(rights) => change(grant.key, { rights })}
          />
        ))}
      </section>
    );
  }
  return (
    <Stack gap="sm">
      {projects.map((grant) => (
        <ProjectGrantEditor
          key={grant.key}
          grant={grant}
          available={available}
          onChange={(part) => change(grant.key, part)}
          onRemove={() => remove(grant.key)}
        />
      ))}
      <Group>
        <Button size="xs" icon={<IconPlus size={14} />} onClick={add}>
          {t("grant.add")}
        </Button>
      </Group>
      <section className={classes.grant} aria-label={t("grant.system")}>
        <Text fw={600}>{t("grant.system")}</Text>
        <Text size="sm" c="dimmed" mb="xs">
          {t("grant.systemText")}
        </Text>
        <RightsPicker
          place="system"
          available={availableIn(catalogue, "system")}
          rights={grants.system}
          onChange={(system) => onChange({ ...grants, system })}
        />
      </section>
    </Stack>
  );
}

interface ProjectGrantProps {
  grant: ProjectGrant;
  available: readonly string[];
  onChange: (part: Partial<ProjectGrant>) => void;
  onRemove: () => void;
}

function ProjectGrantEditor({ grant, available, onChange, onRemove }: ProjectGrantProps) {
  const { t } = useTranslation("robots");
  const [text, setText] = useState("");
  const { data: found = [] } = useQuery(robotQueries.projects(text));
  return (
    <section className={classes.grant} aria-label={t("grant.projects")}>
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Text fw={600}>{t("grant.projects")}</Text>
        <IconButton label={t("grant.remove")} onClick={onRemove}>
          <IconTrash size={16} />
        </IconButton>
      </Group>
      <Stack gap="sm">
        <SwitchField
          label={t("everywhere")}
          description={t("grant.everywhereText")}
          checked={grant.isEverywhere}
          onChange={(event) => onChange({ isEverywhere: event.currentTarget.checked })}
        />
        {!grant.isEverywhere && (
          <MultiSelectField
            label={t("grant.which")}
            placeholder={grant.projects.length === 0 ? t("grant.choose") : ""}
            searchable
            searchValue={text}
            onSearchChange={setText}
            data={[...new Set([...grant.projects, ...found])]}
            value={grant.projects}
            onChange={(projects) => onChange({ projects })}
            nothingFoundMessage={t("grant.noProject")}
          />
        )}
        <RightsPicker
          place="project"
          available={available}
          rights={grant.rights}
          onChange={(rights) => onChange({ rights })}
        />
      </Stack>
    </section>
  );
}
