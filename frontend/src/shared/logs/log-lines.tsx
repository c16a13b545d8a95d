import { memo, type RefObject, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Text } from "@/shared/ui/layout";
import { type Line, levelOf, piecesOf } from "./log";
import classes from "./log-view.module.css";
import type { Place, Window } from "./window";

/** Pixels from the end that count as being there. */
const NEARLY = 4;

interface Props {
  shown: Window;
  /** The place that these are of; none while those of another one are on their way. */
  place: Place | undefined;
  isFollowing: boolean;
  sought: string;
  /** The byte of the line that is looked at. */
  chosen: number | null;
  isFiltered: boolean;
  onScroll: (isAtEnd: boolean) => void;
}

export function LogLines(props: Props) {
  const { shown, sought, chosen, isFiltered, onScroll } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  useSight(box, props);
  return (
    <section
      ref={box}
      className={classes.log}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
      tabIndex={0}
      aria-label={t("log.label")}
      onScroll={({ currentTarget }) => onScroll(isAtEnd(currentTarget))}
    >
      {shown.lines.length > 0 ? (
        <pre>
          {shown.lines.map((line) => (
            <OneLine
              key={line.offset}
              line={line}
              sought={sought}
              isChosen={line.offset === chosen}
            />
          ))}
        </pre>
      ) : (
        <Text c="dimmed">{isFiltered ? t("log.none") : t("log.empty")}</Text>
      )}
    </section>
  );
}

interface OneLineProps {
  line: Line;
  sought: string;
  isChosen: boolean;
}

const OneLine = memo(function OneLine({ line, sought, isChosen }: OneLineProps) {
  const pieces = sought ? piecesOf(line.text, sought) : [];
  return (
    <span
      className={classes.line}
      data-offset={line.offset}
      data-level={levelOf(line.text)}
      {...(isChosen ? { "aria-current": "true" } : {})}
    >
      {pieces.length === 0 && line.text}
      {pieces.map(({ text, isFound }, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece is nothing but its place
        return isFound ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>;
      })}
      {"\n"}
    </span>
  );
});

interface Seen {
  chosen: number | null;
  place: Place | undefined;
}

/** Brings into sight what somebody chose, or the end while it is followed, or where a page begins. */
function useSight(box: RefObject<HTMLElement | null>, props: Props): void {
  const { shown, place, chosen, isFollowing } = props;
  const seen = useRef<Seen>({ chosen: null, place: undefined });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown makes the height
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !place) return;
    const top = topOf(element, props, seen.current);
    if (top !== null) element.scrollTop = top;
    seen.current = { chosen, place };
  }, [shown, place, chosen, isFollowing]);
}

/** How far to scroll; nothing where somebody is to be left where they are. */
function topOf(box: HTMLElement, { chosen, place, isFollowing }: Props, seen: Seen): number | null {
  const isNewPlace = place !== seen.place;
  const line = chosen !== null && box.querySelector(`[data-offset="${chosen}"]`);
  if (line instanceof HTMLElement) {
    return isNewPlace || chosen !== seen.chosen ? middle(box, line) : null;
  }
  if (isFollowing) return box.scrollHeight;
  if (!isNewPlace) return null;
  return typeof place === "object" && "until" in place ? box.scrollHeight : 0;
}

function middle(box: HTMLElement, line: HTMLElement): number {
  return line.offsetTop - (box.clientHeight - line.offsetHeight) / 2;
}

function isAtEnd({ scrollTop, clientHeight, scrollHeight }: HTMLElement): boolean {
  return scrollTop + clientHeight >= scrollHeight - NEARLY;
}
