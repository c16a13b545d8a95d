import { IconChevronDown, IconChevronRight, IconFolder } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatBytes } from "@/shared/lib/bytes";
import { repositoryPath } from "@/shared/lib/references";
import type { Column } from "@/shared/table/types";
import { IconButton } from "@/shared/ui/buttons";
import { Group, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { Bytes, Count, RelTime } from "@/shared/ui/values";
import type { Repository } from "./api";
import classes from "./repositories.module.css";
import type { Line } from "./tree";

interface Folding {
  project: string;
  collapsed: ReadonlySet<string>;
  onToggle: (path: string) => void;
}

/** A cell about the repository of a line; folders leave it empty. */
function about(show: (repository: Repository) => ReactNode): (line: Line) => ReactNode {
  return ({ repository }) => repository && show(repository);
}

export function repositoryColumns(
  t: TFunction<["repositories", "common"]>,
  folding: Folding,
  isTree: boolean,
): Column<Line>[] {
  const sortable = (sortKey: string) => (isTree ? {} : { sortKey });
  return [
    {
      id: "name",
      header: t("column.name"),
      ...sortable("name"),
      isTitle: true,
      width: "240px",
      cell: (line) => <NameCell line={line} {...folding} />,
    },
    {
      id: "tags",
      header: t("column.tags"),
      align: "end",
      width: "110px",
      cell: about((repository) => <Held repository={repository} />),
    },
    {
      id: "size",
      header: t("column.size"),
      ...sortable("size"),
      align: "end",
      width: "110px",
      cell: about(({ storage }) => storage && <Size storage={storage} />),
    },
    {
      id: "pulls",
      header: t("column.pulls"),
      ...sortable("pull_count"),
      align: "end",
      width: "110px",
      cell: about((repository) => <Pulls repository={repository} />),
    },
    {
      id: "pushed",
      header: t("column.pushed"),
      ...sortable("last_push_time"),
      width: "120px",
      cell: about(({ last_push_time }) => <RelTime value={last_push_time} />),
    },
    {
      id: "pulled",
      header: t("column.pulled"),
      width: "120px",
      cell: about(({ last_pull_time }) => <RelTime value={last_pull_time} />),
    },
    {
      id: "updated",
      header: t("column.updated"),
      ...sortable("update_time"),
      width: "120px",
      cell: about(({ update_time }) => <RelTime value={update_time} />),
    },
  ];
}

function NameCell({ line, project, collapsed, onToggle }: { line: Line } & Folding) {
  const { t } = useTranslation("repositories");
  const { path, label, depth, repository, below } = line;
  const isOpen = !collapsed.has(path);
  return (
    <Group gap={4} wrap="nowrap" style={{ paddingInlineStart: depth * 20 }}>
      {below > 0 && (
        <IconButton
          size="sm"
          label={t(isOpen ? "tree.close" : "tree.open", { name: path })}
          aria-expanded={isOpen}
          onClick={() => onToggle(path)}
        >
          {isOpen ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
        </IconButton>
      )}
      {!repository && <IconFolder size={16} aria-hidden className={classes.folder} />}
      <span className={classes.stacked}>
        {repository ? (
          <Link
            to="/projects/$project/repos/$"
            params={{ project, _splat: repositoryPath(path, "tags") }}
            fw={600}
            className={classes.name}
          >
            {label}
          </Link>
        ) : (
          <span className={classes.name}>{label}</span>
        )}
        {below > 0 && (
          <Text span size="xs" c="dimmed">
            {t("tree.below", { count: below })}
          </Text>
        )}
      </span>
    </Group>
  );
}

function Held({ repository }: { repository: Repository }) {
  const { t } = useTranslation("repositories");
  return (
    <span className={classes.stacked}>
      <Count value={repository.tag_count ?? 0} />
      <Text span size="xs" c="dimmed" className="number">
        {t("artifacts", { count: repository.artifact_count })}
      </Text>
    </span>
  );
}

function Size({ storage }: { storage: NonNullable<Repository["storage"]> }) {
  const { t, i18n } = useTranslation("repositories");
  const [own, shared] = [storage.unique, storage.shared].map((value) =>
    formatBytes(value, i18n.language),
  );
  return (
    <span className={classes.stacked}>
      <Bytes value={storage.stored} />
      {storage.shared > 0 && (
        <Text span size="xs" c="dimmed" title={t("size.shared", { shared })}>
          {t("size.own", { own })}
        </Text>
      )}
    </span>
  );
}

function Pulls({ repository }: { repository: Repository }) {
  const { t } = useTranslation("repositories");
  const { pull_count, recent_pull_count = 0 } = repository;
  return (
    <span className={classes.stacked}>
      <Count value={pull_count} />
      {recent_pull_count > 0 && (
        <Text span size="xs" c="dimmed" className="number">
          {t("pulls.recent", { count: recent_pull_count })}
        </Text>
      )}
    </span>
  );
}
