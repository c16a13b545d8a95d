import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "@/shared/ui/link";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { RelTime, StatusBadge } from "@/shared/ui/values";
import { homeQueries } from "./api";
import classes from "./home.module.css";

/** What was changed last, and by whom. */
export function NewestRows() {
  const { t } = useTranslation(["home", "audit"]);
  const rows = useQuery(homeQueries.newestRows());
  return (
    <Panel title={t("newest")} actions={<Link to="/admin/audit">{t("allRows")}</Link>}>
      <QueryView query={rows}>
        {(found) => (
          <ul className={classes.rows}>
            {found.map(({ id, username, operation, resource, succeeded, op_time }) => (
              <li key={id}>
                <span className={classes.what}>
                  <StatusBadge tone={succeeded ? "neutral" : "bad"}>
                    {t(`audit:operation.${operation}`, { defaultValue: operation })}
                  </StatusBadge>
                  <Link to="/admin/audit" search={{ entry: id }} className={classes.name}>
                    {resource || username}
                  </Link>
                </span>
                <span className={classes.when}>
                  {username} · <RelTime value={op_time} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Panel>
  );
}
