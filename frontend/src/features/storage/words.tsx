import { useTranslation } from "react-i18next";
import { Panel } from "@/shared/ui/panel";
import { MEASURES } from "./search";
import classes from "./storage.module.css";

/** What the measures mean: the same bytes are counted in more than one way. */
export function Words() {
  const { t } = useTranslation("storage");
  return (
    <Panel title={t("words.title")}>
      <dl className={classes.words}>
        {MEASURES.map((measure) => (
          <div key={measure} style={{ display: "contents" }}>
            <dt>{t(`measure.${measure}`)}</dt>
            <dd>{t(`meaning.${measure}`)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
