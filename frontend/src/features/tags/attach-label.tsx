import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SelectField } from "@/shared/forms/fields";
import { Button } from "@/shared/ui/buttons";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Text } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import { toast } from "@/shared/ui/toasts";
import { type Place, tagQueries } from "./api";
import type { BulkDialogProps } from "./bulk-delete";
import { useAttachLabel } from "./changes";
import { Refused } from "./impact-parts";

interface Props extends BulkDialogProps {
  place: Place;
  projectId: number;
  digests: readonly string[];
}

/** One label for all of the artifacts that were chosen. */
export function AttachLabel({ place, projectId, digests, isOpen, onClose, onDone }: Props) {
  const { t } = useTranslation(["tags", "common"]);
  const [label, setLabel] = useState<string | null>(null);
  const labels = useQuery({ ...tagQueries.labels(projectId), enabled: isOpen });
  const attach = useAttachLabel(place, Number(label));
  const count = new Set(digests).size;
  const refused = attach.data?.refused.length ? attach.data : null;

  const close = () => {
    attach.reset();
    onClose();
  };
  const send = () =>
    attach.mutate([...new Set(digests)], {
      onSuccess: (outcomes) => {
        if (outcomes.refused.length > 0) return;
        toast.success(t("attach.done", { count: outcomes.done.length }));
        onDone();
        close();
      },
    });
  const footer = refused ? (
    <Button onClick={close}>{t("common:action.close")}</Button>
  ) : (
    <>
      <Button onClick={close}>{t("common:action.cancel")}</Button>
      <Button weight="primary" disabled={label === null} loading={attach.isPending} onClick={send}>
        {t("attach.action", { count })}
      </Button>
    </>
  );
  return (
    <Dialog isOpen={isOpen} onClose={close} title={t("attach.title")} footer={footer}>
      {refused ? (
        <Refused outcomes={refused} done={t("attach.done", { count: refused.done.length })} />
      ) : (
        <QueryView query={labels} lines={2}>
          {(found) =>
            found.length === 0 ? (
              <Text c="dimmed">{t("filter.noLabels")}</Text>
            ) : (
              <SelectField
                label={t("attach.label")}
                value={label}
                searchable
                data={found.map(({ id, name }) => ({ value: String(id), label: name }))}
                onChange={setLabel}
              />
            )
          }
        </QueryView>
      )}
      {attach.error ? <ErrorPanel error={attach.error} /> : null}
    </Dialog>
  );
}
