package dev.stepwell.processor.model;

import java.util.Locale;

/**
 * The names of resources for other compilations, which find them on their paths: in {@code interface/stepwell}. Compilers search only folders of jars
 * whose names are possible in packages, unlike {@code META-INF}. No package can have this name, because {@code
 * interface} is a keyword, so several modules of Java may have such a folder.
 */
public final class ResourceNames {
  /** Where {@link java.util.ServiceLoader} looks for catalogs. */
  public static final String SERVICES = "META-INF/services/dev.stepwell.contract.Catalog";

  private static final String LOOKED_UP = "interface/stepwell/";

  private ResourceNames() {}

  /** The file that names the catalog of a function. */
  public static String function(String id) {
    return LOOKED_UP + "functions/" + file(id);
  }

  /** The file that names the record of an event. */
  public static String event(String name) {
    return LOOKED_UP + "events/" + file(name);
  }

  /** A user's name as a file name on all systems: {@code billing/order.paid} becomes {@code billing+order.paid}. */
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
