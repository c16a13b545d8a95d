import { record } from "@/shared/artifacts/config";
import { instruction } from "@/shared/artifacts/instruction";
import type { Layer } from "./api";

export interface LayerStep {
  kind: "layer";
  id: string;
  number: number;
  digest: string;
  size: number;
  mediaType: string;
  command: string;
  created: string;
}

/** A step of the build that set something and added no bytes. */
export interface EmptyStep {
  kind: "empty";
  id: string;
  command: string;
  created: string;
}

export type Step = LayerStep | EmptyStep;

/**
 * Layers in the order they lie on each other, with the steps between them that made none. Where the
 * history tells of another number of layers than there are, it tells nothing of which made which.
 */
export function buildSteps(layers: readonly Layer[], history: readonly unknown[]): Step[] {
  const found = history.map(record);
  const rows = layers.map((layer, at) => layerStep(layer, at));
  if (found.filter((each) => each.empty_layer !== true).length !== layers.length) return rows;
  let next = 0;
  return found.flatMap((each, at): Step[] => {
    if (each.empty_layer !== true) {
      const row = rows[next];
      next += 1;
      return row ? [row] : [];
    }
    const created = typeof each.created === "string" ? each.created : "";
    const command = instruction(typeof each.created_by === "string" ? each.created_by : "");
    return [{ kind: "empty", id: `step-${at}`, command, created }];
  });
}

function layerStep(layer: Layer, at: number): LayerStep {
  return {
    kind: "layer",
    // The same layer may lie there twice.
    id: `layer-${at}`,
    number: at + 1,
    digest: layer.digest,
    size: layer.size,
    mediaType: layer.media_type,
    command: instruction(layer.command),
    created: layer.created,
  };
}

/** Up to how many parts a bar is cut into; the smallest others are one part together. */
const PARTS = 24;

export interface Part {
  id: string;
  size: number;
  /** Which layer it is; nothing where it is several. */
  layer?: LayerStep;
}

export function barParts(layers: readonly LayerStep[]): Part[] {
  if (layers.length <= PARTS) {
    return layers.map((layer) => ({ id: layer.id, size: layer.size, layer }));
  }
  const bySize = [...layers].sort((a, b) => b.size - a.size);
  const shown = new Set(bySize.slice(0, PARTS - 1));
  const rest = layers.filter((layer) => !shown.has(layer));
  return [
    ...layers
      .filter((layer) => shown.has(layer))
      .map((layer) => ({ id: layer.id, size: layer.size, layer })),
    { id: "rest", size: rest.reduce((sum, layer) => sum + layer.size, 0) },
  ];
}
