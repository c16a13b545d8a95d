import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { Dialog } from "@/shared/ui/dialog";
import { Alert, Text } from "@/shared/ui/layout";
import { NameList } from "@/shared/ui/name-list";
import { nameOf, typeOf } from "./model";
import type { Restoring } from "./restoring";

/** Tells what did not come back and why; tags that name something else by now can be moved. */
export function Refusals({ outcome, forget, bringBackMany, isBusy }: Restoring) {
  const { t } = useTranslation(["trash", "common"]);
  const { done = [], refused = [] } = outcome ?? {};
  const tags = refused.map(({ item }) => item).filter((item) => typeOf(item) === "tag");
  return (
    <Dialog
      isOpen={refused.length > 0}
      onClose={forget}
      title={t("refused", { count: refused.length })}
      footer={
        <>
          <Button onClick={forget}>{t("common:action.close")}</Button>
          {tags.length > 0 && (
            <Button weight="primary" loading={isBusy} onClick={() => bringBackMany(tags, true)}>
              {t("force", { count: tags.length })}
            </Button>
          )}
        </>
      }
    >
      {done.length > 0 && <Text>{t("many", { count: done.length })}</Text>}
      <Alert color="red" role="alert">
        <NameList names={refused.map(({ item, reason }) => `${nameOf(item)}: ${reason}`)} />
      </Alert>
      {tags.length > 0 && <Text size="sm">{t("force.note")}</Text>}
    </Dialog>
  );
}
