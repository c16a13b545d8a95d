import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { shortDigest } from "@/shared/lib/digest";
import { Stack, Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { toast } from "@/shared/ui/toasts";
import { WayBack } from "@/shared/ui/way-back";
import { type Place, type TagRow, tagQueries } from "./api";
import { BulkDelete, type BulkDialogProps } from "./bulk-delete";
import { type Outcomes, useBringBack, useDeleteTags } from "./changes";
import { Kept, Told } from "./impact-parts";
import { isMuch, type TagImpact, tagImpact } from "./model";

interface Props extends BulkDialogProps {
  place: Place;
  rows: readonly TagRow[];
  /** Whether who deletes may also bring back. */
  canRestore: boolean;
}

export function DeleteTags({ place, rows, canRestore, ...dialog }: Props) {
  const { t } = useTranslation("tags");
  const remove = useDeleteTags(place);
  const bringBack = useBringBack(place);
  const digests = [...new Set(rows.map(({ digest }) => digest))];
  const siblings = useQuery({
    ...tagQueries.ofDigests(place, digests),
    enabled: dialog.isOpen && !remove.data,
  });
  const { goes } = tagImpact(rows, []);
  const count = goes.length;

  const tell = ({ done }: Outcomes) => {
    const gone = goes.filter(({ name }) => done.includes(name));
    const undo = () =>
      bringBack.mutate(gone, {
        onSuccess: (back) => toast.success(t("deleteTags.back", { count: back })),
        onError: toast.failure,
      });
    const canUndo = canRestore && !isMuch(gone.length);
    toast.success(
      t("deleteTags.done", { count: done.length }),
      canUndo ? { label: t("undo"), run: undo } : undefined,
    );
  };
  return (
    <BulkDelete
      {...dialog}
      title={t("deleteTags.title")}
      action={t("deleteTags.action", { count })}
      items={goes.map(({ name }) => name)}
      remove={remove}
      onSuccess={tell}
      done={(done) => t("deleteTags.done", { count: done })}
      typedName={isMuch(count) ? place.repository : undefined}
      isDisabled={count === 0}
    >
      <QueryView query={siblings} lines={3}>
        {(found) => <Impact impact={tagImpact(rows, found)} />}
      </QueryView>
    </BulkDelete>
  );
}

function Impact({ impact }: { impact: TagImpact }) {
  const { t } = useTranslation("tags");
  const { goes, keptBy, isProtected, untagged } = impact;
  const kept = keptBy.map(({ digest, names }) => `${shortDigest(digest)}: ${names.join(", ")}`);
  return (
    <Stack gap="sm">
      <Told
        title={t("deleteTags.goes", { count: goes.length })}
        names={goes.map(({ name }) => name)}
      />
      <Told title={t("deleteTags.kept", { count: kept.length })} names={kept} />
      {untagged > 0 && <Text>{t("deleteTags.untagged", { count: untagged })}</Text>}
      <Kept
        title={t("deleteTags.protected", { count: isProtected.length })}
        names={isProtected.map(({ name, protected_by }) => `${name}: ${protected_by}`)}
      />
      {goes.length > 0 && <WayBack otherwise={t("deleteTags.wayBack")} />}
    </Stack>
  );
}
