import { useTranslation } from "react-i18next";
import { useCanInProject } from "@/shared/api/project";
import { ApiForm } from "@/shared/forms/api-form";
import { PatternList } from "@/shared/forms/pattern-list";
import { newPattern, type Pattern, REPOSITORIES, TAGS } from "@/shared/forms/patterns";
import { useApiForm } from "@/shared/forms/use-api-form";
import { Drawer } from "@/shared/ui/dialog";
import { Alert, Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";
import { type Rule, useSaveRule } from "./api";
import { draftsOf, isComplete, selectorBodies } from "./model";
import type { RuleSearch } from "./search";
import { useSentence } from "./sentence";

interface Props {
  project: string;
  /** Which rule the form is for, as the address says. */
  which: RuleSearch["edit"];
  rules: readonly Rule[];
  onClose: () => void;
}

export function RuleDrawer({ project, which, rules, onClose }: Props) {
  const { t } = useTranslation("immutable-rules");
  const can = useCanInProject(project);
  const rule = rules.find(({ id }) => id === which);
  const isNew = which === "new";
  const isOpen = isNew ? can("immutable-tag:create") : Boolean(rule) && can("immutable-tag:update");
  return (
    <Drawer
      isOpen={isOpen}
      onClose={onClose}
      size="lg"
      title={isNew ? t("create.title") : t("edit.title")}
    >
      <RuleForm key={which ?? "none"} project={project} rule={rule} onClose={onClose} />
    </Drawer>
  );
}

interface Values extends Record<string, unknown> {
  repositories: Pattern[];
  tags: Pattern[];
}

interface FormProps {
  project: string;
  rule: Rule | undefined;
  onClose: () => void;
}

function RuleForm({ project, rule, onClose }: FormProps) {
  const { t } = useTranslation("immutable-rules");
  const save = useSaveRule(project);
  const sentence = useSentence();
  const whole = (drafts: Pattern[]) => (isComplete(drafts) ? null : t("form.emptyPattern"));
  const { form, submit, isSending, error } = useApiForm<Values>({
    initialValues: rule ? draftsOf(rule) : { repositories: [newPattern()], tags: [newPattern()] },
    validate: { repositories: whole, tags: whole },
    send: ({ repositories, tags }) =>
      save.mutateAsync({
        id: rule?.id,
        body: {
          tag_selectors: selectorBodies(tags, TAGS),
          scope_selectors: {
            repository: selectorBodies(repositories, REPOSITORIES),
          },
        },
      }),
    onDone: () => {
      toast.success(rule ? t("edit.done") : t("create.done"));
      onClose();
    },
  });
  return (
    <ApiForm
      onSubmit={submit}
      onCancel={onClose}
      action={rule ? t("edit.action") : t("create.action")}
      isSending={isSending}
      error={error}
    >
      <PatternList
        label={t("form.repositories")}
        hint={t("form.repositoriesHint")}
        {...form.getInputProps("repositories")}
      />
      <PatternList
        label={t("form.tags")}
        hint={t("form.tagsHint")}
        {...form.getInputProps("tags")}
      />
      <Alert title={t("form.meaning")} role="status">
        <Text>{sentence(form.getValues())}</Text>
        <Text size="sm" mt={4}>
          {t("form.others")}
        </Text>
      </Alert>
    </ApiForm>
  );
}
