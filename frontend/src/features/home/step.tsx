import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { VisuallyHidden } from "@/shared/ui/layout";
import classes from "./home.module.css";

interface Props {
  number: number;
  title: string;
  isDone: boolean;
  children: ReactNode;
}

/** One of some steps: its number, or a tick once it is done. */
export function Step({ number, title, isDone, children }: Props) {
  const { t } = useTranslation("home");
  return (
    <li className={classes.step}>
      <span className={classes.mark} data-done={isDone || undefined} aria-hidden>
        {isDone ? <IconCheck size={16} stroke={2.4} /> : number}
      </span>
      <div className={classes.stepBody}>
        <strong>
          {title} {isDone && <VisuallyHidden>({t("first.done")})</VisuallyHidden>}
        </strong>
        {children}
      </div>
    </li>
  );
}
