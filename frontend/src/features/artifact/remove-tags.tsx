import { useTranslation } from "react-i18next";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Alert, Stack, Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import { toast } from "@/shared/ui/toasts";
import { WayBack } from "@/shared/ui/way-back";
import type { Place, Tag } from "./api";
import { useRemoveTags } from "./changes";

interface Props {
  place: Place;
  digest: string;
  /** Those that were chosen; nothing where nobody asks. */
  tags: readonly Tag[];
  /** How many the artifact has. */
  total: number;
  onClose: () => void;
  onDone: () => void;
}

export function RemoveTags({ place, digest, tags, total, onClose, onDone }: Props) {
  const { t } = useTranslation("artifact");
  const remove = useRemoveTags(place, digest);
  const going = tags.filter(({ immutable }) => !immutable).map(({ name }) => name);
  const kept = tags.filter(({ immutable }) => immutable).map(({ name }) => name);
  const count = going.length;
  const confirm = () =>
    remove.mutate(going, {
      onSuccess: ({ done, refused }) => {
        if (done.length > 0) toast.success(t("removeTags.done", { count: done.length }));
        for (const { item: name, reason } of refused) {
          toast.failure(new Error(t("removeTags.refused", { name, reason })));
        }
        onDone();
      },
    });
  return (
    <ConfirmDelete
      isOpen={tags.length > 0}
      onClose={onClose}
      onConfirm={confirm}
      title={t("removeTags.title")}
      action={t("removeTags.action", { count })}
      isPending={remove.isPending}
      isDisabled={count === 0}
      error={remove.error}
    >
      <Stack gap="sm">
        {count > 0 && (
          <div>
            <Text>{t("removeTags.goes", { count })}</Text>
            <NameList names={going} />
          </div>
        )}
        {count > 0 && count >= total && <Text>{t("removeTags.last")}</Text>}
        {count > 0 && <WayBack />}
        {kept.length > 0 && (
          <Alert color="yellow" title={t("removeTags.kept")}>
            <NameList names={kept} />
          </Alert>
        )}
      </Stack>
    </ConfirmDelete>
  );
}
