package dev.stepwell.polaris.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import dev.stepwell.NonRetriableException;
import dev.stepwell.polaris.api.PolarisClient;
import dev.stepwell.polaris.projects.ProjectFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the model may do to a project. What it gets wrong comes back to it as text, so that it can do better; what Polaris gets wrong
 * is thrown, so that the step is tried again.
 */
public final class Tools {
  private static final int LONGEST_RESULT = 100_000;

  static final List<ToolSpecification> SPECIFICATIONS = List.of(
      specification(
          "list-files", "Lists all files and folders of the project.", JsonObjectSchema.builder()),
      specification(
          "read-files",
          "Reads text files.",
          JsonObjectSchema.builder().addProperty("paths", strings()).required("paths")),
      specification(
          "create-files",
          "Creates files with their content, over any that are there.",
          JsonObjectSchema.builder()
              .addProperty(
                  "files",
                  JsonArraySchema.builder()
                      .items(JsonObjectSchema.builder()
                          .addStringProperty("path")
                          .addStringProperty("content")
                          .required("path", "content")
                          .build())
                      .build())
              .required("files")),
      specification(
          "update-file",
          "Gives a file that exists a new content, the whole of it.",
          JsonObjectSchema.builder()
              .addStringProperty("path")
              .addStringProperty("content")
              .required("path", "content")),
      specification(
          "create-folder",
          "Creates a folder.",
          JsonObjectSchema.builder().addStringProperty("path").required("path")),
      specification(
          "rename-file",
          "Moves a file or folder.",
          JsonObjectSchema.builder()
              .addStringProperty("from")
              .addStringProperty("to")
              .required("from", "to")),
      specification(
          "delete-files",
          "Deletes files and folders.",
          JsonObjectSchema.builder().addProperty("paths", strings()).required("paths")));

  private final ObjectMapper mapper = new ObjectMapper();
  private final PolarisClient polaris;

  /** Tools that work through the internal API. */
  public Tools(PolarisClient polaris) {
    this.polaris = polaris;
  }

  private static ToolSpecification specification(
      String name, String does, JsonObjectSchema.Builder parameters) {
    return ToolSpecification.builder()
        .name(name)
        .description(does)
        .parameters(parameters.build())
        .build();
  }

  private static JsonArraySchema strings() {
    return JsonArraySchema.builder().items(new JsonStringSchema()).build();
  }

  /**
   * Calls a tool on a project.
   *
   * @return what the model is told; an error that it can mend opens with "error:"
   * @throws IOException if Polaris does not answer as it should
   */
  public String call(String projectId, ToolCall call) throws IOException, InterruptedException {
    try {
      String result = result(projectId, call.name(), arguments(call));
      return result.length() <= LONGEST_RESULT
          ? result
          : result.substring(0, LONGEST_RESULT) + "\n… and " + (result.length() - LONGEST_RESULT)
              + " characters more";
    } catch (WrongArgument | NonRetriableException e) {
      return "error: " + e.getMessage();
    }
  }

  private JsonNode arguments(ToolCall call) {
    try {
      return mapper.readTree(call.arguments().isBlank() ? "{}" : call.arguments());
    } catch (JsonProcessingException e) {
      throw new WrongArgument("the arguments are not JSON: " + e.getOriginalMessage());
    }
  }

  private String result(String projectId, String tool, JsonNode arguments)
      throws IOException, InterruptedException {
    return switch (tool) {
      case "list-files" -> list(projectId);
      case "read-files" -> read(projectId, texts(arguments, "paths"));
      case "create-files" -> create(projectId, arguments.path("files"));
      case "update-file" -> update(projectId, text(arguments, "path"), text(arguments, "content"));
      case "create-folder" -> {
        polaris.createFolders(projectId, List.of(text(arguments, "path")));
        yield "created the folder " + text(arguments, "path");
      }
      case "rename-file" -> {
        polaris.rename(projectId, text(arguments, "from"), text(arguments, "to"));
        yield "moved " + text(arguments, "from") + " to " + text(arguments, "to");
      }
      case "delete-files" -> delete(projectId, texts(arguments, "paths"));
      default -> throw new WrongArgument("there is no tool " + tool);
    };
  }

  private String list(String projectId) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (ProjectFile file : polaris.files(projectId)) {
      lines.add((file.hasContent() ? "file " : "folder ") + file.path());
    }
    return lines.isEmpty() ? "the project is empty" : String.join("\n", lines);
  }

  private String read(String projectId, List<String> paths)
      throws IOException, InterruptedException {
    List<String> parts = new ArrayList<>();
    for (String path : paths) {
      parts.add("=== " + path + "\n" + readable(polaris.content(projectId, path)));
    }
    return String.join("\n", parts);
  }

  private static String readable(byte[] content) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content))
          .toString();
    } catch (CharacterCodingException e) {
      return "(a binary file of " + content.length + " bytes)";
    }
  }

  private String create(String projectId, JsonNode files) throws IOException, InterruptedException {
    if (!files.isArray() || files.isEmpty()) {
      throw new WrongArgument("files must be a list of objects with path and content");
    }
    List<String> created = new ArrayList<>();
    for (JsonNode file : files) {
      put(projectId, text(file, "path"), "file", text(file, "content"));
      created.add(text(file, "path"));
    }
    return "created " + String.join(", ", created);
  }

  private String update(String projectId, String path, String content)
      throws IOException, InterruptedException {
    for (ProjectFile file : polaris.files(projectId)) {
      if (file.path().equals(path) && file.hasContent()) {
        put(projectId, path, file.kind(), content);
        return "updated " + path;
      }
    }
    throw new WrongArgument("there is no file " + path + "; list-files tells which there are");
  }

  private void put(String projectId, String path, String kind, String content)
      throws IOException, InterruptedException {
    polaris.putFile(projectId, path, kind, content.getBytes(StandardCharsets.UTF_8));
  }

  private String delete(String projectId, List<String> paths)
      throws IOException, InterruptedException {
    for (String path : paths) {
      polaris.delete(projectId, path);
    }
    return "deleted " + String.join(", ", paths);
  }

  private static String text(JsonNode arguments, String name) {
    JsonNode value = arguments.path(name);
    if (!value.isTextual()) {
      throw new WrongArgument(name + " must be a string");
    }
    return value.asText();
  }

  private static List<String> texts(JsonNode arguments, String name) {
    JsonNode values = arguments.path(name);
    if (!values.isArray() || values.isEmpty()) {
      throw new WrongArgument(name + " must be a list of strings with at least one");
    }
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return texts;
  }

  /** An argument that the model got wrong. */
  private static final class WrongArgument extends RuntimeException {
    @java.io.Serial
    private static final long serialVersionUID = 1L;

    WrongArgument(String message) {
      super(message);
    }
  }
}
