import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Alert } from "@/shared/ui/layout";
import classes from "./login.module.css";
import { LoginForm } from "./login-form";
import { safeNext } from "./model";

interface Props {
  next: string | undefined;
  /** Whether a session ended, and was not left. */
  hasEnded: boolean;
  /** Theme and language. */
  preferences: ReactNode;
}

export function LoginPage({ next, hasEnded, preferences }: Props) {
  const { t } = useTranslation("auth");
  const router = useRouter();
  useEffect(() => {
    document.title = `${t("title")} · Registry`;
  }, [t]);
  const onDone = () => router.history.push(`/ui${safeNext(next, location.origin)}`);
  return (
    <div className={classes.page}>
      <aside className={classes.side} aria-hidden="true">
        <Stacks />
      </aside>
      <main className={classes.main}>
        <div className={classes.preferences}>{preferences}</div>
        <div className={classes.form}>
          <h1>{t("title")}</h1>
          <p>{t("note")}</p>
          {hasEnded && (
            <Alert mb="md" role="status">
              {t("ended")}
            </Alert>
          )}
          <LoginForm onDone={onDone} />
        </div>
      </main>
    </div>
  );
}

const BOXES = [3, 5, 2, 6, 4, 7, 3, 5].flatMap((height, column) =>
  Array.from({ length: height }, (_, level) => ({
    x: column * 72 - 8,
    y: 420 - (level + 1) * 42,
    opacity: 0.16 + ((column * 5 + level * 7) % 6) * 0.11,
  })),
);

/** Stacks of containers on a quay: layers, one on the other. */
function Stacks() {
  return (
    <svg
      viewBox="0 0 560 420"
      preserveAspectRatio="xMidYMax slice"
      className={classes.stacks}
      aria-hidden="true"
    >
      {BOXES.map(({ x, y, opacity }) => (
        <rect key={`${x} ${y}`} x={x} y={y} width={66} height={36} rx={3} opacity={opacity} />
      ))}
    </svg>
  );
}
