import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { NotAllowed } from "@/shared/ui/empty-state";
import { Page } from "@/shared/ui/page";
import { AuditLog } from "./audit-log";
import { ChainHead } from "./chain-head";

/** The whole system's log. Who may not list all of it would see the part of their projects only. */
export function AuditPage() {
  const { t } = useTranslation("audit");
  const isAllowed = useCan()("audit-log:list");
  return (
    <Page title={t("title")} {...(isAllowed ? { note: <ChainHead /> } : {})}>
      {isAllowed ? <AuditLog /> : <NotAllowed />}
    </Page>
  );
}
