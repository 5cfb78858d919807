package dev.stepwell.polaris.projects;

import java.util.List;

/** A closed list of words that a field may hold. */
record Words(String field, List<String> words) {
  static final Words IMPORT_STATUS =
      new Words("an import status", List.of("idle", "importing", "completed", "failed"));
  static final Words EXPORT_STATUS = new Words(
      "an export status", List.of("idle", "exporting", "completed", "failed", "cancelled"));
  static final Words FILE_KIND =
      new Words("the kind of a file", List.of("file", "executable", "symlink", "submodule"));
  static final Words ROLE = new Words("the role of a message", List.of("user", "assistant"));
  static final Words MESSAGE_STATUS = new Words(
      "the status of a message", List.of("processing", "completed", "cancelled", "failed"));

  /**
   * Returns the word.
   *
   * @throws BadInputException if it is not in the list
   */
  String checked(String word) {
    if (!words.contains(word)) {
      throw new BadInputException(
          "'" + word + "' is not " + field + "; there are " + String.join(", ", words));
    }
    return word;
  }
}
