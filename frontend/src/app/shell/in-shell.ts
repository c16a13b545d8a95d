import { createContext } from "react";

/** Whether the shell is around, whose `main` whatever is shown goes into. */
export const InShell = createContext(false);
