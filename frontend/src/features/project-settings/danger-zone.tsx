import { IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Alert, Group, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { toast } from "@/shared/ui/toasts";
import { type Project, settingsQueries, useDeleteProject } from "./api";

export function DangerZone({ project }: { project: Project }) {
  const { t } = useTranslation("project-settings");
  const deletable = useQuery(settingsQueries.deletable(project.name));
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Panel title={t("danger.title")} note={t("danger.note")}>
      <QueryView query={deletable} lines={1}>
        {(answer) =>
          answer.deletable ? (
            <Group>
              <Button
                weight="danger"
                icon={<IconTrash size={16} />}
                onClick={() => setIsAsking(true)}
              >
                {t("danger.action")}
              </Button>
            </Group>
          ) : (
            <InTheWay project={project} words={answer.message} />
          )
        }
      </QueryView>
      <DeleteProject project={project} isOpen={isAsking} onClose={() => setIsAsking(false)} />
    </Panel>
  );
}

/** Repositories are what is in the way but for rare cases, of which the API tells. */
function InTheWay({ project, words }: { project: Project; words: string }) {
  const { t } = useTranslation("project-settings");
  if (project.repo_count === 0) return <Alert color="yellow" title={words} />;
  return (
    <Alert color="yellow" title={t("danger.holds", { count: project.repo_count })}>
      <Link
        to="/projects/$project/repos"
        params={{ project: project.name }}
        inherit
        c="inherit"
        td="underline"
      >
        {t("danger.toRepositories")}
      </Link>
    </Alert>
  );
}

interface DeleteProps {
  project: Project;
  isOpen: boolean;
  onClose: () => void;
}

function DeleteProject({ project, isOpen, onClose }: DeleteProps) {
  const { t } = useTranslation("project-settings");
  const remove = useDeleteProject(project.name);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: async () => {
        toast.success(t("danger.done", { name: project.name }));
        // First away from it: here, the next question would be for what is gone.
        await navigate({ to: "/projects", ignoreBlocker: true });
        await queryClient.invalidateQueries({ queryKey: ["projects"] });
      },
    });
  return (
    <ConfirmDelete
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={confirm}
      title={t("danger.action")}
      action={t("danger.action")}
      typedName={project.name}
      isPending={remove.isPending}
      error={remove.error}
    >
      <Text>{t("danger.what", { name: project.name })}</Text>
    </ConfirmDelete>
  );
}
