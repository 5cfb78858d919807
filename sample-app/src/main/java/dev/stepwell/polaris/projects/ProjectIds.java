package dev.stepwell.polaris.projects;

import java.util.regex.Pattern;

/** The valid ids of projects, conversations and messages, which occur in URLs unescaped. */
public final class ProjectIds {
  private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}._:@+~-]{1,200}");

  private ProjectIds() {}

  /**
   * Returns the id.
   *
   * @throws BadInputException if it is not valid
   */
  public static String checked(String id) {
    if (!ID.matcher(id).matches() || id.equals(".") || id.equals("..")) {
      throw new BadInputException("'" + id
          + "' is no id: give one of 1 to 200 letters, digits and the characters . _ - : @ + ~");
    }
    return id;
  }
}
