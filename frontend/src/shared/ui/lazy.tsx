import { type ComponentType, createElement, lazy, type ReactNode, Suspense, useState } from "react";
import { Coming } from "./coming";

type Load<Props> = () => Promise<ComponentType<Props>>;
type Shown<Props> = (props: Props) => ReactNode;

/** A component whose code comes once it is shown; until then *fallback* has its place. */
export function whenShown<Props extends object>(
  load: Load<Props>,
  fallback: ReactNode = <Coming />,
): Shown<Props> {
  const Loaded = lazy(async () => ({ default: await load() })) as ComponentType<Props>;
  return (props) => <Suspense fallback={fallback}>{createElement(Loaded, props)}</Suspense>;
}

/**
 * A dialog whose code comes once it is opened. From then on it stays, so that it closes in its own
 * time, gives the focus back and keeps what was begun in it.
 */
export function whenOpened<Props extends object>(
  load: Load<Props>,
  isOpen: (props: Props) => boolean,
): Shown<Props> {
  const Loaded = whenShown(load);
  return (props) => <OnceOpened isOpen={isOpen(props)}>{createElement(Loaded, props)}</OnceOpened>;
}

function OnceOpened({ isOpen, children }: { isOpen: boolean; children: ReactNode }) {
  const [wasOpened, setWasOpened] = useState(isOpen);
  if (isOpen && !wasOpened) setWasOpened(true);
  return wasOpened ? children : null;
}
