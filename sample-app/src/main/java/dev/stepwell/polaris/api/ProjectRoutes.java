package dev.stepwell.polaris.api;

import dev.stepwell.polaris.projects.Projects;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Projects over HTTP. */
final class ProjectRoutes {
  private static final String PROJECT = "/internal/projects/{id}";

  private final Projects projects;

  ProjectRoutes(Projects projects) {
    this.projects = projects;
  }

  void addTo(RoutesConfig routes) {
    routes.put(PROJECT, this::create);
    routes.get(PROJECT, request -> request.json(projects.find(request.pathParam("id"))));
    routes.put(PROJECT + "/import-status", this::importStatus);
    routes.put(PROJECT + "/export-status", this::exportStatus);
  }

  private void create(Context request) {
    String name = RequestFields.of(request).text("name");
    request.json(projects.create(request.pathParam("id"), name));
  }

  private void importStatus(Context request) {
    projects.importStatus(request.pathParam("id"), RequestFields.of(request).text("status"));
    request.status(204);
  }

  private void exportStatus(Context request) {
    RequestFields fields = RequestFields.of(request);
    projects.exportStatus(
        request.pathParam("id"), fields.text("status"), fields.optionalText("url"));
    request.status(204);
  }
}
