import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiForm } from "@/shared/forms/api-form";
import { MultiSelectField, NameField, SelectField } from "@/shared/forms/fields";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Drawer } from "@/shared/ui/dialog";
import { meQueries, type TokenMade, useCreateToken } from "./api";
import { DURATIONS, isTokenName, SCOPES } from "./model";
import { useDebounced } from "./use-debounced";

interface Props {
  isOpen: boolean;
  onClose: () => void;
  onMade: (made: TokenMade) => void;
}

export function CreateToken(props: Props) {
  const { t } = useTranslation("me");
  return (
    <Drawer isOpen={props.isOpen} onClose={props.onClose} title={t("create.title")}>
      <TokenForm {...props} />
    </Drawer>
  );
}

interface Values extends Record<string, unknown> {
  name: string;
  scope: string | null;
  projects: string[];
  duration: string | null;
}

function TokenForm({ onClose, onMade }: Props) {
  const { t } = useTranslation("me");
  const create = useCreateToken();
  const { form, submit, isSending, error } = useApiForm<Values>({
    initialValues: { name: "", scope: "read", projects: [], duration: "90" },
    validate: { name: (name) => (isTokenName(name) ? null : t("create.badName")) },
    conflictField: "name",
    send: async ({ name, scope, projects, duration }) => {
      const isEndless = duration === "never";
      const made = await create.mutateAsync({
        name,
        scope: scope ?? "read",
        projects,
        ...(isEndless ? {} : { duration: Number(duration) }),
      });
      onClose();
      onMade(made);
    },
  });
  return (
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={t("create.action")}
      isSending={isSending}
      error={error}
    >
      <NameField
        label={t("column.name")}
        description={t("create.nameHint")}
        {...form.getInputProps("name")}
      />
      <SelectField
        label={t("column.scope")}
        description={t("create.scopeHint")}
        data={SCOPES.map((value) => ({ value, label: t(`scope.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps("scope")}
      />
      <ProjectsField {...form.getInputProps("projects")} />
      <SelectField
        label={t("column.expires")}
        data={DURATIONS.map((value) => ({ value, label: t(`duration.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps("duration")}
      />
    </ApiForm>
  );
}

interface ProjectsProps {
  value?: string[];
  onChange?: (names: string[]) => void;
}

/** Some projects by their names, which the API finds by a part; none of them is all. */
function ProjectsField({ value = [], ...rest }: ProjectsProps) {
  const { t } = useTranslation("me");
  const [part, setPart] = useState("");
  const { data: found = [] } = useQuery(meQueries.projects(useDebounced(part)));
  return (
    <MultiSelectField
      label={t("column.projects")}
      description={t("create.projectsHint")}
      placeholder={value.length === 0 ? t("tokens.allProjects") : ""}
      data={[...new Set([...value, ...found])]}
      value={value}
      searchable
      clearable
      hidePickedOptions
      searchValue={part}
      onSearchChange={setPart}
      nothingFoundMessage={t("create.noProject")}
      {...rest}
    />
  );
}
