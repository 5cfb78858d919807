package dev.stepwell.runtime.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SQL file that changes the schema once.
 *
 * @param name its recorded name
 * @param text the statements
 */
record MigrationFile(String name, String text) {
  private static final Pattern TABLE = Pattern.compile(
      "^\\s*(create|drop) table (?:if (?:not )?exists )?stepwell\\.(\\w+)", Pattern.MULTILINE);

  /** The file of this name in the jar. */
  static MigrationFile named(String name) {
    try (InputStream in = MigrationFile.class.getResourceAsStream("migrations/" + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "the migration " + name + " is missing from the jar of stepwell-runtime");
      }
      return new MigrationFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("the migration " + name + " cannot be read", e);
    }
  }

  /** The tables that there are once these files, in this order, are applied. */
  static Set<String> tables(Collection<MigrationFile> files) {
    Set<String> tables = new TreeSet<>();
    for (MigrationFile file : files) {
      Matcher table = TABLE.matcher(file.text);
      while (table.find()) {
        if (table.group(1).equals("create")) {
          tables.add(table.group(2));
        } else {
          tables.remove(table.group(2));
        }
      }
    }
    return tables;
  }
}
