import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/shared/ui/buttons";
import { Group, Stack } from "@/shared/ui/layout";
import { QueryView } from "@/shared/ui/query-view";
import type { Level, LogSource } from "./log";
import { LogLines } from "./log-lines";
import { LogNote } from "./log-note";
import { LogTools } from "./log-tools";
import { useFound, useLog } from "./use-log";
import { holds, type Place, placeOf, type Window } from "./window";

/**
 * A log as it is written: it stays at its end unless somebody has scrolled up. Of a long one some
 * lines are shown, and the others are a click away; what is sought is sought throughout.
 */
export function LogView({ source }: { source: LogSource }) {
  const [level, setLevel] = useState<Level>();
  const [sought, setSought] = useState("");
  const [chosen, setChosen] = useState<number | null>(null);
  const [place, setPlace] = useState<Place>("end");
  const [isScrolledUp, setIsScrolledUp] = useState(false);
  const isFollowing = place === "end" && !isScrolledUp;
  const log = useLog(source, { wanted: { level }, place, isFollowing });
  const found = useFound(source, { q: sought, level }, isFollowing);
  const follow = () => {
    setIsScrolledUp(false);
    setChosen(null);
    if (place === "end") log.refetch();
    else setPlace("end");
  };
  const look = (next: Place) => {
    setIsScrolledUp(false);
    setChosen(null);
    setPlace(next);
  };
  const choose = (offset: number) => {
    setChosen(offset);
    if (!log.data || log.isPlaceholderData || !holds(log.data, offset)) setPlace(placeOf(offset));
  };
  return (
    <Stack gap={8}>
      <LogTools
        source={source}
        level={level}
        onLevel={(next) => {
          setLevel(next);
          look("end");
        }}
        onSeek={(next) => {
          setSought(next);
          setChosen(null);
        }}
        found={sought ? found : undefined}
        chosen={chosen}
        onChoose={choose}
        lines={log.data?.lines ?? []}
      />
      <QueryView query={log} lines={3}>
        {(shown) => (
          <>
            <Edge isOffered={shown.begin > 0} name="earlier" onClick={() => look(before(shown))} />
            <LogLines
              shown={shown}
              // Until it is there, another place is shown.
              place={log.isPlaceholderData ? undefined : place}
              isFollowing={isFollowing}
              sought={sought}
              chosen={chosen}
              isFiltered={level !== undefined}
              onScroll={(isAtEnd) => place === "end" && setIsScrolledUp(!isAtEnd)}
            />
            <Edge
              isOffered={place !== "end" && shown.end < shown.size}
              name="later"
              onClick={() => look({ from: shown.end })}
            />
            <LogNote shown={shown} isFollowing={isFollowing} onFollow={follow} />
          </>
        )}
      </QueryView>
    </Stack>
  );
}

function before({ begin }: Window): Place {
  return { until: begin };
}

interface EdgeProps {
  name: "earlier" | "later";
  isOffered: boolean;
  onClick: () => void;
}

/** The way to the lines beyond those that are shown. */
function Edge({ name, isOffered, onClick }: EdgeProps) {
  const { t } = useTranslation();
  if (!isOffered) return null;
  return (
    <Group justify="center" my={4}>
      <Button size="compact-xs" weight="plain" onClick={onClick}>
        {t(`log.${name}`)}
      </Button>
    </Group>
  );
}
