export type Answer = (isLeaving: boolean) => void;
type Ask = (answer: Answer) => void;

let asking: Ask | null = null;

/** Have *ask* put the question before the page is given up; calling what it returns ends that. */
export function askBeforeLeaving(ask: Ask): () => void {
  asking = ask;
  return () => {
    if (asking === ask) asking = null;
  };
}

/** Whether the page may be given up: the person is asked where changes on it are not saved. */
export async function mayLeave(): Promise<boolean> {
  const ask = asking;
  return ask === null || new Promise(ask);
}
