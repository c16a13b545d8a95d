import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCanInScope, useScope } from "@/shared/registries/scope";
import { NotAllowed } from "@/shared/ui/empty-state";
import { whenShown } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { replicationQueries } from "./api";
import { draftOf, newDraft } from "./draft";
import { lastLasted, type OnePolicy } from "./model";

const Wizard = whenShown(() => import("./wizard").then((found) => found.Wizard));

/** A new policy, or one that there is to be changed: all of it on one page. */
export function WizardPage({ id }: { id?: number }) {
  const { t } = useTranslation("replication");
  const can = useCanInScope();
  const isAllowed = can(
    id === undefined ? "replication-policy:create" : "replication-policy:update",
  );
  return (
    <Page title={id === undefined ? t("create.title") : t("edit.title")} note={t("create.note")}>
      {isAllowed ? id === undefined ? <NewPolicy /> : <KnownPolicy id={id} /> : <NotAllowed />}
    </Page>
  );
}

function NewPolicy() {
  const scope = useScope();
  const registries = useQuery(replicationQueries.registries(scope));
  const [initial] = useState(newDraft);
  return (
    <QueryView query={registries}>
      {(found) => <Wizard registries={found} initial={initial} />}
    </QueryView>
  );
}

function KnownPolicy({ id }: { id: number }) {
  const scope = useScope();
  const policy = useQuery({ ...replicationQueries.policy(scope, id), staleTime: 0 });
  return <QueryView query={policy}>{(found) => <Known policy={found} />}</QueryView>;
}

/** As it was when the page was opened: what others do meanwhile does not change what is typed. */
function Known({ policy }: { policy: OnePolicy }) {
  const scope = useScope();
  const registries = useQuery(replicationQueries.registries(scope));
  const [initial] = useState(() => draftOf(policy));
  const lasted = lastLasted(policy.recent);
  return (
    <QueryView query={registries}>
      {(found) => <Wizard id={policy.id} registries={found} initial={initial} lasted={lasted} />}
    </QueryView>
  );
}
