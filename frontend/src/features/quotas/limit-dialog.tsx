import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiForm } from "@/shared/forms/api-form";
import { LimitField } from "@/shared/forms/limit-field";
import { isLimit } from "@/shared/lib/bytes";
import { Dialog } from "@/shared/ui/dialog";
import { Alert, List, Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type Outcome, type Quota, useSetLimits } from "./api";
import { commonLimit, overfull } from "./model";

interface Props {
  /** One project's quota, or those of many. */
  quotas: readonly Quota[];
  isOpen: boolean;
  onClose: () => void;
  /** What was done is told; where all was, the dialog closes. */
  onDone: (outcome: Outcome) => void;
}

export function LimitDialog({ quotas, isOpen, onClose, onDone }: Props) {
  const { t } = useTranslation("quotas");
  const [only] = quotas;
  const title =
    quotas.length === 1 && only
      ? t("edit.titleOf", { name: only.ref.name })
      : t("edit.titleMany", { count: quotas.length });
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={title}>
      <LimitForm quotas={quotas} onClose={onClose} onDone={onDone} />
    </Dialog>
  );
}

function LimitForm({ quotas, onClose, onDone }: Omit<Props, "isOpen">) {
  const { t } = useTranslation("quotas");
  const [limit, setLimit] = useState(() => commonLimit(quotas));
  const [isTried, setIsTried] = useState(false);
  const setLimits = useSetLimits();
  const refused = setLimits.data?.refused ?? [];
  const tooFull = overfull(quotas, limit);

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setIsTried(true);
    if (!isLimit(limit)) return;
    setLimits.mutate(
      { quotas, limit },
      {
        onSuccess: (outcome) => {
          if (outcome.set.length > 0) {
            toast.success(t("edit.done", { count: outcome.set.length }));
          }
          onDone(outcome);
        },
      },
    );
  };
  return (
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={t("edit.action", { count: quotas.length })}
      isSending={setLimits.isPending}
    >
      {quotas.length > 1 && <Names quotas={quotas} />}
      <LimitField
        label={t("edit.limit")}
        description={t("edit.hint")}
        value={limit}
        onChange={setLimit}
        error={isTried && !isLimit(limit) ? t("edit.bad") : undefined}
        isFocused
      />
      {tooFull.length > 0 && isLimit(limit) && (
        <Alert color="yellow" title={t("edit.overfull", { count: tooFull.length })}>
          {t("edit.overfullText")}
          {quotas.length > 1 && <Names quotas={tooFull} />}
        </Alert>
      )}
      <Refused refused={refused} />
    </ApiForm>
  );
}

const SHOWN = 8;

function Names({ quotas }: { quotas: readonly Quota[] }) {
  const { t } = useTranslation("quotas");
  const more = quotas.length - SHOWN;
  return (
    <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
      {quotas
        .slice(0, SHOWN)
        .map(({ ref }) => ref.name)
        .join(", ")}
      {more > 0 && ` ${t("edit.more", { count: more })}`}
    </Text>
  );
}

function Refused({ refused }: { refused: Outcome["refused"] }) {
  const { t } = useTranslation("quotas");
  if (refused.length === 0) return null;
  return (
    <Alert role="alert" color="red" title={t("edit.refused", { count: refused.length })}>
      <List size="sm">
        {refused.map(({ quota, reason }) => (
          <List.Item key={quota.id}>
            <strong>{quota.ref.name}</strong>: {reason}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
