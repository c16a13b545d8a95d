import { type Cause, causeOf, sentenceOf } from "@/shared/registries/causes";
import type { OneExecution } from "./model";

/** What a group of failures is of: tags, whole repositories, or the look through the source. */
export type Of = "tags" | "repositories" | "listing";

export interface Failures {
  of: Of;
  /** Where it is one that there are texts for. */
  cause: Cause | undefined;
  /** What the server says of it, once each. */
  texts: string[];
  count: number;
}

/**
 * What failed of a run, by what it is and why, the most frequent first. Tags tell their cause by a
 * word; a task that failed before it had any has only a sentence, and those of one cause may differ.
 */
export function failuresOf({ causes, failed }: Pick<OneExecution, "causes" | "failed">) {
  const groups = new Map<string, Failures>();
  for (const { cause: word, text, count } of causes) {
    // The listing is none of the tasks that are counted.
    const ofTasks = failed > 0 ? "repositories" : "listing";
    const of = word ? "tags" : ofTasks;
    const cause = causeOf(word, text);
    const key = `${of} ${cause ?? (word || text)}`;
    const group = groups.get(key) ?? { of, cause, texts: [], count: 0 };
    groups.set(key, group);
    group.count += count;
    const sentence = sentenceOf(text);
    if (!group.texts.includes(sentence)) group.texts.push(sentence);
  }
  return [...groups.entries()]
    .map(([key, group]) => ({ key, ...group }))
    .sort((a, b) => b.count - a.count);
}
