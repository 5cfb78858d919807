package dev.stepwell.processor;

import dev.stepwell.contract.Catalog;
import dev.stepwell.contract.FunctionDefinition;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/** The example {@code good.bank}, compiled and loaded. */
final class Bank implements AutoCloseable {
  private final URLClassLoader loader;

  private Bank(URLClassLoader loader) {
    this.loader = loader;
  }

  static Bank compiledTo(Path folder) throws IOException {
    Classes.compile(folder, Sources.below("good"));
    return new Bank(Classes.loader(folder));
  }

  Class<?> type(String name) throws ClassNotFoundException {
    return loader.loadClass("good.bank." + name);
  }

  List<Catalog> catalogs() {
    return ServiceLoader.load(Catalog.class, loader).stream()
        .map(ServiceLoader.Provider::get)
        .filter(catalog -> catalog.getClass().getPackageName().equals("good.bank"))
        .toList();
  }

  @SuppressWarnings("unchecked") // the tests know the types
  <E extends Record> FunctionDefinition<Object, E, Object> function(String id) {
    return (FunctionDefinition<Object, E, Object>) catalogs().stream()
        .flatMap(catalog -> catalog.functions().stream())
        .filter(function -> function.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  Record event(String type, Object... values) throws Exception {
    Constructor<?> constructor = type(type).getDeclaredConstructors()[0];
    return (Record) constructor.newInstance(values);
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
