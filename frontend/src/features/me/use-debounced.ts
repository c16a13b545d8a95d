import { useEffect, useState } from "react";

const PAUSE = 200;

/** What is typed, once whoever types it pauses. */
export function useDebounced(text: string): string {
  const [said, setSaid] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}
