import { useTranslation } from "react-i18next";
import { shortDigest } from "@/shared/lib/digest";
import { Confirm } from "@/shared/ui/confirm";
import { Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type Place, useRestore } from "./api";

interface Props {
  place: Place;
  tag: string;
  /** What the tag would name; nothing while nobody asks. */
  digest: string | null;
  /** What it names now; empty where it is deleted. */
  current: string;
  onClose: () => void;
}

export function RestoreDialog({ place, tag, digest, current, onClose }: Props) {
  const { t } = useTranslation("tag-history");
  const restore = useRestore(place, tag);
  const close = () => {
    restore.reset();
    onClose();
  };
  const send = () =>
    restore.mutate(digest ?? "", {
      onSuccess: (found) => {
        toast.success(t("restore.done", { tag, digest: shortDigest(found.digest) }));
        close();
      },
    });
  const names = { tag, to: shortDigest(digest ?? ""), from: shortDigest(current) };
  return (
    <Confirm
      isOpen={digest !== null}
      onClose={close}
      onConfirm={send}
      title={t("restore.title")}
      action={t("restore.action")}
      weight="primary"
      isPending={restore.isPending}
      error={restore.error}
    >
      <Text>{current ? t("restore.moves", names) : t("restore.creates", names)}</Text>
      <Text size="sm" c="dimmed">
        {t("restore.note")}
      </Text>
    </Confirm>
  );
}
