import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatBytes } from "@/shared/lib/bytes";
import { splitRepository } from "@/shared/lib/references";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { List, Stack, Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { toast } from "@/shared/ui/toasts";
import { WayBack } from "@/shared/ui/way-back";
import { type Repository, repositoryQueries, useDeleteRepository } from "./api";

interface Props {
  /** Nothing while nobody asks. */
  repository: Repository | null;
  onClose: () => void;
}

/** Asks with all that goes, and wants the name typed: nobody can pull from it for a while at best. */
export function DeleteRepository({ repository, onClose }: Props) {
  const { t } = useTranslation("repositories");
  const remove = useDeleteRepository();
  const path = splitRepository(repository?.name ?? "/").repository;
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () =>
    repository &&
    remove.mutate(repository.name, {
      onSuccess: () => {
        toast.success(t("delete.done", { name: path }));
        close();
      },
    });
  return (
    <ConfirmDelete
      key={path}
      isOpen={repository !== null}
      onClose={close}
      onConfirm={confirm}
      title={t("delete.title")}
      action={t("delete.action")}
      typedName={path}
      isPending={remove.isPending}
      error={remove.error}
    >
      {repository && (
        <Impact
          repository={repository}
          path={path}
          isGoing={remove.isPending || remove.isSuccess}
        />
      )}
    </ConfirmDelete>
  );
}

interface ImpactProps {
  repository: Repository;
  path: string;
  isGoing: boolean;
}

function Impact({ repository, path, isGoing }: ImpactProps) {
  const { t, i18n } = useTranslation("repositories");
  // Of what is gone nothing can be asked anew.
  const storage = useQuery({ ...repositoryQueries.storage(repository.name), enabled: !isGoing });
  const bytes = (value: number) => formatBytes(value, i18n.language);
  return (
    <Stack gap="xs">
      <Text>{t("delete.goes", { name: path })}</Text>
      <List size="sm">
        <List.Item>{t("delete.tags", { count: repository.tag_count ?? 0 })}</List.Item>
        <List.Item>{t("delete.artifacts", { count: repository.artifact_count })}</List.Item>
      </List>
      <WayBack />
      <QueryView query={storage} lines={1}>
        {({ unique, shared }) => (
          <Text size="sm" c="dimmed">
            {t("delete.bytes", { unique: bytes(unique), shared: bytes(shared) })}
          </Text>
        )}
      </QueryView>
    </Stack>
  );
}
