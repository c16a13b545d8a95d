import { Bytes } from "@/shared/ui/values";
import classes from "./storage.module.css";

interface Props {
  rows: readonly { name: string; bytes: number }[];
}

/** Numbers with their names, beside each other where there is room. */
export function FigureList({ rows }: Props) {
  return (
    <dl className={classes.figures}>
      {rows.map(({ name, bytes }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Bytes value={bytes} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
