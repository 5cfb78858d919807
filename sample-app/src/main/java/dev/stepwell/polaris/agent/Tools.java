package dev.stepwell.polaris.agent;

import dev.stepwell.polaris.api.PolarisClient;
import dev.stepwell.polaris.api.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The tools that the model may use on a project. An error of the model is returned to it as text, so that it can
 * correct it; an error of Polaris is thrown, so that the step is retried. Every call is idempotent.
 */
public final class Tools {
  /** The prefix of the result of a failed call. */
  static final String ERROR = "error: ";

  private final PolarisClient polaris;
  private final Reader reader;

  /** Tools that work through the internal API. */
  public Tools(PolarisClient polaris) {
    this.polaris = polaris;
    this.reader = new Reader(polaris);
  }

  /**
   * Calls a tool on a project.
   *
   * @return the answer to the model; an error that it can fix starts with "error:"
   * @throws IOException if Polaris does not respond correctly
   * @throws RefusedException if there is no such project, or the internal key is wrong
   */
  public String call(String projectId, ToolCall call) throws IOException, InterruptedException {
    try {
      return result(projectId, call.name(), Arguments.of(call.arguments()));
    } catch (WrongArgumentException e) {
      return ERROR + e.getMessage();
    } catch (RefusedException e) {
      polaris.findProject(projectId); // fails where no better call would help
      return ERROR + e.detail();
    }
  }

  private String result(String projectId, String tool, Arguments arguments)
      throws IOException, InterruptedException {
    return switch (tool) {
      case "list-files" -> reader.list(projectId);
      case "read-files" -> reader.read(projectId, arguments.texts("paths"));
      case "create-files" -> createFiles(projectId, arguments.objects("files"));
      case "update-file" ->
        updateFile(projectId, arguments.text("path"), arguments.text("content"));
      case "create-folder" -> createFolder(projectId, arguments.text("path"));
      case "rename-file" -> renameFile(projectId, arguments.text("from"), arguments.text("to"));
      case "delete-files" -> deleteFiles(projectId, arguments.texts("paths"));
      default ->
        throw new WrongArgumentException("there is no tool '" + tool + "'; there are "
            + String.join(
                ", ", ToolSpecifications.ALL.stream().map(t -> t.name()).toList()));
    };
  }

  private String createFiles(String projectId, List<Arguments> files)
      throws IOException, InterruptedException {
    List<NewFile> wanted = files.stream()
        .map(file -> new NewFile(file.text("path"), file.text("content")))
        .toList();
    List<String> done = new ArrayList<>();
    for (NewFile file : wanted) {
      try {
        polaris.putFile(
            projectId, file.path(), "file", file.content().getBytes(StandardCharsets.UTF_8));
      } catch (RefusedException e) {
        throw done.isEmpty() ? e : partly(done, e);
      }
      done.add(file.path());
    }
    return "created " + String.join(", ", done);
  }

  private static RuntimeException partly(List<String> done, RefusedException e) {
    return new WrongArgumentException(
        e.detail() + "; before that, these were created: " + String.join(", ", done));
  }

  private String updateFile(String projectId, String path, String content)
      throws IOException, InterruptedException {
    polaris.updateFile(projectId, path, content.getBytes(StandardCharsets.UTF_8));
    return "updated " + path;
  }

  private String createFolder(String projectId, String path)
      throws IOException, InterruptedException {
    polaris.createFolders(projectId, List.of(path));
    return "created the folder " + path;
  }

  private String renameFile(String projectId, String from, String to)
      throws IOException, InterruptedException {
    polaris.rename(projectId, from, to);
    return "moved " + from + " to " + to;
  }

  /**
   * A missing file counts as deleted, because a repeated call no longer finds it. The answer to the model mentions it.
   */
  private String deleteFiles(String projectId, List<String> paths)
      throws IOException, InterruptedException {
    List<String> results = new ArrayList<>();
    for (String path : paths) {
      results.add(
          polaris.delete(projectId, path) ? "deleted " + path : "there is no " + path + " (now)");
    }
    return String.join("\n", results);
  }

  private record NewFile(String path, String content) {}
}
