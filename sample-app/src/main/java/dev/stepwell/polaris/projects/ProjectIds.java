package dev.stepwell.polaris.projects;

import java.util.regex.Pattern;

/** The ids that projects, conversations and messages may have: they stand in URLs as they are. */
public final class ProjectIds {
  private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}._:@+~-]{1,200}");

  private ProjectIds() {}

  /**
   * Returns the id.
   *
   * @throws BadInputException if it is none
   */
  public static String checked(String id) {
    if (!ID.matcher(id).matches() || id.equals(".") || id.equals("..")) {
      throw new BadInputException("'" + id
          + "' is no id: give one of 1 to 200 letters, digits and the characters . _ - : @ + ~");
    }
    return id;
  }
}
