import { useTranslation } from "react-i18next";
import { shortDigest } from "@/shared/lib/digest";
import { Button } from "@/shared/ui/buttons";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorPanel } from "@/shared/ui/error-panel";
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
  const { t } = useTranslation(["tag-history", "common"]);
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
    <Dialog
      isOpen={digest !== null}
      onClose={close}
      title={t("restore.title")}
      footer={
        <>
          <Button data-autofocus onClick={close}>
            {t("common:action.cancel")}
          </Button>
          <Button weight="primary" loading={restore.isPending} onClick={send}>
            {t("restore.action")}
          </Button>
        </>
      }
    >
      <Text>{current ? t("restore.moves", names) : t("restore.creates", names)}</Text>
      <Text size="sm" c="dimmed">
        {t("restore.note")}
      </Text>
      {restore.error ? <ErrorPanel error={restore.error} /> : null}
    </Dialog>
  );
}
