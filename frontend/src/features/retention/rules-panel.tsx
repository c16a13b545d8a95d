import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { NothingYet } from "@/shared/ui/empty-state";
import { Group, Stack, Text } from "@/shared/ui/layout";
import { whenShown } from "@/shared/ui/lazy";
import { Panel } from "@/shared/ui/panel";
import { StatusBadge } from "@/shared/ui/values";
import { type Draft, RULES_AT_MOST } from "./draft";
import classes from "./retention.module.css";
import { RuleMenu } from "./rule-menu";
import type { Rules } from "./use-rules";
import { useWords } from "./words";

const RuleForm = whenShown(() => import("./rule-form").then((found) => found.RuleForm));

interface Props {
  rules: Rules;
  /** The key of the rule whose form is open. */
  open: number | null;
  onOpen: (key: number | null) => void;
  mayEdit: boolean;
}

/** What is kept, rule by rule. */
export function RulesPanel({ rules, open, onOpen, mayEdit }: Props) {
  const { t } = useTranslation("retention");
  const { drafts } = rules;
  const add = mayEdit && drafts.length < RULES_AT_MOST && (
    <Button icon={<IconPlus size={16} />} onClick={() => onOpen(rules.add())}>
      {t("rules.add")}
    </Button>
  );
  return (
    <Panel title={t("rules.title")} note={t("rules.note")}>
      {drafts.length === 0 ? (
        <NothingYet title={t("rules.none")} action={add}>
          {t("rules.noneText")}
        </NothingYet>
      ) : (
        <Stack gap="sm" align="stretch">
          <ol className={classes.rules}>
            {drafts.map((draft, index) => (
              <RuleItem
                key={draft.key}
                draft={draft}
                number={index + 1}
                rules={rules}
                isOpen={draft.key === open}
                onOpen={(isOpen) => onOpen(isOpen ? draft.key : null)}
                mayEdit={mayEdit}
              />
            ))}
          </ol>
          {add && <Group>{add}</Group>}
        </Stack>
      )}
    </Panel>
  );
}

interface ItemProps {
  draft: Draft;
  number: number;
  rules: Rules;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  mayEdit: boolean;
}

function RuleItem({ draft, number, rules, isOpen, onOpen, mayEdit }: ItemProps) {
  const { t } = useTranslation("retention");
  const { sentence } = useWords();
  const name = t("rule.name", { id: number });
  return (
    <li className={classes.rule} data-open={isOpen || undefined}>
      <Group justify="space-between" wrap="nowrap" gap="xs" mih={28}>
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          {draft.isDisabled && <StatusBadge tone="neutral">{t("rule.off")}</StatusBadge>}
        </Group>
        {mayEdit && (
          <Group gap={4} wrap="nowrap">
            <Button
              size="compact-sm"
              weight="plain"
              aria-expanded={isOpen}
              aria-label={isOpen ? t("rule.close", { name }) : t("rule.edit", { name })}
              onClick={() => onOpen(!isOpen)}
            >
              {isOpen ? t("rule.closeShort") : t("rule.editShort")}
            </Button>
            <RuleMenu draft={draft} number={number} rules={rules} />
          </Group>
        )}
      </Group>
      <Text className={classes.words} {...(draft.isDisabled ? { c: "dimmed" } : {})}>
        {sentence(draft)}
      </Text>
      {isOpen && <RuleForm draft={draft} onChange={(part) => rules.change(draft.key, part)} />}
    </li>
  );
}
