import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button } from "@/shared/ui/buttons";
import { NothingYet } from "@/shared/ui/empty-state";
import { whenOpened } from "@/shared/ui/lazy";
import { QueryView } from "@/shared/ui/query-view";
import { meQueries, type TokenMade } from "./api";
import { MePage } from "./me-page";
import type { TokenSearch } from "./search";
import { TokenTable } from "./token-table";

const CreateToken = whenOpened(
  () => import("./create-token").then((found) => found.CreateToken),
  ({ isOpen }) => isOpen,
);
const SecretDialog = whenOpened(
  () => import("./secret-dialog").then((found) => found.SecretDialog),
  ({ made }) => made !== null,
);

export function TokensPage() {
  const { t } = useTranslation("me");
  const [search, setSearch] = useListSearch<TokenSearch & { page?: number; after?: string }>();
  const tokens = useQuery(meQueries.tokens(search.sort));
  const [made, setMade] = useState<TokenMade | null>(null);
  const create = (
    <Button
      weight="primary"
      icon={<IconPlus size={16} />}
      onClick={() => setSearch({ creating: true })}
    >
      {t("create.title")}
    </Button>
  );
  return (
    <MePage tab="tokens" note={t("tokens.note")} actions={create}>
      <QueryView query={tokens}>
        {(list) =>
          list.length > 0 ? (
            <TokenTable tokens={list} sort={search.sort} onSort={(sort) => setSearch({ sort })} />
          ) : (
            <NothingYet title={t("empty.title")} action={create}>
              {t("empty.text")}
            </NothingYet>
          )
        }
      </QueryView>
      <CreateToken
        isOpen={search.creating ?? false}
        onClose={() => setSearch({ creating: undefined })}
        onMade={setMade}
      />
      <SecretDialog made={made} onClose={() => setMade(null)} />
    </MePage>
  );
}
