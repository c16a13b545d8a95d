import { IconCheck, IconMinus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { VisuallyHidden } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { ABILITIES, ROLES } from "./model";
import classes from "./role-matrix.module.css";

/** What each role may do, in the lines that people choose by. */
export function RoleMatrix() {
  const { t } = useTranslation(["members", "common"]);
  return (
    <Panel title={t("matrix.title")} note={t("matrix.note")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by key */}
      <section className={classes.scroller} tabIndex={0} aria-label={t("matrix.title")}>
        <table className={classes.matrix}>
          <thead>
            <tr>
              <th scope="col">{t("matrix.ability")}</th>
              {ROLES.map((role) => (
                <th key={role} scope="col">
                  {t(`common:role.${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ABILITIES.map(({ name, roles }) => (
              <tr key={name}>
                <th scope="row">{t(`ability.${name}`)}</th>
                {ROLES.map((role) => (
                  <td key={role}>
                    <Mark isAllowed={roles.some((each) => each === role)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

function Mark({ isAllowed }: { isAllowed: boolean }) {
  const { t } = useTranslation("members");
  return (
    <>
      {isAllowed ? (
        <IconCheck size={16} aria-hidden className={classes.yes} />
      ) : (
        <IconMinus size={14} aria-hidden className={classes.no} />
      )}
      <VisuallyHidden>{isAllowed ? t("matrix.yes") : t("matrix.no")}</VisuallyHidden>
    </>
  );
}
