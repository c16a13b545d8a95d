import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "@/shared/api/session";
import { useHotkeys } from "@/shared/hooks/use-hotkeys";
import { useRecent } from "@/shared/hooks/use-recent";
import type { Command } from "@/shared/lib/commands";
import { BareDialog } from "@/shared/ui/bare-dialog";
import { ErrorPanel } from "@/shared/ui/error-panel";
import { Kbd, Loader } from "@/shared/ui/layout";
import { searchQueries } from "./api";
import { type Entry, entryGroups, FEW, MANY } from "./entries";
import { isAllowed, parseWanted } from "./model";
import { Options, optionId } from "./palette-options";
import classes from "./search.module.css";
import { useSettled } from "./use-settled";

const PAUSE = 150;
const LIST = "palette-list";

interface Props {
  username: string;
  commands: readonly Command[];
  onClose: () => void;
}

/** Everything by its name: type, choose by the arrows, and go there. */
export default function Palette({ username, commands, onClose }: Props) {
  const { t } = useTranslation("search");
  const can = useCan();
  const [recent] = useRecent(username);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const open = useOpen(onClose);
  const wanted = parseWanted(typed);
  const asked = parseWanted(useSettled(typed, PAUSE));
  const limit = asked.kinds.length > 2 ? FEW : MANY;
  const text = asked.isOfCommands || wanted.text === "" ? "" : asked.text;
  const hasPolicies = asked.kinds.includes("policies") && isAllowed("policies", can);
  const query = useQuery(searchQueries.everything({ text, limit, hasPolicies }));
  const results = text === "" ? undefined : query.data;
  const groups = entryGroups({ t, wanted, results, recent, commands, can });
  const entries = groups.flatMap((group) => group.entries);
  const index = Math.max(
    0,
    entries.findIndex(({ id }) => id === chosen),
  );
  const active = entries[index];
  // The hits are still those of what was typed before.
  const isOld = results !== undefined && (text !== wanted.text || query.isPlaceholderData);
  const isBusy = query.isFetching || asked.text !== wanted.text;

  const field = useRef<HTMLInputElement>(null);
  useHotkeys({ "mod+k": () => field.current?.focus() });

  const move = (to: number) => {
    const next = entries[(to + entries.length) % entries.length];
    if (!next) return;
    setChosen(next.id);
    document.getElementById(optionId(next.id))?.scrollIntoView({ block: "nearest" });
  };
  const openActive = (entry: Entry, { ctrlKey, metaKey }: KeyboardEvent) => {
    const isOldHit = isOld && entry.kind !== undefined;
    if (!isOldHit) open(entry, ctrlKey || metaKey);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return; // the keys are the input method's
    if (event.key === "ArrowDown") move(index + 1);
    else if (event.key === "ArrowUp") move(index - 1);
    else if (event.key === "Enter" && active) openActive(active, event);
    else return;
    event.preventDefault();
  };
  return (
    <BareDialog isOpen onClose={onClose} label={t("palette.open")}>
      <div className={classes.field}>
        <IconSearch size={18} aria-hidden />
        <input
          ref={field}
          data-autofocus
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls={LIST}
          aria-autocomplete="list"
          aria-activedescendant={active ? optionId(active.id) : undefined}
          aria-label={t("palette.open")}
          placeholder={t("palette.placeholder")}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(null);
          }}
          onKeyDown={onKey}
        />
        {isBusy && <Loader size={16} aria-hidden />}
      </div>
      {query.isError && text !== "" && <ErrorPanel error={query.error} />}
      <Options
        id={LIST}
        groups={groups}
        active={active?.id}
        onPoint={setChosen}
        onOpen={open}
        isEmpty={entries.length === 0 && !isBusy}
      />
      <p className={classes.keysHint}>
        <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> {t("palette.choose")}{" "}
        <Kbd size="xs">Enter</Kbd> {t("palette.go")} <Kbd size="xs">Ctrl Enter</Kbd>{" "}
        {t("palette.newTab")}
        <span>{t("palette.prefixes")}</span>
      </p>
    </BareDialog>
  );
}

/** Goes to what an entry is of, or does it. */
function useOpen(onClose: () => void): (entry: Entry, isNewTab: boolean) => void {
  const router = useRouter();
  return ({ target, run }, isNewTab) => {
    if (target && isNewTab) {
      const { publicHref } = router.buildLocation(target);
      window.open(router.history.createHref(publicHref), "_blank", "noopener");
      return;
    }
    onClose();
    if (target) void router.navigate(target);
    else run?.();
  };
}
