import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiForm } from "@/shared/forms/api-form";
import { SelectField, TextField } from "@/shared/forms/fields";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Drawer } from "@/shared/ui/dialog";
import { Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type Artifact, artifactQueries, type Place } from "./api";
import { useCopyArtifact } from "./changes";
import { isRepositoryName, mayPush } from "./model";

interface Props {
  place: Place;
  artifact: Artifact;
  isOpen: boolean;
  onClose: () => void;
}

export function CopyArtifact({ isOpen, ...rest }: Props) {
  const { t } = useTranslation("artifact");
  return (
    <Drawer isOpen={isOpen} onClose={rest.onClose} title={t("copy.title")}>
      <CopyForm {...rest} />
    </Drawer>
  );
}

interface Values extends Record<string, unknown> {
  project: string | null;
  repository: string;
  /** The tag that goes along; the digest for all of them. */
  reference: string;
}

/** How many are shown at once; the others are found by what is typed. */
const SHOWN_TAGS = 100;

function CopyForm({ place, artifact, onClose }: Omit<Props, "isOpen">) {
  const { t } = useTranslation("artifact");
  const copy = useCopyArtifact(place);
  const isHere = (values: Values) =>
    values.project === place.project && values.repository === place.repository;
  const { form, submit, isSending, error } = useApiForm<Values>({
    initialValues: { project: null, repository: place.repository, reference: artifact.digest },
    validate: {
      project: (project) => (project ? null : t("copy.noProject")),
      repository: (repository, values) => {
        if (!isRepositoryName(repository, values.project ?? "")) return t("copy.badName");
        return isHere(values) ? t("copy.isHere") : null;
      },
    },
    send: ({ project, repository, reference }) =>
      copy.mutateAsync({ target: { project: project ?? "", repository }, reference }),
    onDone: () => {
      const { project, repository } = form.getValues();
      toast.success(t("copy.done", { name: `${project}/${repository}` }));
      onClose();
    },
  });
  const tags = (artifact.tags ?? []).map(({ name }) => ({ value: name, label: name }));
  return (
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={t("copy.action")}
      isSending={isSending}
      error={error}
    >
      <Text size="sm" c="dimmed">
        {t("copy.text")}
      </Text>
      <ProjectField {...form.getInputProps("project")} />
      <TextField
        label={t("copy.repository")}
        description={t("copy.repositoryHint")}
        autoComplete="off"
        spellCheck={false}
        required
        {...form.getInputProps("repository")}
      />
      {tags.length > 0 && (
        <SelectField
          label={t("copy.tags")}
          allowDeselect={false}
          searchable
          limit={SHOWN_TAGS}
          data={[{ value: artifact.digest, label: t("copy.allTags") }, ...tags]}
          {...form.getInputProps("reference")}
        />
      )}
    </ApiForm>
  );
}

interface FieldProps {
  value?: string | null;
  onChange?: (value: string | null) => void;
}

/** Those that one may push to; the API looks for the name, as there may be thousands. */
function ProjectField(field: FieldProps) {
  const { t } = useTranslation("artifact");
  const [typed, setTyped] = useState("");
  // What is chosen stands in the field as if it were typed, and would be looked for.
  const name = useDeferredValue(typed === field.value ? "" : typed);
  const projects = useQuery(artifactQueries.projects(name));
  const { items = [], total = 0 } = projects.data ?? {};
  const names = items.filter(mayPush).map((project) => project.name);
  const chosen = field.value && !names.includes(field.value) ? [field.value] : [];
  return (
    <SelectField
      {...field}
      label={t("copy.project")}
      description={total > items.length ? t("copy.projectsMore") : t("copy.projectHint")}
      required
      searchable
      data-autofocus
      data={[...chosen, ...names]}
      nothingFoundMessage={projects.isPending ? "…" : t("copy.nothingFound")}
      onSearchChange={setTyped}
    />
  );
}
