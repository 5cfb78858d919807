package dev.stepwell.polaris.agent;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.List;

/** The descriptions of the tools for the model. */
final class ToolSpecifications {
  static final List<ToolSpecification> ALL = List.of(
      specification(
          "list-files", "Lists all files and folders of the project.", JsonObjectSchema.builder()),
      specification(
          "read-files",
          "Reads text files. Each is shown under a line '=== path'.",
          JsonObjectSchema.builder().addProperty("paths", strings()).required("paths")),
      specification(
          "create-files",
          "Creates text files, and the folders that they are in. Replaces files that are there.",
          JsonObjectSchema.builder().addProperty("files", files()).required("files")),
      specification(
          "update-file",
          "Gives a text file that is there a new content, the whole of it.",
          JsonObjectSchema.builder()
              .addStringProperty("path")
              .addStringProperty("content")
              .required("path", "content")),
      specification(
          "create-folder",
          "Creates a folder, and those that it is in.",
          JsonObjectSchema.builder().addStringProperty("path").required("path")),
      specification(
          "rename-file",
          "Moves a file, or a folder with all that is in it, to a path where nothing is.",
          JsonObjectSchema.builder()
              .addStringProperty("from")
              .addStringProperty("to")
              .required("from", "to")),
      specification(
          "delete-files",
          "Deletes files, and folders with all that is in them.",
          JsonObjectSchema.builder().addProperty("paths", strings()).required("paths")));

  private ToolSpecifications() {}

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

  private static JsonArraySchema files() {
    return JsonArraySchema.builder()
        .items(JsonObjectSchema.builder()
            .addStringProperty("path")
            .addStringProperty("content")
            .required("path", "content")
            .build())
        .build();
  }
}
