import { useTranslation } from "react-i18next";
import { Text } from "@/shared/ui/layout";
import classes from "./audit.module.css";
import { type Change, changesOf } from "./changes";

const SIGNS = { added: "+", removed: "−", changed: "~", fact: "" } as const;

/** What an entry changed, field by field, before beside after. */
export function Diff({ operation, details }: { operation: string; details: unknown }) {
  const { t } = useTranslation("audit");
  const changes = changesOf(operation, details);
  if (changes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("diff.none")}
      </Text>
    );
  }
  const isPlain = changes.every(({ kind }) => kind === "fact");
  return (
    <table className={classes.diff}>
      <thead>
        <tr>
          <th scope="col">{t("diff.field")}</th>
          {!isPlain && <th scope="col">{t("diff.before")}</th>}
          <th scope="col">{isPlain ? t("diff.value") : t("diff.after")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.name}>
            <th scope="row">
              <Sign kind={change.kind} />
              {change.name}
            </th>
            {!isPlain && <Value text={change.before} mark={classes.old} />}
            <Value text={change.after} mark={change.kind === "fact" ? undefined : classes.new} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sign({ kind }: { kind: Change["kind"] }) {
  const { t } = useTranslation("audit");
  if (kind === "fact") return null;
  return (
    <span className={classes.sign} role="img" aria-label={t(`diff.${kind}`)}>
      {SIGNS[kind]}
    </span>
  );
}

function Value({ text, mark }: { text: string | null; mark: string | undefined }) {
  if (text === null) {
    return (
      <td>
        <Text span inherit c="dimmed">
          –
        </Text>
      </td>
    );
  }
  return <td className={[mark, "mono"].filter(Boolean).join(" ")}>{text}</td>;
}
