package dev.stepwell.processor.model;

/** The full names of classes. */
public final class QualifiedNames {
  private QualifiedNames() {}

  /** The class of this name in this package, which may be the unnamed one. */
  public static String of(String packageName, String name) {
    return packageName.isEmpty() ? name : packageName + "." + name;
  }
}
