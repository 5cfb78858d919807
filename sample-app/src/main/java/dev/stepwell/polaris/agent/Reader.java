package dev.stepwell.polaris.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stepwell.polaris.api.PolarisClient;
import dev.stepwell.polaris.projects.ProjectFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Presents the files of a project to the model: text as it is, other content as a description, within a size limit. */
final class Reader {
  /** The maximum number of characters per answer. */
  static final int MAX_SHOWN = 100_000;

  private static final long MAX_FETCHED = 4L * 1024 * 1024;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final PolarisClient polaris;

  Reader(PolarisClient polaris) {
    this.polaris = polaris;
  }

  /** All paths, one per line, with their kinds. */
  String list(String projectId) throws IOException, InterruptedException {
    List<ProjectFile> files = polaris.files(projectId);
    if (files.isEmpty()) {
      return "the project is empty";
    }
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < files.size(); i++) {
      String line = files.get(i).kind() + " " + onOneLine(files.get(i).path()) + "\n";
      if (list.length() + line.length() > MAX_SHOWN) {
        return list + "… and " + (files.size() - i) + " files and folders more";
      }
      list.append(line);
    }
    return list.toString().stripTrailing();
  }

  /** These files, one after another. */
  String read(String projectId, List<String> paths) throws IOException, InterruptedException {
    Map<String, ProjectFile> files = new HashMap<>();
    polaris.files(projectId).forEach(file -> files.put(file.path(), file));
    List<String> parts = new ArrayList<>();
    int room = MAX_SHOWN;
    for (String path : paths) {
      String part = shown(projectId, path, files.get(path), room);
      room = Math.max(0, room - part.length());
      parts.add(part);
    }
    if (paths.stream().noneMatch(files::containsKey)) {
      throw new WrongArgumentException(
          "there is no file " + String.join(", ", paths) + "; list-files lists the files");
    }
    return String.join("\n", parts);
  }

  private String shown(String projectId, String path, @Nullable ProjectFile file, int room)
      throws IOException, InterruptedException {
    String head = "=== " + onOneLine(path);
    if (file == null) {
      return head + " (error: there is no such file)";
    }
    if (!file.hasContent()) {
      return head + " (a folder)";
    }
    if (file.size() > MAX_FETCHED || room == 0) {
      return head + " (not shown, it has " + file.size() + " bytes)";
    }
    byte[] content = polaris.content(projectId, path);
    String text = text(content);
    if (text == null) {
      return head + " (a binary file of " + content.length + " bytes)";
    }
    return switch (file.kind()) {
      case "symlink" -> head + " (a link to " + onOneLine(text) + ")";
      case "submodule" -> head + " (a submodule at commit " + onOneLine(text) + ")";
      default -> text.length() <= room ? head + "\n" + text : cut(head, text, room);
    };
  }

  private static String cut(String head, String text, int room) {
    int end = Character.isHighSurrogate(text.charAt(room - 1)) ? room - 1 : room;
    return head + " (the first " + end + " of " + text.length() + " characters)\n"
        + text.substring(0, end);
  }

  /** The text in these bytes; null if a NUL shows that they are binary. */
  private static @Nullable String text(byte[] content) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.indexOf('\0') >= 0 ? null : text;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** A path that cannot be mistaken for several. */
  private static String onOneLine(String path) {
    if (path.codePoints().noneMatch(Character::isISOControl)) {
      return path;
    }
    try {
      return MAPPER.writeValueAsString(path);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a string is always JSON", e);
    }
  }
}
