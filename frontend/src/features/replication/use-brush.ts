import { type PointerEvent, useState } from "react";
import type { Stretch } from "./timeline";

/** Pixels that a pointer moves when it is only pressed. */
const STILL = 4;

interface Chosen {
  anchor: number;
  end: number;
}

interface Brush {
  /** The pixels from where to where is being chosen. */
  left: number;
  width: number;
  handlers: {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => void;
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => void;
    onPointerUp: () => void;
    onPointerCancel: () => void;
  };
}

/** Has a stretch of a chart be chosen by dragging over it, in either direction. */
export function useBrush(
  timeAt: (x: number) => number,
  onChoose: (chosen: Stretch) => void,
): Brush {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const left = chosen ? Math.min(chosen.anchor, chosen.end) : 0;
  const width = chosen ? Math.abs(chosen.end - chosen.anchor) : 0;
  const at = (event: PointerEvent<SVGSVGElement>) =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;
  return {
    left,
    width,
    handlers: {
      onPointerDown: (event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setChosen({ anchor: at(event), end: at(event) });
      },
      onPointerMove: (event) => {
        if (chosen && event.buttons > 0) setChosen({ ...chosen, end: at(event) });
      },
      onPointerUp: () => {
        setChosen(null);
        if (width > STILL) onChoose({ begin: timeAt(left), end: timeAt(left + width) });
      },
      onPointerCancel: () => setChosen(null),
    },
  };
}
