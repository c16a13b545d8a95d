import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { CopyButton } from "@/shared/ui/copy-button";
import { Group } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import classes from "./artifact.module.css";
import type { Document } from "./raw-manifest";
import { SaveButton } from "./save-button";

interface Props {
  title: string;
  note: string;
  source: Pick<Document, "text" | "bytes" | "value">;
  name: string;
}

/** JSON that folds, to copy and to keep; what is none is shown as the text that it is. */
export function JsonPanel({ title, note, source: { text, bytes, value }, name }: Props) {
  const { t } = useTranslation("artifact");
  const [depth, setDepth] = useState(OPEN_DEPTH);
  const isOpen = depth > OPEN_DEPTH;
  const isJson = value !== undefined;
  return (
    <Panel
      title={title}
      note={note}
      actions={
        <Group gap={4} wrap="nowrap">
          {isJson && (
            <Button
              size="compact-sm"
              weight="plain"
              onClick={() => setDepth(isOpen ? OPEN_DEPTH : Number.POSITIVE_INFINITY)}
            >
              {isOpen ? t("json.fold") : t("json.unfold")}
            </Button>
          )}
          <CopyButton text={text} what={title} />
          <SaveButton content={bytes} name={name} label={t("save", { what: title })} />
        </Group>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys are to scroll it */}
      <section className={classes.json} tabIndex={0} aria-label={title}>
        {/* Opened or folded as a whole, each part is as it is at first. */}
        {isJson ? (
          <Node key={depth} value={value} depth={depth} />
        ) : (
          <pre className={classes.whole}>{text}</pre>
        )}
      </section>
    </Panel>
  );
}

/** How deep it is open at first. */
const OPEN_DEPTH = 2;

interface NodeProps {
  name?: string;
  value: unknown;
  /** How many levels from here on are open. */
  depth: number;
  isLast?: boolean;
}

function Node({ name, value, depth, isLast = true }: NodeProps) {
  const key =
    name === undefined ? null : <span className={classes.key}>{JSON.stringify(name)}</span>;
  const before = key && <>{key}: </>;
  const comma = isLast ? "" : ",";
  const parts = partsOf(value);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (!parts || parts.length === 0) {
    return (
      <div className={classes.line}>
        {before}
        {parts ? `${open}${close}` : JSON.stringify(value)}
        {comma}
      </div>
    );
  }
  return (
    <details open={depth > 0}>
      <summary>
        {before}
        {open}
        <span className={classes.folded}>
          {" "}
          {parts.length} {close}
          {comma}
        </span>
      </summary>
      <div className={classes.inner}>
        {parts.map(([part, each], at) => (
          <Node
            key={part ?? at}
            {...(part === null ? {} : { name: part })}
            value={each}
            depth={depth - 1}
            isLast={at === parts.length - 1}
          />
        ))}
      </div>
      <div>
        {close}
        {comma}
      </div>
    </details>
  );
}

function partsOf(value: unknown): [string | null, unknown][] | null {
  if (Array.isArray(value)) return value.map((each): [null, unknown] => [null, each]);
  return typeof value === "object" && value !== null ? Object.entries(value) : null;
}
