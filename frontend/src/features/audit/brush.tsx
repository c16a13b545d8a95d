import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWidth } from "@/shared/charts/use-width";
import { Text } from "@/shared/ui/layout";
import classes from "./audit.module.css";
import { type Bar, Bars, Grid, HEIGHT, indexAt, MARGIN, TimeAxis } from "./bars";
import type { Bucket } from "./model";
import { formatSpan } from "./times";

interface Props {
  buckets: readonly Bucket[];
  onNarrow: (first: Bucket, last: Bucket) => void;
}

/** From where to where is chosen, in either direction. */
interface Chosen {
  anchor: number;
  end: number;
}

/** Bars over time to choose a stretch from: drag, or arrows with Shift and then Enter. */
export function Brush({ buckets, onNarrow }: Props) {
  const { t, i18n } = useTranslation("audit");
  const [ref, width] = useWidth();
  const svg = useRef<SVGSVGElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [wanted, setActive] = useState(buckets.length - 1);
  const active = Math.max(0, Math.min(wanted, buckets.length - 1));
  const highest = Math.max(1, ...buckets.map(({ succeeded, failed }) => succeeded + failed));

  const narrow = ({ anchor, end }: Chosen) => {
    const [first, last] = [buckets[Math.min(anchor, end)], buckets[Math.max(anchor, end)]];
    setChosen(null);
    if (first && last) onNarrow(first, last);
  };
  const move = (index: number, isChoosing: boolean) => {
    const next = Math.max(0, Math.min(index, buckets.length - 1));
    setActive(next);
    setChosen(isChoosing ? { anchor: chosen?.anchor ?? active, end: next } : null);
    svg.current?.querySelector<SVGElement>(`[data-bucket="${next}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const actions = new Map<string, () => void>([
      ["ArrowLeft", () => move(active - 1, event.shiftKey)],
      ["ArrowRight", () => move(active + 1, event.shiftKey)],
      ["Home", () => move(0, event.shiftKey)],
      ["End", () => move(buckets.length - 1, event.shiftKey)],
      ["Enter", () => narrow(chosen ?? { anchor: active, end: active })],
      [" ", () => narrow(chosen ?? { anchor: active, end: active })],
      ["Escape", () => setChosen(null)],
    ]);
    const action = actions.get(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  };
  const at = (event: PointerEvent<SVGSVGElement>) =>
    indexAt(event.clientX - event.currentTarget.getBoundingClientRect().left, width, buckets);
  const bars: Bar[] = buckets.map((bucket, index) => ({
    ...bucket,
    label: t("histogram.bucket", {
      span: formatSpan(bucket.start, bucket.end, i18n.language),
      total: new Intl.NumberFormat(i18n.language).format(bucket.succeeded + bucket.failed),
      failed: new Intl.NumberFormat(i18n.language).format(bucket.failed),
    }),
    isActive: index === active,
    isChosen: chosen !== null && isWithin(index, chosen),
  }));
  return (
    <div ref={ref}>
      {/* biome-ignore lint/a11y/useSemanticElements: a picture with parts has no element */}
      <svg
        ref={svg}
        className={classes.brush}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        height={HEIGHT}
        role="group"
        aria-label={t("histogram.choose")}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setChosen({ anchor: at(event), end: at(event) });
        }}
        onPointerMove={(event) => {
          if (chosen && event.buttons > 0) setChosen({ ...chosen, end: at(event) });
        }}
        onPointerUp={() => chosen && narrow(chosen)}
        onPointerCancel={() => setChosen(null)}
      >
        <Grid width={width} highest={highest} />
        <Bars bars={bars} width={width} highest={highest} onFocus={setActive} />
        <TimeAxis buckets={buckets} width={width} left={MARGIN.left} />
      </svg>
      <Text size="xs" c="dimmed" mt={4}>
        {t("histogram.hint")}
      </Text>
    </div>
  );
}

function isWithin(index: number, { anchor, end }: Chosen): boolean {
  return index >= Math.min(anchor, end) && index <= Math.max(anchor, end);
}
