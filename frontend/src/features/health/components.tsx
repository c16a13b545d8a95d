import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Text } from "@/shared/ui/layout";
import { Panel } from "@/shared/ui/panel";
import { StatusBadge } from "@/shared/ui/values";
import type { Component } from "./api";
import classes from "./health.module.css";
import { isHealthy, knownPart } from "./model";

export function Components({ components }: { components: readonly Component[] }) {
  const { t } = useTranslation("health");
  return (
    <Panel title={t("components")}>
      <ul className={classes.components}>
        {components.map((component) => (
          <Row key={component.name} component={component} />
        ))}
      </ul>
    </Panel>
  );
}

/** What the part is, how it is, and where it is ill, what that stops and what to do. */
function Row({ component }: { component: Component }) {
  const { t } = useTranslation("health");
  const isWell = isHealthy(component);
  const known = knownPart(component);
  const Mark = isWell ? IconCircleCheck : IconCircleX;
  return (
    <li data-ill={!isWell || undefined}>
      <Mark size={20} aria-hidden className={classes.mark} />
      <div className={classes.about}>
        <div className={classes.name}>
          <strong>{known ? t(`part.${known}`) : component.name}</strong>
          <StatusBadge tone={isWell ? "good" : "bad"}>
            {isWell ? t("status.healthy") : t("status.unhealthy")}
          </StatusBadge>
        </div>
        {known && <Text c="dimmed">{t(`does.${known}`)}</Text>}
        {!isWell && (
          <>
            <Text mt={4}>{known ? t(`todo.${known}`) : t("todoOther")}</Text>
            {component.error && (
              <Text size="sm" mt={2}>
                {t("error")} <span className="mono">{component.error}</span>
              </Text>
            )}
          </>
        )}
      </div>
    </li>
  );
}
