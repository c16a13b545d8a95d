import { ScrollArea, Tooltip, UnstyledButton } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { type NavItem, visibleTo } from "./navigation";
import classes from "./shell.module.css";

interface Props {
  isFolded: boolean;
  onFold: () => void;
}

export function Rail({ isFolded, onFold }: Props) {
  const { t, i18n } = useTranslation("app");
  const can = useCan();
  const FoldIcon = isFolded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const foldLabel = isFolded ? t("shell.unfold") : t("shell.fold");
  return (
    <>
      <ScrollArea className={classes.items} type="auto" scrollbarSize={6}>
        {visibleTo(can).map((group) => (
          <section key={group.label} aria-label={i18n.t(group.label)}>
            <p className={classes.group} data-folded={isFolded || undefined}>
              {isFolded ? "·" : i18n.t(group.label)}
            </p>
            {group.items.map((item) => (
              <Item key={item.to} item={item} isFolded={isFolded} />
            ))}
          </section>
        ))}
      </ScrollArea>
      <Tooltip label={foldLabel} position="right" disabled={!isFolded}>
        <UnstyledButton
          className={`${classes.item} ${classes.fold}`}
          aria-label={foldLabel}
          onClick={onFold}
        >
          <FoldIcon size={18} stroke={1.6} />
          {!isFolded && <span>{foldLabel}</span>}
        </UnstyledButton>
      </Tooltip>
    </>
  );
}

function Item({ item, isFolded }: { item: NavItem; isFolded: boolean }) {
  const { i18n } = useTranslation();
  const { icon: ItemIcon } = item;
  const label = i18n.t(item.label);
  return (
    <Tooltip label={label} position="right" disabled={!isFolded}>
      <Link
        to={item.to}
        className={classes.item}
        activeOptions={{ exact: item.to === "/", includeSearch: false }}
        activeProps={{ "data-active": true }}
        aria-label={label}
      >
        <ItemIcon size={18} stroke={1.6} aria-hidden />
        {!isFolded && <span>{label}</span>}
      </Link>
    </Tooltip>
  );
}
