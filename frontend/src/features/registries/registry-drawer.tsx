import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useScope } from "@/shared/registries/scope";
import { Drawer } from "@/shared/ui/dialog";
import { QueryView } from "@/shared/ui/query-view";
import { registryQueries } from "./api";
import { RegistryForm } from "./registry-form";
import type { RegistrySearch } from "./search";

interface Props {
  which: RegistrySearch["edit"];
  can: (right: string) => boolean;
  onClose: () => void;
}

/** A new registry, or one that there is. */
export function RegistryDrawer({ which, can, onClose }: Props) {
  const { t } = useTranslation("registries");
  if (which === undefined) return null;
  const isNew = which === "new";
  if (!can(isNew ? "registry:create" : "registry:update")) return null;
  return (
    <Drawer isOpen size="lg" onClose={onClose} title={isNew ? t("create.title") : t("edit.title")}>
      {isNew ? <NewOne onClose={onClose} /> : <KnownOne id={which} onClose={onClose} />}
    </Drawer>
  );
}

function NewOne({ onClose }: { onClose: () => void }) {
  const scope = useScope();
  const kinds = useQuery(registryQueries.kinds(scope));
  return (
    <QueryView query={kinds}>
      {(found) => <RegistryForm kinds={found} onClose={onClose} />}
    </QueryView>
  );
}

function KnownOne({ id, onClose }: { id: number; onClose: () => void }) {
  const scope = useScope();
  const kinds = useQuery(registryQueries.kinds(scope));
  const registry = useQuery(registryQueries.one(scope, id));
  return (
    <QueryView query={registry}>
      {(found) => (
        <QueryView query={kinds}>
          {(all) => (
            <RegistryForm key={found.update_time} registry={found} kinds={all} onClose={onClose} />
          )}
        </QueryView>
      )}
    </QueryView>
  );
}
