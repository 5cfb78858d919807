package dev.stepwell.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what the compiler has written about the functions of a build. */
final class Compiled {
  private static final String SERVICES = "META-INF/services/dev.stepwell.contract.Catalog";
  private static final String CATALOGS = "META-INF/stepwell/catalogs";

  private Compiled() {}

  /** The functions in this folder of classes. Only catalogs in the service file count, because files of deleted ones may remain. */
  static LockedFunctions read(Path classes) {
    List<LockedFunction> functions = new ArrayList<>();
    Path services = classes.resolve(SERVICES);
    try {
      if (Files.exists(services)) {
        for (String catalog : Files.readAllLines(services)) {
          Path file = classes.resolve(CATALOGS).resolve(catalog + ".json");
          if (Files.exists(file)) {
            functions.addAll(LockJson.read(Files.readString(file), file.toString()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LockedFunctions(functions);
  }
}
