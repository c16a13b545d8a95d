import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCanInProject } from "@/shared/api/project";
import { useListSearch } from "@/shared/table/use-list-search";
import { Button } from "@/shared/ui/buttons";
import { NothingYet } from "@/shared/ui/empty-state";
import { whenOpened } from "@/shared/ui/lazy";
import { Page } from "@/shared/ui/page";
import { QueryView } from "@/shared/ui/query-view";
import { ruleQueries } from "./api";
import { RuleTable } from "./rule-table";
import type { RuleSearch } from "./search";

const RuleDrawer = whenOpened(
  () => import("./rule-drawer").then((found) => found.RuleDrawer),
  ({ which }) => which !== undefined,
);

export function RulesPage({ project }: { project: string }) {
  const { t } = useTranslation("immutable-rules");
  const [search, setSearch] = useListSearch<RuleSearch & { page?: number }>();
  const rules = useQuery(ruleQueries.list(project));
  const can = useCanInProject(project);
  const create = can("immutable-tag:create") && (
    <Button
      weight="primary"
      icon={<IconPlus size={16} />}
      onClick={() => setSearch({ edit: "new" })}
    >
      {t("create.title")}
    </Button>
  );
  return (
    <Page title={t("title")} note={t("note")} actions={create}>
      <QueryView query={rules}>
        {({ items }) =>
          items.length > 0 ? (
            <RuleTable
              project={project}
              rules={items}
              onEdit={(rule) => setSearch({ edit: rule.id })}
            />
          ) : (
            <NothingYet title={t("empty.title")} action={create}>
              {t("empty.text")}
            </NothingYet>
          )
        }
      </QueryView>
      <RuleDrawer
        project={project}
        which={search.edit}
        rules={rules.data?.items ?? []}
        onClose={() => setSearch({ edit: undefined })}
      />
    </Page>
  );
}
