import { useTranslation } from "react-i18next";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Stack, Text } from "@/shared/ui/layout";
import { WayBack } from "@/shared/ui/way-back";
import type { Place } from "./api";
import { isMuch } from "./model";
import { Filter } from "./removal-parts";
import { useStartRemoval } from "./removals";

interface Props {
  isOpen: boolean;
  onClose: () => void;
  onDone: () => void;
  place: Place;
  /** The API's words for what matches, and how many that is. */
  q: string;
  count: number;
}

/** Asks, and has all tags that match deleted in the background. */
export function DeleteMatching({ isOpen, onClose, onDone, place, q, count }: Props) {
  const { t } = useTranslation("tags");
  const start = useStartRemoval(place);
  const close = () => {
    start.reset();
    onClose();
  };
  const confirm = () =>
    start.mutate(
      { q, expected: count },
      {
        onSuccess: () => {
          close();
          onDone();
        },
      },
    );
  return (
    <ConfirmDelete
      isOpen={isOpen}
      onClose={close}
      onConfirm={confirm}
      title={t("deleteMatching.title")}
      action={t("deleteTags.action", { count })}
      isPending={start.isPending}
      error={start.error}
      {...(isMuch(count) ? { typedName: place.repository } : {})}
    >
      <Stack gap="sm">
        <Text>{t("deleteMatching.goes", { count })}</Text>
        <Filter q={q} />
        <Text>{t("deleteMatching.protected")}</Text>
        <Text>{t("deleteMatching.artifacts")}</Text>
        <WayBack otherwise={t("deleteTags.wayBack")} />
      </Stack>
    </ConfirmDelete>
  );
}
