package dev.stepwell.polaris.projects;

import java.util.List;

/** A closed list of words for a field. */
record AllowedWords(String field, List<String> words) {
  static final AllowedWords IMPORT_STATUS =
      new AllowedWords("an import status", List.of("idle", "importing", "completed", "failed"));
  static final AllowedWords EXPORT_STATUS = new AllowedWords(
      "an export status", List.of("idle", "exporting", "completed", "failed", "cancelled"));
  static final AllowedWords FILE_KIND =
      new AllowedWords("the kind of a file", List.of("file", "executable", "symlink", "submodule"));
  static final AllowedWords ROLE =
      new AllowedWords("the role of a message", List.of("user", "assistant"));
  static final AllowedWords MESSAGE_STATUS = new AllowedWords(
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
