import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { TextFilter } from "@/shared/filters/filter-bar";
import { Button } from "@/shared/ui/buttons";
import { FilteredOut, NothingYet } from "@/shared/ui/empty-state";
import { Badge, Group, Stack, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Page } from "@/shared/ui/page";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { type Found, type Results, searchQueries } from "./api";
import { KindIcon } from "./kind-icon";
import { countOf, countText, isAllowed, KINDS, type Kind, LIMIT } from "./model";
import type { SearchSearch } from "./search";
import classes from "./search.module.css";
import { targetOf } from "./targets";

/** How many of each are shown beside the others. */
const SHORT = 8;

/** All that has a text in its name, by kinds. */
export function SearchPage({ search }: { search: SearchSearch }) {
  const { t } = useTranslation("search");
  const navigate = useNavigate();
  const { q = "", type } = search;
  const hasPolicies = isAllowed("policies", useCan());
  const asked = searchQueries.everything({ text: q.trim(), limit: LIMIT, hasPolicies });
  const results = useQuery(asked);
  const set = (change: Partial<SearchSearch>) =>
    navigate({ to: "/search", search: { ...search, ...change }, replace: true });
  return (
    <Page title={t("title")} note={t("note")}>
      <search>
        <TextFilter label={t("field")} value={search.q} onChange={(text) => set({ q: text })} />
      </search>
      {q.trim() === "" ? (
        <NothingYet title={t("start.title")}>{t("start.text")}</NothingYet>
      ) : (
        <QueryView query={results}>
          {(found) => (
            <Stack gap="md">
              <Kinds results={found} type={type} onType={(next) => set({ type: next })} />
              <Groups results={found} type={type} onType={(next) => set({ type: next })} />
              {countOf(found) === 0 && (
                <NothingYet title={t("nothing", { text: q })}>{t("nothingText")}</NothingYet>
              )}
            </Stack>
          )}
        </QueryView>
      )}
    </Page>
  );
}

interface GroupsProps {
  results: Results;
  type: Kind | undefined;
  onType: (type: Kind | undefined) => void;
}

/** Each kind with how many there are; one that is chosen hides the others. */
function Kinds({ results, type, onType }: GroupsProps) {
  const { t } = useTranslation("search");
  const can = useCan();
  return (
    <Group gap={6} role="group" aria-label={t("kinds")}>
      <Button
        size="xs"
        weight={type ? "quiet" : "primary"}
        aria-pressed={!type}
        onClick={() => onType(undefined)}
      >
        {t("everything")}
      </Button>
      {KINDS.filter((kind) => isAllowed(kind, can)).map((kind) => (
        <Button
          key={kind}
          size="xs"
          weight={type === kind ? "primary" : "quiet"}
          aria-pressed={type === kind}
          disabled={results[kind].length === 0 && type !== kind}
          onClick={() => onType(kind)}
        >
          {t(`group.${kind}`)} · {countText(results[kind].length, LIMIT)}
        </Button>
      ))}
    </Group>
  );
}

function Groups({ results, type, onType }: GroupsProps) {
  const { t } = useTranslation("search");
  if (type && results[type].length === 0 && countOf(results) > 0) {
    return <FilteredOut onClear={() => onType(undefined)} />;
  }
  return KINDS.filter((kind) => (type ? kind === type : true))
    .filter((kind) => results[kind].length > 0)
    .map((kind) => {
      const hits = results[kind];
      const shown = type ? hits : hits.slice(0, SHORT);
      return (
        <Panel
          key={kind}
          title={`${t(`group.${kind}`)} (${countText(hits.length, LIMIT)})`}
          {...(type && hits.length >= LIMIT ? { note: t("more", { count: LIMIT }) } : {})}
        >
          <ul className={classes.hits}>
            {shown.map((hit) => (
              <Hit key={hit.id} kind={kind} hit={hit} />
            ))}
          </ul>
          {shown.length < hits.length && (
            <Button size="xs" mt="xs" onClick={() => onType(kind)}>
              {t("showAll", { count: hits.length })}
            </Button>
          )}
        </Panel>
      );
    });
}

function Hit({ kind, hit }: { kind: Kind; hit: Found }) {
  const { t } = useTranslation("search");
  const can = useCan();
  const target = targetOf(kind, hit, can);
  const name = <span className={kind === "artifacts" ? "mono" : undefined}>{hit.name}</span>;
  const where = kind === "tags" || kind === "artifacts" ? hit.repository : null;
  return (
    <li>
      <KindIcon kind={kind} />
      {target ? <Link {...target}>{name}</Link> : <Text span>{name}</Text>}
      {where && <span className={classes.where}>{where}</span>}
      {kind === "labels" && (
        <Badge variant="light" color="gray">
          {hit.project ?? t("global")}
        </Badge>
      )}
    </li>
  );
}
