import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { Dialog } from "@/shared/ui/dialog";
import { Alert, Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import { nameOf } from "./model";
import type { Restoring } from "./restoring";

/** Tells, of many that were to come back, which did not and why. */
export function Refusals({ outcome, forget }: Restoring) {
  const { t } = useTranslation(["trash", "common"]);
  const { done = [], refused = [] } = outcome ?? {};
  return (
    <Dialog
      isOpen={refused.length > 0}
      onClose={forget}
      title={t("refused", { count: refused.length })}
      footer={<Button onClick={forget}>{t("common:action.close")}</Button>}
    >
      {done.length > 0 && <Text>{t("many", { count: done.length })}</Text>}
      <Alert color="red" role="alert">
        <NameList names={refused.map(({ item, reason }) => `${nameOf(item)}: ${reason}`)} />
      </Alert>
    </Dialog>
  );
}
