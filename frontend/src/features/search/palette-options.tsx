import { IconArrowRight, IconBolt } from "@tabler/icons-react";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Entry, EntryGroup } from "./entries";
import { KindIcon } from "./kind-icon";
import classes from "./search.module.css";

export function optionId(id: string): string {
  return `palette-${id}`;
}

interface Props {
  id: string;
  groups: readonly EntryGroup[];
  active: string | undefined;
  onPoint: (id: string) => void;
  onOpen: (entry: Entry, isNewTab: boolean) => void;
  /** Nothing was found, and nothing more is on its way. */
  isEmpty: boolean;
}

/** The lines of the palette; the focus stays in its field. */
export function Options({ id, groups, active, onPoint, onOpen, isEmpty }: Props) {
  const { t } = useTranslation("search");
  const count = groups.reduce((sum, group) => sum + group.entries.length, 0);
  const open = (entry: Entry, event: MouseEvent) => {
    event.preventDefault();
    onOpen(entry, event.ctrlKey || event.metaKey || event.button === 1);
  };
  return (
    <>
      <div id={id} role="listbox" aria-label={t("palette.results")} className={classes.options}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox
          <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}`}>
            <div id={`${id}-${group.id}`} className={classes.groupName} role="presentation">
              {group.label}
            </div>
            {group.entries.map((entry) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
              <div
                key={entry.id}
                id={optionId(entry.id)}
                role="option"
                tabIndex={-1}
                aria-selected={entry.id === active}
                className={classes.option}
                onMouseMove={() => entry.id !== active && onPoint(entry.id)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={(event) => open(entry, event)}
                onAuxClick={(event) => event.button === 1 && open(entry, event)}
              >
                <EntryIcon entry={entry} />
                <span className={classes.optionName}>{entry.label}</span>
                {entry.hint && <span className={classes.hint}>{entry.hint}</span>}
              </div>
            ))}
          </div>
        ))}
      </div>
      <div role="status" className={isEmpty ? classes.nothing : classes.hidden}>
        {isEmpty ? t("palette.nothing") : t("palette.count", { count })}
      </div>
    </>
  );
}

function EntryIcon({ entry }: { entry: Entry }) {
  if (entry.kind) return <KindIcon kind={entry.kind} />;
  if (entry.target) return <IconArrowRight size={16} stroke={1.6} aria-hidden />;
  return <IconBolt size={16} stroke={1.6} aria-hidden />;
}
