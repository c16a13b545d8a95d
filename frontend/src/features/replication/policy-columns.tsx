import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { SwitchField } from "@/shared/forms/fields";
import { places } from "@/shared/registries/places";
import type { Scope } from "@/shared/registries/scope";
import type { Column } from "@/shared/table/types";
import { Stack, Text } from "@/shared/ui/layout";
import { Link } from "@/shared/ui/link";
import { toast } from "@/shared/ui/toasts";
import { useSetEnabled } from "./changes";
import { directionOf, type Policy } from "./model";
import { Ticks } from "./ticks";
import { DirectionWords, EndsWords, FilterChips, Lasted, successWords, WhenWords } from "./words";

interface Options {
  scope: Scope;
  now: number;
  mayUpdate: boolean;
}

export function policyColumns(
  t: TFunction<"replication">,
  { scope, now, mayUpdate }: Options,
): Column<Policy>[] {
  return [
    {
      id: "name",
      header: t("column.name"),
      sortKey: "name",
      isTitle: true,
      cell: ({ id, name, description }) => (
        <div style={{ overflowWrap: "anywhere" }}>
          <Link {...places.policy(scope, id)} fw={600}>
            {name}
          </Link>
          {description && (
            <Text size="sm" c="dimmed" lineClamp={2}>
              {description}
            </Text>
          )}
        </div>
      ),
    },
    {
      id: "enabled",
      header: t("column.enabled"),
      width: "78px",
      sortKey: "enabled",
      cell: (policy) => <EnabledSwitch policy={policy} isDisabled={!mayUpdate} />,
    },
    {
      id: "ends",
      header: t("column.ends"),
      width: "18%",
      sortKey: "direction",
      cell: (policy) => (
        <>
          <DirectionWords direction={directionOf(policy)} />
          <Text size="sm" c="dimmed" component="div">
            <EndsWords policy={policy} />
          </Text>
        </>
      ),
    },
    {
      id: "filters",
      header: t("column.filters"),
      width: "19%",
      cell: (policy) => <FilterChips policy={policy} />,
    },
    {
      id: "when",
      header: t("column.when"),
      width: "17%",
      sortKey: "trigger",
      cell: (policy) => <WhenWords policy={policy} />,
    },
    {
      id: "runs",
      header: t("column.runs"),
      width: "150px",
      cell: (policy) => <Runs policy={policy} now={now} />,
    },
  ];
}

function Runs({
  policy: { recent, success, last_execution },
  now,
}: {
  policy: Policy;
  now: number;
}) {
  const { t, i18n } = useTranslation("replication");
  return (
    <Stack gap={4}>
      <Ticks runs={recent} />
      {last_execution && (
        <Text size="sm" c="dimmed" component="div">
          {successWords(success, t, i18n.language)} · <Lasted run={last_execution} now={now} />
        </Text>
      )}
    </Stack>
  );
}

interface SwitchProps {
  policy: Policy;
  isDisabled: boolean;
}

/** Turns a policy on or off where it stands. */
export function EnabledSwitch({ policy: { id, name, enabled }, isDisabled }: SwitchProps) {
  const { t } = useTranslation("replication");
  const set = useSetEnabled();
  // What is on its way counts: a switch that springs back is not believed.
  const isOn = set.isPending ? set.variables.enabled : enabled;
  return (
    <SwitchField
      aria-label={t("one.enabled", { name })}
      checked={isOn}
      disabled={isDisabled || set.isPending}
      onChange={(event) =>
        set.mutate(
          { id, enabled: event.currentTarget.checked },
          {
            onSuccess: (_, { enabled: next }) =>
              toast.success(next ? t("one.isOn", { name }) : t("one.isOff", { name })),
            onError: toast.failure,
          },
        )
      }
    />
  );
}
