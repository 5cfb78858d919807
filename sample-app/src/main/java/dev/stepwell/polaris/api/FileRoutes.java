package dev.stepwell.polaris.api;

import dev.stepwell.polaris.projects.ProjectFiles;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;

/** The files of a project over HTTP; content travels as it is, its path and kind in the query. */
final class FileRoutes {
  private static final String FILES = "/internal/projects/{id}/files";
  private static final String FILE = "/internal/projects/{id}/file";

  private final ProjectFiles files;

  FileRoutes(ProjectFiles files) {
    this.files = files;
  }

  void addTo(RoutesConfig routes) {
    routes.get(FILES, request -> request.json(files.list(request.pathParam("id"))));
    routes.delete(FILES, this::clean);
    routes.post("/internal/projects/{id}/folders", this::createFolders);
    routes.put(FILE, this::put);
    routes.patch(FILE, this::update);
    routes.get(FILE, this::content);
    routes.delete(FILE, this::delete);
    routes.post("/internal/projects/{id}/rename", this::rename);
  }

  private void clean(Context request) {
    files.clean(request.pathParam("id"));
    request.status(204);
  }

  private void createFolders(Context request) {
    files.createFolders(request.pathParam("id"), RequestFields.of(request).texts("paths"));
    request.status(204);
  }

  private void put(Context request) {
    String path = RequestFields.query(request, "path");
    String kind = RequestFields.query(request, "kind");
    files.put(request.pathParam("id"), path, kind, request.bodyAsBytes());
    request.status(204);
  }

  private void update(Context request) {
    String path = RequestFields.query(request, "path");
    files.update(request.pathParam("id"), path, request.bodyAsBytes());
    request.status(204);
  }

  private void content(Context request) {
    byte[] content = files.content(request.pathParam("id"), RequestFields.query(request, "path"));
    request.contentType("application/octet-stream");
    request.result(content);
  }

  private void delete(Context request) {
    boolean deleted = files.delete(request.pathParam("id"), RequestFields.query(request, "path"));
    request.json(Map.of("deleted", deleted));
  }

  private void rename(Context request) {
    RequestFields fields = RequestFields.of(request);
    files.rename(request.pathParam("id"), fields.text("from"), fields.text("to"));
    request.status(204);
  }
}
