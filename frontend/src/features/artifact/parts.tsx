import type { ReactNode } from "react";
import { CopyButton } from "@/shared/ui/copy-button";
import classes from "./artifact.module.css";

/** Names and what belongs to them; a line without a value is left out. */
export function Lines({ lines }: { lines: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes.list}>
      {lines
        .filter(([, value]) => Boolean(value))
        .map(([name, value]) => (
          <Line key={name} name={name}>
            {value}
          </Line>
        ))}
    </dl>
  );
}

function Line({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** The whole of it: here it is what the page is about. */
export function WholeDigest({ digest, what }: { digest: string; what: string }) {
  return (
    <span className={classes.digest}>
      <span className="mono">{digest}</span>
      <CopyButton text={digest} what={what} />
    </span>
  );
}

/** Words of a command line, one below the other, as they are passed. */
export function Words({ words }: { words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <ul>
      {words.map((word, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a word may stand there twice
        <li key={`${at}-${word}`} className="mono">
          {word}
        </li>
      ))}
    </ul>
  );
}
