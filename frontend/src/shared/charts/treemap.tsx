import { hierarchy, treemap } from "d3-hierarchy";
import type { KeyboardEvent } from "react";
import classes from "./charts.module.css";
import { seriesColor } from "./palette";
import { useWidth } from "./use-width";

export interface Tile {
  id: string;
  name: string;
  value: number;
  /** The value in words: `1.5 GiB`. */
  text: string;
  color?: string;
}

interface Props {
  /** What it is of, said to screen readers. */
  label: string;
  tiles: readonly Tile[];
  height?: number;
  onOpen?: (id: string) => void;
}

/** Parts of a whole as areas. Goes inside a ChartFrame. */
export function Treemap({ label, tiles, height = 260, onOpen }: Props) {
  const [ref, width] = useWidth();
  const root = hierarchy<{ children?: readonly Tile[] } | Tile>({ children: tiles })
    .sum((node) => ("value" in node ? node.value : 0))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const leaves = treemap<{ children?: readonly Tile[] } | Tile>().size([width, height])(root);
  return (
    <div ref={ref}>
      {/* biome-ignore lint/a11y/useSemanticElements: a picture with parts has no element */}
      <svg
        className={classes.chart}
        viewBox={`0 0 ${width} ${height}`}
        height={height}
        role="group"
        aria-label={label}
      >
        {(leaves.children ?? []).map(({ data, x0, y0, x1, y1 }, index) =>
          "id" in data ? (
            <TileBox
              key={data.id}
              tile={data}
              box={{ x: x0, y: y0, width: x1 - x0, height: y1 - y0 }}
              color={data.color ?? seriesColor(index)}
              onOpen={onOpen}
            />
          ) : null,
        )}
      </svg>
    </div>
  );
}

interface TileBoxProps {
  tile: Tile;
  box: { x: number; y: number; width: number; height: number };
  color: string;
  onOpen: ((id: string) => void) | undefined;
}

function TileBox({ tile, box, color, onOpen }: TileBoxProps) {
  const words = `${tile.name}: ${tile.text}`;
  const isRoomy = box.width > 64 && box.height > 30;
  const isTall = isRoomy && box.height > 48;
  const letters = Math.floor((box.width - 12) / 7);
  const name = tile.name.length > letters ? `${tile.name.slice(0, letters - 1)}…` : tile.name;
  const open = onOpen && {
    role: "button",
    tabIndex: 0,
    "aria-label": words,
    onClick: () => onOpen(tile.id),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === "Enter" || event.key === " ") onOpen(tile.id);
    },
  };
  return (
    <g>
      <rect className={classes.tile} {...box} rx={3} fill={color} {...open}>
        <title>{words}</title>
      </rect>
      {isRoomy && (
        <text className={classes.tileName} x={box.x + 8} y={box.y + 18}>
          {name}
        </text>
      )}
      {isTall && (
        <text className={classes.tileSize} x={box.x + 8} y={box.y + 34}>
          {tile.text}
        </text>
      )}
    </g>
  );
}
