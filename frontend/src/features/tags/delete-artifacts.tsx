import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatBytes } from "@/shared/lib/bytes";
import { shortDigest } from "@/shared/lib/digest";
import { Stack, Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { toast } from "@/shared/ui/toasts";
import { WayBack } from "@/shared/ui/way-back";
import { type Place, tagQueries } from "./api";
import { BulkDelete, type BulkDialogProps } from "./bulk-delete";
import { useDeleteArtifacts } from "./changes";
import { Kept, Told } from "./impact-parts";
import { type ArtifactImpact, artifactImpact, type Chosen, isMuch } from "./model";

interface Props extends BulkDialogProps {
  place: Place;
  chosen: readonly Chosen[];
}

export function DeleteArtifacts({ place, chosen, ...dialog }: Props) {
  const { t } = useTranslation("tags");
  const remove = useDeleteArtifacts(place);
  const all = [...new Set(chosen.map(({ digest }) => digest))];
  const siblings = useQuery({
    ...tagQueries.ofDigests(place, all),
    enabled: dialog.isOpen && !remove.data,
  });
  const impact = artifactImpact(chosen, siblings.data ?? []);
  const count = impact.digests.length;
  return (
    <BulkDelete
      {...dialog}
      title={t("deleteArtifacts.title")}
      action={t("deleteArtifacts.action", { count })}
      items={impact.digests}
      remove={remove}
      onSuccess={({ done }) => toast.success(t("deleteArtifacts.done", { count: done.length }))}
      done={(done) => t("deleteArtifacts.done", { count: done })}
      typedName={isMuch(impact.tags.length + count) ? place.repository : undefined}
      // Not before it is known what else would go.
      isDisabled={count === 0 || !siblings.isSuccess}
    >
      <QueryView query={siblings} lines={3}>
        {() => <Impact impact={impact} />}
      </QueryView>
    </BulkDelete>
  );
}

function Impact({ impact }: { impact: ArtifactImpact }) {
  const { t, i18n } = useTranslation("tags");
  const { digests, tags, held, bytes } = impact;
  return (
    <Stack gap="sm">
      <Told
        title={t("deleteArtifacts.goes", {
          count: digests.length,
          size: formatBytes(bytes, i18n.language),
        })}
        names={digests.map(shortDigest)}
      />
      <Told title={t("deleteArtifacts.tags", { count: tags.length })} names={tags} />
      <Kept
        title={t("deleteArtifacts.held", { count: held.length })}
        names={held.map(({ digest, names }) => `${shortDigest(digest)}: ${names.join(", ")}`)}
      />
      {digests.length > 0 && (
        <>
          <WayBack />
          <Text size="sm" c="dimmed">
            {t("deleteArtifacts.space")}
          </Text>
        </>
      )}
    </Stack>
  );
}
