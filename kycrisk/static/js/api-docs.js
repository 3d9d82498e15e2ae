// What can a machine call? Swagger UI over our own description; it loads nothing from outside.
const host = document.getElementById("calls");
globalThis.SwaggerUIBundle({
  url: host.dataset.schema,
  domNode: host,
  presets: [globalThis.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  // No badge: it would ask a server of somebody else's whether our description is valid.
  validatorUrl: null,
});
