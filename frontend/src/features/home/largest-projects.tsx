import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "@/shared/ui/link";
import { Panel } from "@/shared/ui/panel";
import { QueryView } from "@/shared/ui/query-view";
import { QuotaBar } from "@/shared/ui/quota-bar";
import { homeQueries } from "./api";
import classes from "./home.module.css";

/** The projects that store the most, and how near they are to their quotas. */
export function LargestProjects() {
  const { t } = useTranslation("home");
  const quotas = useQuery(homeQueries.largest());
  return (
    <Panel title={t("largest")} actions={<Link to="/admin/quotas">{t("allQuotas")}</Link>}>
      <QueryView query={quotas}>
        {(found) => (
          <ul className={classes.rows}>
            {found.map(({ id, ref, used, hard }) => (
              <li key={id}>
                <Link
                  to="/projects/$project"
                  params={{ project: ref.name ?? "" }}
                  className={classes.name}
                >
                  {ref.name}
                </Link>
                <QuotaBar used={used.storage} limit={hard.storage} />
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Panel>
  );
}
