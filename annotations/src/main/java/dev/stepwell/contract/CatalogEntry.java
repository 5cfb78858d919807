package dev.stepwell.contract;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An annotation on generated catalogs. With it, a build that compiles only some classes of a package can still list all its functions.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface CatalogEntry {
  /** The name of the class or record from which the catalog was generated. */
  String origin();

  /** The names of the catalog's function constants, for example {@code EXPORT_TO_GITHUB}. */
  String[] constants();
}
