import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "@/shared/forms/fields";
import { isDigest } from "@/shared/lib/digest";
import { Button } from "@/shared/ui/buttons";
import { Stack } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { gcQueries } from "./api";
import classes from "./gc.module.css";
import { Holders } from "./holders";

interface Props {
  digest: string | undefined;
  onAsk: (digest: string) => void;
}

/** A digest, and everything that holds it. */
export function WhyKept({ digest, onAsk }: Props) {
  const { t } = useTranslation("gc");
  const [text, setText] = useState(digest ?? "");
  const [isTried, setIsTried] = useState(false);
  const wanted = text.trim().toLowerCase();
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (isDigest(wanted)) onAsk(wanted);
  };
  return (
    <Panel title={t("why.title")} note={t("why.note")}>
      <Stack gap="md">
        <form onSubmit={ask} noValidate>
          <div className={classes.ask}>
            <TextField
              label={t("why.digest")}
              placeholder="sha256:…"
              autoComplete="off"
              spellCheck={false}
              value={text}
              error={isTried && !isDigest(wanted) ? t("why.bad") : undefined}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit">{t("why.ask")}</Button>
          </div>
        </form>
        {digest && isDigest(digest) && <Answer digest={digest} />}
      </Stack>
    </Panel>
  );
}

function Answer({ digest }: { digest: string }) {
  const explanation = useQuery(gcQueries.explanation(digest));
  return (
    <QueryView query={explanation} lines={2}>
      {(found) => <Holders explanation={found} />}
    </QueryView>
  );
}
