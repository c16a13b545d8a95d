import { type LinkProps, useMatches } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Link } from "@/shared/ui/link";
import classes from "./shell.module.css";

/** Where the page is: the routes that say what they are called, from the outermost on. */
export function Breadcrumbs() {
  const { t, i18n } = useTranslation("app");
  const named = useMatches().filter((match) => match.staticData.crumb);
  return (
    <nav aria-label={t("shell.breadcrumb")} className={classes.crumbs}>
      <ol>
        {named.map(({ id, fullPath, params, staticData }, index) => {
          const name = staticData.crumb?.(i18n.t, params);
          const isLast = index === named.length - 1;
          return (
            <li key={id}>
              {isLast ? (
                <span aria-current="page">{name}</span>
              ) : (
                <Link to={withoutSlash(fullPath)} params={params} c="dimmed">
                  {name}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** A match tells the path of its route with the slash that an index route ends with. */
function withoutSlash(path: string): NonNullable<LinkProps["to"]> {
  return (path.replace(/(?<=.)\/$/, "") || "/") as NonNullable<LinkProps["to"]>;
}
