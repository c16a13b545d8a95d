import { useTranslation } from "react-i18next";
import { Link } from "@/shared/ui/link";
import type { StorageSearch } from "./search";
import classes from "./storage.module.css";

/** Registry, project, repository: where the page is, and the way back up. */
export function PlaceTrail({ search }: { search: StorageSearch }) {
  const { t } = useTranslation("storage");
  const { project, repository, by } = search;
  const places = [
    { name: t("place.registry"), search: { by } },
    ...(project ? [{ name: project, search: { by, project } }] : []),
    ...(project && repository ? [{ name: repository, search: { by, project, repository } }] : []),
  ];
  return (
    <nav aria-label={t("place.label")} className={classes.trail}>
      <ol>
        {places.map((place, index) => (
          <li key={place.name}>
            {index === places.length - 1 ? (
              <strong aria-current="page">{place.name}</strong>
            ) : (
              <Link to="/admin/storage" search={place.search}>
                {place.name}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
