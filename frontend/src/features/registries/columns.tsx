import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { knownCause } from "@/shared/registries/causes";
import { places } from "@/shared/registries/places";
import type { Scope } from "@/shared/registries/scope";
import type { Column } from "@/shared/table/types";
import { Anchor, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { RelTime, StatusBadge } from "@/shared/ui/values";
import { KindName } from "./kind-name";
import { type Kinds, type Registry, statusOf, toneOf } from "./model";

export type Users = ReadonlyMap<number, readonly { id: number; name: string }[]>;

interface Options {
  scope: Scope;
  t: TFunction<"registries">;
  kinds: Kinds | undefined;
  users: Users | undefined;
  onOpen: ((id: number) => void) | undefined;
}

export function registryColumns({ scope, t, kinds, users, onOpen }: Options): Column<Registry>[] {
  return [
    {
      id: "name",
      header: t("form.name"),
      sortKey: "name",
      isTitle: true,
      cell: (registry) => <Name registry={registry} onOpen={onOpen} />,
    },
    {
      id: "kind",
      header: t("form.kind"),
      width: "150px",
      sortKey: "type",
      cell: ({ type }) => <KindName kind={type} kinds={kinds} />,
    },
    {
      id: "url",
      header: t("form.url"),
      width: "22%",
      sortKey: "url",
      cell: ({ url }) => (
        <span className="mono" style={{ overflowWrap: "anywhere" }}>
          {url}
        </span>
      ),
    },
    {
      id: "status",
      header: t("column.status"),
      width: "26%",
      sortKey: "status",
      cell: (registry) => <Health registry={registry} />,
    },
    {
      id: "users",
      header: t("column.users"),
      width: "16%",
      cell: ({ id }) => <UsedBy scope={scope} users={users?.get(id) ?? []} />,
    },
  ];
}

interface NameProps {
  registry: Registry;
  onOpen: Options["onOpen"];
}

function Name({ registry: { id, name, description }, onOpen }: NameProps) {
  return (
    <div style={{ overflowWrap: "anywhere" }}>
      {onOpen ? (
        <Anchor component="button" type="button" fw={600} ta="start" onClick={() => onOpen(id)}>
          {name}
        </Anchor>
      ) : (
        <Text fw={600}>{name}</Text>
      )}
      {description && (
        <Text size="sm" c="dimmed" lineClamp={2}>
          {description}
        </Text>
      )}
    </div>
  );
}

/** Whether it answered when it was looked at last, and if not, why. */
function Health({ registry }: { registry: Registry }) {
  const { t } = useTranslation("registries");
  const { status_cause, status_text, checked_time, rests_until } = registry;
  const cause = knownCause(status_cause);
  return (
    <div style={{ overflowWrap: "anywhere" }}>
      <StatusBadge tone={toneOf(registry)}>{t(`status.${statusOf(registry)}`)}</StatusBadge>
      {status_cause && (
        <Text size="sm" title={status_text}>
          {cause ? t(`cause.${cause}`) : status_text}
        </Text>
      )}
      {rests_until && Date.parse(rests_until) > Date.now() && (
        <Text size="sm">
          {t("status.rests")} <RelTime value={rests_until} />
        </Text>
      )}
      <Text size="sm" c="dimmed" component="div">
        {checked_time ? (
          <>
            {t("status.checked")} <RelTime value={checked_time} />
          </>
        ) : (
          t("status.never")
        )}
      </Text>
    </div>
  );
}

const SHOWN = 3;

interface UsedByProps {
  scope: Scope;
  users: readonly { id: number; name: string }[];
}

function UsedBy({ scope, users }: UsedByProps) {
  const { t } = useTranslation("registries");
  if (users.length === 0) return "–";
  const more = users.length - SHOWN;
  return (
    <div style={{ overflowWrap: "anywhere" }}>
      {users.slice(0, SHOWN).map(({ id, name }) => (
        <div key={id}>
          <Link {...places.policy(scope, id)} preload={false}>
            {name}
          </Link>
        </div>
      ))}
      {more > 0 && (
        <Text size="sm" c="dimmed">
          {t("column.more", { count: more })}
        </Text>
      )}
    </div>
  );
}
