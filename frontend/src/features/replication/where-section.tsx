import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "@/shared/forms/fields";
import { useScope } from "@/shared/registries/scope";
import { SimpleGrid, Stack, Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { replacedOf } from "./draft";
import { examplesOf, FLATTEN, targetName } from "./mapping";
import type { Preview } from "./model";
import { staysWithin } from "./problems";
import classes from "./replication.module.css";
import type { SectionProps } from "./wizard";

const COUNTS = [0, 1, 2, 3] as const;
const SHOWN = 4;

interface Props extends SectionProps {
  preview: Preview | undefined;
}

/** What images are called at the destination, and what that makes of some names. */
export function WhereSection({ draft, onChange, problems, preview }: Props) {
  const { t } = useTranslation("replication");
  const { namespace, replaced } = draft;
  const scope = useScope();
  const { project = "" } = scope;
  const isOwn = scope.project !== undefined && draft.direction === "pull";
  const wrong = staysWithin(draft, scope)
    ? t("problem.namespace")
    : t("problem.outside", { project });
  const found = preview?.items.slice(0, SHOWN).map(({ source }) => source) ?? [];
  const names = found.length > 0 ? found : examplesOf(draft.direction === "push" ? project : "");
  const counts = [...new Set<number>([FLATTEN, ...COUNTS, replaced])];
  return (
    <Panel title={t("section.where")} note={isOwn ? t("where.noteOwn") : t("where.note")}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <TextField
            id="policy-namespace"
            label={t("where.namespace")}
            description={
              isOwn ? t("where.namespaceHelpOwn", { project }) : t("where.namespaceHelp")
            }
            placeholder={isOwn ? project : t("where.unchanged")}
            classNames={{ input: "mono" }}
            autoComplete="off"
            spellCheck={false}
            value={namespace}
            error={problems.includes("namespace") ? wrong : null}
            onChange={(event) => onChange({ namespace: event.currentTarget.value })}
          />
          <SelectField
            label={t("where.replaced")}
            description={t("where.replacedHelp")}
            data={counts.map((count) => ({
              value: `${count}`,
              label: count === FLATTEN ? t("where.all") : t("where.count", { count }),
            }))}
            value={`${replaced}`}
            disabled={!namespace.trim()}
            allowDeselect={false}
            onChange={(next) => next !== null && onChange({ replaced: replacedOf(next) })}
          />
        </SimpleGrid>
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            {t("where.examples")}
          </Text>
          <ul className={classes.names} aria-label={t("where.examples")}>
            {names.map((name) => (
              <li key={name}>
                <span className="mono">{name}</span> <span aria-hidden>→</span>{" "}
                <span className="mono">
                  {targetName(name, namespace.trim(), replaced) ?? t("where.nothing")}
                </span>
              </li>
            ))}
          </ul>
        </div>
      </Stack>
    </Panel>
  );
}
