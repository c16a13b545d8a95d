import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatBytes } from "@/shared/lib/bytes";
import { splitRepository } from "@/shared/lib/references";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { List, Stack, Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { toast } from "@/shared/ui/toasts";
import { type Repository, repositoryQueries, useDeleteRepository } from "./api";

interface Props {
  /** Nothing while nobody asks. */
  repository: Repository | null;
  onClose: () => void;
}

/** Asks with all that goes, and wants the name typed: nothing brings a repository back. */
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
      {repository && <Impact repository={repository} path={path} />}
    </ConfirmDelete>
  );
}

function Impact({ repository, path }: { repository: Repository; path: string }) {
  const { t, i18n } = useTranslation("repositories");
  const storage = useQuery(repositoryQueries.storage(repository.name));
  const bytes = (value: number) => formatBytes(value, i18n.language);
  return (
    <Stack gap="xs">
      <Text>{t("delete.goes", { name: path })}</Text>
      <List size="sm">
        <List.Item>{t("delete.tags", { count: repository.tag_count ?? 0 })}</List.Item>
        <List.Item>{t("delete.artifacts", { count: repository.artifact_count })}</List.Item>
      </List>
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
