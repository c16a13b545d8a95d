import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SelectField } from "@/shared/forms/fields";
import { Button } from "@/shared/ui/buttons";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Alert, Text } from "@/shared/ui/layout";
import { RelTime } from "@/shared/ui/values";
import { type Robot, useRenewSecret } from "./api";
import { oldSecretEnds } from "./model";
import type { FreshSecret } from "./secret-dialog";

/** Seconds: nothing, an hour, a day, a week, and the longest there is. */
const GRACES = [0, 3_600, 86_400, 604_800, 2_592_000] as const;
const USUAL = 86_400;

interface Props {
  robot: Robot;
  onClose: () => void;
  onFresh: (secret: FreshSecret) => void;
}

/** A new secret for a robot, with or without time to bring it to where the old one is used. */
export function RotateDialog({ robot, onClose, onFresh }: Props) {
  const { t } = useTranslation(["robots", "common"]);
  const renew = useRenewSecret();
  const [grace, setGrace] = useState<number>(USUAL);
  const older = oldSecretEnds(robot);
  const confirm = () =>
    renew.mutate(
      { id: robot.id, graceSeconds: grace },
      {
        onSuccess: ({ secret = "" }) => {
          onFresh({ name: robot.name, secret, graceSeconds: grace });
          onClose();
        },
      },
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("rotate.title")}
      footer={
        <>
          <Button onClick={onClose}>{t("common:action.cancel")}</Button>
          <Button weight="primary" loading={renew.isPending} onClick={confirm}>
            {t("rotate.action")}
          </Button>
        </>
      }
    >
      <Text>{t("rotate.text", { name: robot.name })}</Text>
      <SelectField
        label={t("rotate.grace")}
        allowDeselect={false}
        data={GRACES.map((seconds) => ({
          value: String(seconds),
          label: t(`grace.${seconds}`),
        }))}
        value={String(grace)}
        onChange={(value) => setGrace(Number(value))}
      />
      <Text size="sm" c="dimmed">
        {grace === 0 ? t("rotate.atOnce") : t("rotate.both")}
      </Text>
      {older && (
        <Alert color="yellow" title={t("rotate.older")}>
          {t("rotate.olderText")} <RelTime value={older} />
        </Alert>
      )}
      {renew.error ? <ErrorPanel error={renew.error} /> : null}
    </Dialog>
  );
}
