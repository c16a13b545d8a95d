import { useTranslation } from "react-i18next";
import { useRecent } from "@/shared/hooks/use-recent";
import { repositoryPage } from "@/shared/lib/repository-page";
import { Link } from "@/shared/ui/link";
import { Panel } from "@/shared/ui/panel";
import classes from "./home.module.css";

/** The repositories that were looked at last in this browser; nothing before the first one. */
export function Recent({ username }: { username: string }) {
  const { t } = useTranslation("home");
  const [recent] = useRecent(username);
  if (recent.length === 0) return null;
  return (
    <Panel title={t("recent")} note={t("recentNote")}>
      <ul className={classes.recent}>
        {recent.map(({ project, repository }) => (
          <li key={`${project}/${repository}`}>
            <Link {...repositoryPage({ project, repository }, "tags")}>
              {project}/{repository}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
