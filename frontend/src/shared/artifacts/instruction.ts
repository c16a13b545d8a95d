/** A step as somebody wrote it in the file it was built from; builders wrap it in their own words. */
export function instruction(command: string): string {
  const line = command.trim().replace(/\s*# buildkit$/, "");
  const setting = /^\/bin\/sh -c #\(nop\)\s+(.*)$/s.exec(line)?.[1];
  if (setting !== undefined) return setting.trim();
  const run = /^(?:RUN )?(?:\|\d+ .*?)?\/bin\/sh -c (.*)$/s.exec(line)?.[1];
  return run === undefined ? line : `RUN ${run.trim()}`;
}
