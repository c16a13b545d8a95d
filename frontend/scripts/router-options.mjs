/** How routes are found; shared by Vite and by the script that writes the tree without it. */
export const routerOptions = {
  target: "react",
  autoCodeSplitting: true,
  codeSplittingOptions: {
    defaultBehavior: [
      ["component", "pendingComponent", "errorComponent", "notFoundComponent", "loader"],
    ],
  },
  routesDirectory: "./src/routes",
  generatedRouteTree: "./src/routeTree.gen.ts",
  quoteStyle: "double",
  semicolons: true,
};
