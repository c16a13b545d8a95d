import { useTranslation } from "react-i18next";
import { Alert, Text } from "@/shared/ui/layout";
import type { Outcomes } from "./changes";
import classes from "./tags.module.css";

/** Names one below the other; many scroll in themselves. */
export function Names({ names }: { names: readonly string[] }) {
  return (
    <ul className={classes.names}>
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}

/** So many names in a sentence, and then which. */
export function Told({ title, names }: NamesProps) {
  if (names.length === 0) return null;
  return (
    <div>
      <Text>{title}</Text>
      <Names names={names} />
    </div>
  );
}

interface NamesProps {
  title: string;
  names: readonly string[];
}

/** What will not be touched, and why. */
export function Kept({ title, names }: NamesProps) {
  if (names.length === 0) return null;
  return (
    <Alert color="yellow" title={title}>
      <Names names={names} />
    </Alert>
  );
}

/** What became of each item, where not all of it was done. */
export function Refused({ outcomes, done }: { outcomes: Outcomes; done: string }) {
  const { t } = useTranslation("tags");
  const { refused } = outcomes;
  return (
    <>
      {outcomes.done.length > 0 && <Text>{done}</Text>}
      <Alert color="red" role="alert" title={t("bulk.refused", { count: refused.length })}>
        <Names names={refused.map(({ item, reason }) => `${item}: ${reason}`)} />
      </Alert>
    </>
  );
}
