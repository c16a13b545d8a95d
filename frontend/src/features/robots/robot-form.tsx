import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiForm } from "@/shared/forms/api-form";
import { NameField, TextareaField } from "@/shared/forms/fields";
import { UnsavedGuard } from "@/shared/forms/unsaved-guard";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type Catalogue, type Robot, useChangeRobot, useCreateRobot } from "./api";
import { ExpiryField } from "./expiry-field";
import { GrantsEditor } from "./grants-editor";
import { isDuration, isRobotName } from "./model";
import {
  availableIn,
  type Grants,
  grantsNothing,
  grantsOf,
  permissionsOf,
  rightsOf,
} from "./rights";
import type { FreshSecret } from "./secret-dialog";

interface Props {
  catalogue: Catalogue;
  /** The one that is changed; a new one is made where there is none. */
  robot?: Robot;
  project: string | undefined;
  onClose: () => void;
  onFresh?: (secret: FreshSecret) => void;
}

interface Values extends Record<string, unknown> {
  name: string;
  description: string;
  duration: number;
  grants: Grants;
}

const USUAL_DAYS = 30;

export function RobotForm({ catalogue, robot, project, onClose, onFresh }: Props) {
  const { t } = useTranslation("robots");
  const [initialValues] = useState(() => initial(catalogue, robot, project));
  const send = useSend(robot, project, onFresh);
  const { form, submit, isSending, error } = useApiForm<Values>({
    initialValues,
    validate: {
      name: (name) => (robot || isRobotName(name) ? null : t("create.badName")),
      duration: (days) => (isDuration(days) ? null : t("expiry.bad")),
      grants: (grants) => (grantsNothing(grants) ? t("grant.nothing") : null),
    },
    conflictField: "name",
    draft: robot ? `robot.${robot.id}` : `robot.new.${project ?? ""}`,
    send,
    onDone: () => {
      if (robot) toast.success(t("edit.done", { name: robot.name }));
      onClose();
    },
  });
  const { grants: grantsError } = form.errors;
  return (
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={robot ? t("edit.action") : t("create.action")}
      isSending={isSending}
      error={error}
    >
      <UnsavedGuard isDirty={form.isDirty()} />
      {!robot && (
        <NameField
          label={t("column.name")}
          description={t("create.nameHint")}
          {...form.getInputProps("name")}
        />
      )}
      <TextareaField
        label={t("create.description")}
        autosize={false}
        rows={2}
        maxLength={1024}
        {...form.getInputProps("description")}
      />
      <ExpiryField
        {...(robot ? { start: robot.creation_time } : {})}
        {...form.getInputProps("duration")}
      />
      <GrantsEditor
        catalogue={catalogue}
        grants={form.getValues().grants}
        project={project}
        onChange={(grants) => form.setFieldValue("grants", grants)}
      />
      {grantsError && (
        <Text c="red" size="sm" role="alert">
          {grantsError}
        </Text>
      )}
    </ApiForm>
  );
}

function initial(
  catalogue: Catalogue,
  robot: Robot | undefined,
  project: string | undefined,
): Values {
  if (robot) {
    const { description, duration } = robot;
    return { name: robot.name, description, duration, grants: grantsOf(robot) };
  }
  const rights = rightsOf("pull", availableIn(catalogue, "project"));
  const projects = project === undefined ? [] : [project];
  const grants = { system: [], projects: [{ key: 0, isEverywhere: false, projects, rights }] };
  return { name: "", description: "", duration: USUAL_DAYS, grants };
}

function useSend(
  robot: Robot | undefined,
  project: string | undefined,
  onFresh: Props["onFresh"],
): (values: Values) => Promise<unknown> {
  const create = useCreateRobot();
  const change = useChangeRobot();
  return async ({ name, description, duration, grants }) => {
    const permissions = permissionsOf(grants) ?? [];
    if (robot) {
      const body = { description, duration, permissions };
      return change.mutateAsync({ id: robot.id, body });
    }
    const level = project === undefined ? "system" : "project";
    const body = { name, level, description, duration, permissions, disable: false };
    const made = await create.mutateAsync(body);
    onFresh?.({ name: made.name, secret: made.secret });
  };
}
