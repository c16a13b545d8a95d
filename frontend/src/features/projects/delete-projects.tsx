import { useTranslation } from "react-i18next";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Alert, Stack, Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import { toast } from "@/shared/ui/toasts";
import { type Project, useDeleteProjects } from "./api";
import { deletionImpact, typedCount } from "./model";

interface Props {
  /** Those that were chosen; nothing where nobody asks. */
  projects: readonly Project[];
  isOpen: boolean;
  onClose: () => void;
  onDone: () => void;
}

export function DeleteProjects({ projects, isOpen, onClose, onDone }: Props) {
  const { t } = useTranslation("projects");
  const remove = useDeleteProjects();
  const impact = deletionImpact(projects);
  const count = impact.goes.length;
  const typed = typedCount(impact);

  const confirm = () =>
    remove.mutate(
      impact.goes.map((project) => project.name),
      {
        onSuccess: ({ done, refused }) => {
          if (done.length > 0) toast.success(t("delete.done", { count: done.length }));
          for (const { item: name, reason } of refused) {
            toast.failure(new Error(t("delete.refused", { name, reason })));
          }
          onDone();
        },
      },
    );
  return (
    <ConfirmDelete
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={confirm}
      title={t("delete.title")}
      action={t("delete.action", { count })}
      isPending={remove.isPending}
      isDisabled={count === 0}
      error={remove.error}
      {...(typed ? { typedName: typed } : {})}
    >
      <Stack gap="sm">
        {count > 0 && (
          <div>
            <Text>{t("delete.goes", { count })}</Text>
            <NameList names={impact.goes.map(({ name }) => name)} />
          </div>
        )}
        <Kept reason={t("delete.notEmpty")} projects={impact.isNotEmpty} />
        <Kept reason={t("delete.forbidden")} projects={impact.isForbidden} />
      </Stack>
    </ConfirmDelete>
  );
}

function Kept({ reason, projects }: { reason: string; projects: readonly Project[] }) {
  if (projects.length === 0) return null;
  return (
    <Alert color="yellow" title={reason}>
      <NameList names={projects.map(({ name }) => name)} />
    </Alert>
  );
}
