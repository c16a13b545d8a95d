// Shows the document that lies beside this page.
let csrfToken = "";

window.SwaggerUIBundle({
  url: "/devcenter-api-2.0/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  // Whoever is logged in to the console proves with each change that it comes from this page.
  requestInterceptor: (request) => {
    if (csrfToken && request.method !== "GET") {
      request.headers["X-Harbor-CSRF-Token"] = csrfToken;
    }
    return request;
  },
  responseInterceptor: (response) => {
    csrfToken = response.headers["x-harbor-csrf-token"] || csrfToken;
    return response;
  },
});
