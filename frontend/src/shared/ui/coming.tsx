/** Nothing to see yet; it says only that something is coming. */
export function Coming() {
  return <span hidden aria-busy="true" />;
}
