package dev.stepwell.processor.model;

import java.util.Locale;

/**
 * The names of what is written beside the classes: in {@code META-INF/stepwell} for people and tools, and in {@code
 * interface/stepwell} for other compilations, which look it up on their paths. Compilers look into folders of jars only where
 * their names could be those in a package's, as {@code META-INF} could not; and that no package can be named so, for {@code
 * interface} is a keyword, lets several modules of Java have such a folder.
 */
public final class ResourceNames {
  /** Where {@link java.util.ServiceLoader} looks for catalogs. */
  public static final String SERVICES = "META-INF/services/dev.stepwell.contract.Catalog";

  private static final String SHOWN = "META-INF/stepwell/";
  private static final String LOOKED_UP = "interface/stepwell/";

  private ResourceNames() {}

  /** That of the step graph of a function. */
  public static String graph(String functionId) {
    return SHOWN + file(functionId) + ".json";
  }

  /** That of the picture of a function. */
  public static String diagram(String functionId) {
    return SHOWN + file(functionId) + ".mmd";
  }

  /** That of what the runs of a catalog's functions store. */
  public static String stored(String catalog) {
    return SHOWN + "catalogs/" + catalog + ".json";
  }

  /** That of the file that tells the catalog of a function. */
  public static String function(String id) {
    return LOOKED_UP + "functions/" + file(id);
  }

  /** That of the file that tells the record of an event. */
  public static String event(String name) {
    return LOOKED_UP + "events/" + file(name);
  }

  /** A name that a user has chosen, as that of a file on any system: {@code billing/order.paid} gives {@code billing+order.paid}. */
  private static String file(String name) {
    StringBuilder file = new StringBuilder(name.isEmpty() ? "=" : "");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isPlain = c < 128 && (Character.isLetterOrDigit(c) || "-_@".indexOf(c) >= 0);
      if (isPlain || (c == '.' && i > 0)) {
        file.append(c);
      } else {
        file.append(c == '/' ? "+" : String.format(Locale.ROOT, "=%04x", (int) c));
      }
    }
    return file.toString();
  }
}
