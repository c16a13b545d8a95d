const BASE = "/ui";

/**
 * Where to go after a login: a page of the console, as its address without `/ui`. Whatever else
 * the address bar says, another site among it, leads to the home page.
 */
export function safeNext(next: string | undefined, origin: string): string {
  if (!next?.startsWith("/") || hasStrange(next)) return "/";
  const url = new URL(BASE + next, origin);
  const isOurs = url.origin === origin && url.pathname.startsWith(`${BASE}/`);
  const path = url.pathname.slice(BASE.length);
  if (!isOurs || path.startsWith("//") || /^\/login\b/.test(path)) return "/";
  return path + url.search + url.hash;
}

/** What browsers read as something else than it looks like: a backslash, a control character. */
function hasStrange(text: string): boolean {
  return [...text].some((letter) => letter === "\\" || letter < " " || letter === "\u007f");
}
