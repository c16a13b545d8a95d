import { useEffect, useState } from "react";

/** `true` once *isOn* has been so for a while: what is quick does not flicker. */
export function useDelayed(isOn: boolean, milliseconds = 150): boolean {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    if (!isOn) return setIsLate(false);
    const timer = setTimeout(() => setIsLate(true), milliseconds);
    return () => clearTimeout(timer);
  }, [isOn, milliseconds]);
  return isOn && isLate;
}
