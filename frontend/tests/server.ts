import { setupServer } from "msw/node";

/** Answers the requests of a test; what it has no answer for fails that test. */
export const server = setupServer();
